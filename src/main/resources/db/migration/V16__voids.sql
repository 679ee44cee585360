-- Invoices are voided in the ledger once CoPortal has cancelled them, or when the back-fill that made them is undone.
ALTER TABLE invoice_sync ADD COLUMN void_wanted BOOLEAN DEFAULT FALSE NOT NULL;  -- by an undo
ALTER TABLE invoice_sync ADD COLUMN created_by VARCHAR(36);  -- the back-fill that made the ledger's invoice; NULL once written again
CREATE INDEX invoice_sync_by_creator ON invoice_sync (created_by);
