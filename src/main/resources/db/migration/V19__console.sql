-- People who sign in to the console.
CREATE TABLE console_account (
    id                  VARCHAR(36)              NOT NULL PRIMARY KEY,
    name                VARCHAR(255)             NOT NULL UNIQUE,  -- lower case: what the person signs in with
    password_hash       VARCHAR(255)             NOT NULL,         -- with the name of its algorithm: {bcrypt}…
    password_temporary  BOOLEAN                  NOT NULL,         -- to be changed before anything else
    engineer            BOOLEAN                  NOT NULL,         -- all workspaces, accounts and routes
    refused             INTEGER                  NOT NULL,         -- wrong passwords in a row
    refused_until       TIMESTAMP WITH TIME ZONE,                  -- no password is looked at before
    created_at          TIMESTAMP WITH TIME ZONE NOT NULL,
    closed_at           TIMESTAMP WITH TIME ZONE                   -- NULL: may sign in
);

CREATE TABLE console_membership (
    account_id    VARCHAR(36) NOT NULL REFERENCES console_account (id),
    workspace_id  VARCHAR(64) NOT NULL REFERENCES workspace (id),
    role          VARCHAR(16) NOT NULL,  -- READER, MEMBER, OWNER
    PRIMARY KEY (account_id, workspace_id)
);

-- As Spring Session JDBC 3.5 reads and writes them.
CREATE TABLE console_session (
    PRIMARY_ID             CHAR(36) NOT NULL PRIMARY KEY,
    SESSION_ID             CHAR(36) NOT NULL,
    CREATION_TIME          BIGINT   NOT NULL,
    LAST_ACCESS_TIME       BIGINT   NOT NULL,
    MAX_INACTIVE_INTERVAL  INT      NOT NULL,
    EXPIRY_TIME            BIGINT   NOT NULL,
    PRINCIPAL_NAME         VARCHAR(100)
);
CREATE UNIQUE INDEX console_session_ix1 ON console_session (SESSION_ID);
CREATE INDEX console_session_ix2 ON console_session (EXPIRY_TIME);
CREATE INDEX console_session_ix3 ON console_session (PRINCIPAL_NAME);

CREATE TABLE console_session_attributes (
    SESSION_PRIMARY_ID  CHAR(36)     NOT NULL REFERENCES console_session (PRIMARY_ID) ON DELETE CASCADE,
    ATTRIBUTE_NAME      VARCHAR(200) NOT NULL,
    ATTRIBUTE_BYTES     BYTEA        NOT NULL,
    PRIMARY KEY (SESSION_PRIMARY_ID, ATTRIBUTE_NAME)
);

-- The list of invoices, the newest first.
CREATE INDEX invoice_by_issue_date ON invoice (workspace_id, issue_date, invoice_id);

-- What happened of late in a workspace.
ALTER TABLE sync_attempt ADD COLUMN workspace_id VARCHAR(64);
UPDATE sync_attempt SET workspace_id = (SELECT s.workspace_id FROM invoice_sync s WHERE s.id = sync_attempt.invoice_sync_id);
ALTER TABLE sync_attempt ALTER COLUMN workspace_id SET NOT NULL;
CREATE INDEX sync_attempt_by_workspace ON sync_attempt (workspace_id, at);

-- What stands still in a workspace. Of an invoice that goes well the code is always null, so this costs it nothing.
CREATE INDEX invoice_sync_by_error ON invoice_sync (workspace_id, error_code);
