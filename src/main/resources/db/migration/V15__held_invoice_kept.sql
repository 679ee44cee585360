-- What the ledger held after our last write is kept until the next one, so that what people change there is seen.
-- last_written told the same a second time.
ALTER TABLE invoice_sync ADD COLUMN held_doubtful BOOLEAN DEFAULT FALSE NOT NULL;  -- it is read before the next update
ALTER TABLE invoice_sync DROP COLUMN last_written;
