-- One schema for H2 and PostgreSQL: only types and clauses that both understand.
-- Instants are UTC. Money lives inside the JSON documents as exact decimals; the columns here are for lists and look-ups.

CREATE TABLE workspace (
    id                 VARCHAR(64)              NOT NULL PRIMARY KEY,
    name               VARCHAR(255)             NOT NULL,
    country            CHAR(2)                  NOT NULL,
    base_currency      CHAR(3)                  NOT NULL,
    payment_term_days  INTEGER                  NOT NULL,
    tax_registered     BOOLEAN                  NOT NULL,
    created_at         TIMESTAMP WITH TIME ZONE NOT NULL,
    updated_at         TIMESTAMP WITH TIME ZONE NOT NULL
);

-- A caller of the REST API. The secret itself is never stored: 256 random bits need no slow hash.
CREATE TABLE api_key (
    id            VARCHAR(32)              NOT NULL PRIMARY KEY,
    secret_hash   VARCHAR(64)              NOT NULL,          -- SHA-256, hex
    workspace_id  VARCHAR(64) REFERENCES workspace (id),       -- NULL: all workspaces of this install
    scopes        VARCHAR(255)             NOT NULL,          -- blank-separated
    label         VARCHAR(255)             NOT NULL,
    created_at    TIMESTAMP WITH TIME ZONE NOT NULL,
    expires_at    TIMESTAMP WITH TIME ZONE,
    revoked_at    TIMESTAMP WITH TIME ZONE,
    last_used_at  TIMESTAMP WITH TIME ZONE
);

-- CoPortal's invoice: the newest version for lists, every version as it arrived beside it.
CREATE TABLE invoice (
    workspace_id     VARCHAR(64)              NOT NULL REFERENCES workspace (id),
    invoice_id       VARCHAR(64)              NOT NULL,
    version          BIGINT                   NOT NULL,
    number           VARCHAR(255)             NOT NULL,
    status           VARCHAR(32)              NOT NULL,
    client_id        VARCHAR(64)              NOT NULL,
    client_name      VARCHAR(255)             NOT NULL,
    issue_date       DATE                     NOT NULL,
    currency         CHAR(3)                  NOT NULL,
    total            NUMERIC(24, 6)           NOT NULL,
    created_at       TIMESTAMP WITH TIME ZONE NOT NULL,
    updated_at       TIMESTAMP WITH TIME ZONE NOT NULL,
    PRIMARY KEY (workspace_id, invoice_id)
);
CREATE INDEX invoice_by_number ON invoice (workspace_id, number);

CREATE TABLE invoice_version (
    workspace_id  VARCHAR(64)              NOT NULL,
    invoice_id    VARCHAR(64)              NOT NULL,
    version       BIGINT                   NOT NULL,
    document      TEXT                     NOT NULL,          -- the accepted JSON
    received_at   TIMESTAMP WITH TIME ZONE NOT NULL,
    PRIMARY KEY (workspace_id, invoice_id, version),
    FOREIGN KEY (workspace_id, invoice_id) REFERENCES invoice (workspace_id, invoice_id)
);

-- One consent of one person at one provider. It may serve several organisations, so lock, rotation and
-- encryption hang here and not on the connection.
CREATE TABLE token_grant (
    id                      VARCHAR(36)              NOT NULL PRIMARY KEY,
    provider                VARCHAR(32)              NOT NULL,
    state                   VARCHAR(16)              NOT NULL, -- PENDING (no organisation chosen yet), LIVE, DEAD, REVOKED
    access_token            BYTEA,                             -- encrypted
    access_expires_at       TIMESTAMP WITH TIME ZONE,
    refresh_token           BYTEA,                             -- encrypted
    refresh_expires_at      TIMESTAMP WITH TIME ZONE,
    refreshed_at            TIMESTAMP WITH TIME ZONE,
    scopes                  VARCHAR(1000),
    subject                 VARCHAR(255),                      -- who consented, as the ledger names them; revoking may end all their grants
    rotation                BIGINT                   NOT NULL, -- grows with every refresh
    created_at              TIMESTAMP WITH TIME ZONE NOT NULL
);

-- A workspace's link to one organisation in one ledger.
CREATE TABLE connection (
    id                      VARCHAR(36)              NOT NULL PRIMARY KEY,
    workspace_id            VARCHAR(64)              NOT NULL REFERENCES workspace (id),
    provider                VARCHAR(32)              NOT NULL,
    organisation_id         VARCHAR(64)              NOT NULL, -- the ledger's own id (tenant, realm)
    organisation_name       VARCHAR(255)             NOT NULL,
    country                 VARCHAR(2),
    base_currency           CHAR(3),
    provider_connection_id  VARCHAR(64),                       -- the ledger's id of the consent for this organisation
    grant_id                VARCHAR(36) REFERENCES token_grant (id),
    state                   VARCHAR(16)              NOT NULL, -- CONNECTED, RECONNECT, DISCONNECTED
    held_organisation       VARCHAR(100) UNIQUE,               -- provider:organisation until disconnected: one ledger, one workspace
    settings                TEXT                     NOT NULL, -- JSON
    lane_epoch              BIGINT                   NOT NULL, -- grows each time a worker takes the lane: fences late writes
    blocked_until           TIMESTAMP WITH TIME ZONE,          -- a limit of the ledger; the lane waits
    blocked_reason          VARCHAR(255),
    connected_at            TIMESTAMP WITH TIME ZONE NOT NULL, -- the last time an owner consented
    created_at              TIMESTAMP WITH TIME ZONE NOT NULL,
    updated_at              TIMESTAMP WITH TIME ZONE NOT NULL,
    UNIQUE (workspace_id, provider, organisation_id)
);
CREATE INDEX connection_by_organisation ON connection (provider, organisation_id);
CREATE INDEX connection_by_grant ON connection (grant_id);

-- A one-time URL that takes an owner's browser through the ledger's consent.
CREATE TABLE connect_link (
    token_hash    VARCHAR(64)              NOT NULL PRIMARY KEY, -- SHA-256, hex
    workspace_id  VARCHAR(64)              NOT NULL REFERENCES workspace (id),
    provider      VARCHAR(32)              NOT NULL,
    return_to     VARCHAR(2000),
    settings      TEXT,                                          -- JSON, applied when the connection is made
    created_at    TIMESTAMP WITH TIME ZONE NOT NULL,
    expires_at    TIMESTAMP WITH TIME ZONE NOT NULL,
    used_at       TIMESTAMP WITH TIME ZONE
);

-- Wanted state against ledger state: one row for each invoice and organisation. It survives a reconnect.
CREATE TABLE invoice_sync (
    id                VARCHAR(36)              NOT NULL PRIMARY KEY,
    workspace_id      VARCHAR(64)              NOT NULL,
    provider          VARCHAR(32)              NOT NULL,
    organisation_id   VARCHAR(64)              NOT NULL,
    invoice_id        VARCHAR(64)              NOT NULL,
    connection_id     VARCHAR(36)              NOT NULL REFERENCES connection (id),
    wanted_version    BIGINT                   NOT NULL,
    synced_version    BIGINT,
    state             VARCHAR(16)              NOT NULL, -- QUEUED, SENDING, SYNCED, DIFFERENT, FAILED, BLOCKED, UNCERTAIN
    due_at            TIMESTAMP WITH TIME ZONE,          -- NULL: nothing to do
    priority          INTEGER                  NOT NULL, -- 0 a person waits, 5 auto-sync and polls, 9 back-fill
    verify            BOOLEAN                  NOT NULL, -- a click reads the ledger once even if nothing changed
    intent_seq        BIGINT                   NOT NULL, -- grows with every new intent; part of the idempotency key
    open_request_id   VARCHAR(36),                       -- the frozen request this row belongs to until it is settled
    external_id       VARCHAR(64),
    external_number   VARCHAR(255),
    external_url      VARCHAR(1000),
    external_version  VARCHAR(64),
    ledger_totals     TEXT,                              -- JSON: subtotal, taxTotal, total as the ledger shows them
    last_written      TEXT,                              -- JSON: what we last wrote, field by field
    payload_hash      VARCHAR(64),                       -- of what we last wrote: nothing changed, nothing sent
    last_synced_at    TIMESTAMP WITH TIME ZONE,
    error_class       VARCHAR(16),                       -- the reaction it asks for
    error_code        VARCHAR(64),
    error_message     TEXT,
    error_cure        TEXT,
    attempts          INTEGER                  NOT NULL, -- in a row without success
    created_at        TIMESTAMP WITH TIME ZONE NOT NULL,
    updated_at        TIMESTAMP WITH TIME ZONE NOT NULL,
    UNIQUE (workspace_id, provider, organisation_id, invoice_id),
    UNIQUE (workspace_id, provider, organisation_id, external_id), -- two invoices never share one of the ledger's
    FOREIGN KEY (workspace_id, invoice_id) REFERENCES invoice (workspace_id, invoice_id)
);
CREATE INDEX invoice_sync_due ON invoice_sync (connection_id, due_at, priority);
CREATE INDEX invoice_sync_by_due ON invoice_sync (due_at);
CREATE INDEX invoice_sync_by_invoice ON invoice_sync (workspace_id, invoice_id);

-- The frozen request: committed with its exact bytes before the call, replayed or looked up whole, never re-cut.
CREATE TABLE provider_request (
    id               VARCHAR(36)              NOT NULL PRIMARY KEY,
    connection_id    VARCHAR(36)              NOT NULL REFERENCES connection (id),
    provider         VARCHAR(32)              NOT NULL,
    organisation_id  VARCHAR(64)              NOT NULL,
    operation        VARCHAR(16)              NOT NULL, -- CREATE, UPDATE
    idempotency_key  VARCHAR(128)             NOT NULL,
    content          BYTEA,                             -- the rendered request, encrypted; dropped when settled
    content_hash     VARCHAR(64)              NOT NULL,
    state            VARCHAR(16)              NOT NULL, -- FROZEN (certainly not processed), SENT (outcome
                                                        -- unknown, may be replayed), LOOKUP (only looked up), TAKEN
                                                        -- (its number exists in the ledger), SETTLED
    first_sent_at    TIMESTAMP WITH TIME ZONE,
    sends            INTEGER                  NOT NULL,
    look_ups         INTEGER                  NOT NULL,
    created_at       TIMESTAMP WITH TIME ZONE NOT NULL,
    settled_at       TIMESTAMP WITH TIME ZONE,
    UNIQUE (idempotency_key)
);
CREATE INDEX provider_request_open ON provider_request (connection_id, state);

CREATE TABLE provider_request_member (
    request_id       VARCHAR(36) NOT NULL REFERENCES provider_request (id),
    position         INTEGER     NOT NULL,
    invoice_sync_id  VARCHAR(36) NOT NULL REFERENCES invoice_sync (id),
    version          BIGINT      NOT NULL,
    intent_seq       BIGINT      NOT NULL,
    prepared         TEXT        NOT NULL,               -- JSON: what was decided for this member
    PRIMARY KEY (request_id, position)
);
CREATE INDEX provider_request_member_by_sync ON provider_request_member (invoice_sync_id);

-- Append-only history: what was tried and what came of it.
CREATE TABLE sync_attempt (
    id               VARCHAR(36)              NOT NULL PRIMARY KEY,
    invoice_sync_id  VARCHAR(36)              NOT NULL REFERENCES invoice_sync (id),
    request_id       VARCHAR(36),
    at               TIMESTAMP WITH TIME ZONE NOT NULL,
    version          BIGINT                   NOT NULL,
    outcome          VARCHAR(16)              NOT NULL, -- the state the row went to
    error_code       VARCHAR(64),
    error_message    TEXT,
    http_status      INTEGER,
    correlation_id   VARCHAR(255)                       -- the provider's, for their support
);
CREATE INDEX sync_attempt_by_sync ON sync_attempt (invoice_sync_id, at);

CREATE TABLE contact_link (
    workspace_id     VARCHAR(64)              NOT NULL,
    provider         VARCHAR(32)              NOT NULL,
    organisation_id  VARCHAR(64)              NOT NULL,
    client_id        VARCHAR(64)              NOT NULL,
    currency         CHAR(3)                  NOT NULL, -- XXX where the ledger does not bind a contact to a currency
    contact_id       VARCHAR(64)              NOT NULL,
    contact_name     VARCHAR(255)             NOT NULL,
    matched_by       VARCHAR(16)              NOT NULL, -- number, email, name, created
    updated_at       TIMESTAMP WITH TIME ZONE NOT NULL,
    PRIMARY KEY (workspace_id, provider, organisation_id, client_id, currency)
);

-- Accounts, tax rates, currencies, lock dates as last read.
CREATE TABLE ledger_reference (
    provider         VARCHAR(32)              NOT NULL,
    organisation_id  VARCHAR(64)              NOT NULL,
    content          TEXT                     NOT NULL,
    read_at          TIMESTAMP WITH TIME ZONE NOT NULL,
    PRIMARY KEY (provider, organisation_id)
);

CREATE TABLE audit_event (
    id            VARCHAR(36)              NOT NULL PRIMARY KEY,
    at            TIMESTAMP WITH TIME ZONE NOT NULL,
    workspace_id  VARCHAR(64),
    actor         VARCHAR(255)             NOT NULL,
    action        VARCHAR(64)              NOT NULL,
    subject       VARCHAR(255)             NOT NULL,
    detail        TEXT
);
CREATE INDEX audit_event_by_workspace ON audit_event (workspace_id, at);

-- db-scheduler's own table, as its documentation gives it.
CREATE TABLE scheduled_tasks (
    task_name             VARCHAR(100)             NOT NULL,
    task_instance         VARCHAR(100)             NOT NULL,
    task_data             BYTEA,
    execution_time        TIMESTAMP WITH TIME ZONE NOT NULL,
    picked                BOOLEAN                  NOT NULL,
    picked_by             VARCHAR(50),
    last_success          TIMESTAMP WITH TIME ZONE,
    last_failure          TIMESTAMP WITH TIME ZONE,
    consecutive_failures  INTEGER,
    last_heartbeat        TIMESTAMP WITH TIME ZONE,
    version               BIGINT                   NOT NULL,
    priority              SMALLINT,
    PRIMARY KEY (task_name, task_instance)
);
CREATE INDEX scheduled_tasks_by_execution_time ON scheduled_tasks (execution_time);
CREATE INDEX scheduled_tasks_by_last_heartbeat ON scheduled_tasks (last_heartbeat);
