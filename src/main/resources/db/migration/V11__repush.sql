-- Sent again although nothing changed: each word of a person for it is a generation of its own, in a row that the ledger
-- holds. The row wants it while the first is greater than the second.
ALTER TABLE invoice_sync ADD COLUMN repush_wanted BIGINT DEFAULT 0 NOT NULL;
ALTER TABLE invoice_sync ADD COLUMN repush_done BIGINT DEFAULT 0 NOT NULL;

ALTER TABLE backfill ADD COLUMN repush BOOLEAN DEFAULT FALSE NOT NULL;
