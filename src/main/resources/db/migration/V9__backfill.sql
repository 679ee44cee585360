-- Back-fills: invoices that were there before, brought into a ledger by a person's word.

CREATE TABLE backfill (
    id             VARCHAR(36)              NOT NULL PRIMARY KEY,
    connection_id  VARCHAR(36)              NOT NULL REFERENCES connection (id),
    workspace_id   VARCHAR(64)              NOT NULL,
    provider       VARCHAR(32)              NOT NULL,
    state          VARCHAR(16)              NOT NULL,       -- RUNNING, PAUSED, DONE, CANCELLED
    running_on     VARCHAR(36) UNIQUE,                      -- its connection, until it lets go of it: one at a time
    issued_from    DATE,                                    -- the filter; NULL: no bound
    issued_to      DATE,
    statuses       VARCHAR(255)             NOT NULL,       -- blank-separated
    currency       CHAR(3),
    only_unsynced  BOOLEAN                  NOT NULL,
    forecast       TEXT                     NOT NULL,       -- JSON, made at the start
    cursor_at      VARCHAR(64),                             -- the last invoice that became a row; NULL: none yet
    all_asked      BOOLEAN                  NOT NULL,       -- every matching invoice is a row
    asked          BIGINT                   NOT NULL,       -- how many are
    taken_back     BIGINT                   NOT NULL,       -- how many of them are no longer, after a cancel
    pace_since     TIMESTAMP WITH TIME ZONE NOT NULL,       -- the start or the last resume, and how many were ready
    pace_from      BIGINT                   NOT NULL,       -- then: what the expected end is reckoned from
    paused_by      VARCHAR(64),                             -- the invoice for which it stands still
    started_at     TIMESTAMP WITH TIME ZONE NOT NULL,
    ended_at       TIMESTAMP WITH TIME ZONE,
    counts         TEXT,                                    -- JSON, as counted last; NULL: never
    counted_at     TIMESTAMP WITH TIME ZONE,
    settled        BOOLEAN                  NOT NULL        -- nothing of it moves any more, the counts are the last ones
);
CREATE INDEX backfill_by_settled ON backfill (settled);
CREATE INDEX backfill_by_workspace ON backfill (workspace_id, provider, started_at);

-- No foreign key to backfill: its check would lock the row there, which whoever records a difference changes.
ALTER TABLE invoice_sync ADD COLUMN backfill_id VARCHAR(36);      -- the last one that asked for it
ALTER TABLE invoice_sync ADD COLUMN backfill_was VARCHAR(16);     -- its state before; NULL: the back-fill made the row
ALTER TABLE invoice_sync ADD COLUMN backfill_wanted BIGINT;       -- the wanted version before
ALTER TABLE invoice_sync ADD COLUMN backfill_fed BOOLEAN DEFAULT FALSE NOT NULL; -- the lane may have it in hand
CREATE INDEX invoice_sync_by_backfill ON invoice_sync (backfill_id, state, due_at);
