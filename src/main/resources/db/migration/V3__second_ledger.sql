-- What a ledger that checks versions told last of the invoice: enough to update it without reading it first.
ALTER TABLE invoice_sync ADD COLUMN held_invoice TEXT; -- JSON, as find-invoices tells it; NULL: read before an update

-- The latest sending: until the ledger has certainly ended its work on it, nothing is looked up.
ALTER TABLE provider_request ADD COLUMN last_sent_at TIMESTAMP WITH TIME ZONE;
UPDATE provider_request SET last_sent_at = first_sent_at;

-- The ledger refused an invoice for this contact: it is looked up anew, by its id first.
ALTER TABLE contact_link ADD COLUMN doubtful BOOLEAN DEFAULT FALSE NOT NULL;
