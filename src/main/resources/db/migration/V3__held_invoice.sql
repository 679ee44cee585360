-- What a ledger that checks versions told last of the invoice: enough to update it without reading it first.
ALTER TABLE invoice_sync ADD COLUMN held_invoice TEXT; -- JSON, as find-invoices tells it; NULL: read before an update
