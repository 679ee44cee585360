-- What a caller has said once under an Idempotency-Key. No foreign key: it is kept before the workspace is looked up.
CREATE TABLE idempotency_key (
    workspace_id  VARCHAR(64)              NOT NULL,
    key_hash      VARCHAR(64)              NOT NULL,        -- SHA-256, hex
    request_hash  VARCHAR(64)              NOT NULL,        -- of operation, path and body
    created_at    TIMESTAMP WITH TIME ZONE NOT NULL,
    PRIMARY KEY (workspace_id, key_hash)
);
CREATE INDEX idempotency_key_by_age ON idempotency_key (created_at);
