-- CoPortal's side: how far its changes were read and which of them were refused, and what it has to be told.

CREATE TABLE portal_cursor (
    feed      VARCHAR(32)              NOT NULL PRIMARY KEY,
    position  VARCHAR(2000),                                -- CoPortal's own word; NULL: from the beginning
    moved_at  TIMESTAMP WITH TIME ZONE,
    page_size INTEGER                                       -- after a page that could not be read; NULL: as set
);
INSERT INTO portal_cursor (feed) VALUES ('invoices');

-- CoPortal as a whole is away, or asks for patience: until then no instance asks it. A row for each direction.
CREATE TABLE portal_pause (
    direction     VARCHAR(16)              NOT NULL PRIMARY KEY,
    failures      INTEGER                  NOT NULL,        -- in a row
    failed_at     TIMESTAMP WITH TIME ZONE,                 -- the last one
    paused_until  TIMESTAMP WITH TIME ZONE,
    reason        VARCHAR(1000)                             -- what is wrong and what to do; NULL: nothing
);
INSERT INTO portal_pause (direction, failures) VALUES ('pull', 0);
INSERT INTO portal_pause (direction, failures) VALUES ('report', 0);

-- A pulled invoice that was not taken, until a good version of it is.
CREATE TABLE pull_refusal (
    workspace_id  VARCHAR(255)             NOT NULL,        -- as CoPortal named it: perhaps none of ours
    invoice_id    VARCHAR(255)             NOT NULL,
    version       BIGINT,                                   -- NULL: it could not be read
    code          VARCHAR(64)              NOT NULL,
    detail        TEXT                     NOT NULL,
    cure          TEXT                     NOT NULL,
    faults        TEXT                     NOT NULL,        -- JSON: pointer and detail of each
    refused_at    TIMESTAMP WITH TIME ZONE NOT NULL,
    PRIMARY KEY (workspace_id, invoice_id)
);

-- The outbox: for each invoice and ledger the newest outcome, and whether CoPortal knows it. No foreign key: its check
-- would lock the invoice, which whoever stores a newer version holds while it waits for the row in invoice_sync.
CREATE TABLE portal_report (
    workspace_id   VARCHAR(64)              NOT NULL,
    invoice_id     VARCHAR(64)              NOT NULL,
    provider       VARCHAR(32)              NOT NULL,
    seq            BIGINT                   NOT NULL,       -- grows with each outcome, from the time of the first
    priority       INTEGER                  NOT NULL,       -- 0 a person waits; see invoice_sync
    outcome        TEXT                     NOT NULL,       -- JSON
    told_seq       BIGINT,                                  -- the last one that CoPortal has taken
    due_at         TIMESTAMP WITH TIME ZONE,                -- NULL: nothing to tell
    untold_since   TIMESTAMP WITH TIME ZONE,                -- since when there is something to tell
    attempts       INTEGER                  NOT NULL,       -- in a row without an answer that settles it
    claim          VARCHAR(36),                             -- whose call is in flight; due_at is then when it is given up
    last_status    INTEGER,                                 -- of CoPortal's last answer; NULL: there was none
    last_answered  TEXT,                                    -- the beginning of a refusal's text
    updated_at     TIMESTAMP WITH TIME ZONE NOT NULL,
    PRIMARY KEY (workspace_id, invoice_id, provider)
);
CREATE INDEX portal_report_due ON portal_report (due_at);

-- Rows are counted by state for whoever watches; the index spares reading them.
CREATE INDEX invoice_sync_by_state ON invoice_sync (state);
