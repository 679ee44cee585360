-- Several invoices in one request.

-- The request or the step it was in was refused as a whole: it goes by itself, so that one bad invoice fails alone.
ALTER TABLE invoice_sync ADD COLUMN alone BOOLEAN DEFAULT FALSE NOT NULL;

-- The ledger said of this member that its number exists: it is looked up, and not created again by this request.
ALTER TABLE provider_request_member ADD COLUMN number_taken BOOLEAN DEFAULT FALSE NOT NULL;

-- A lane takes the rows of one priority after the other, in the order in which they are due: with a backlog of hundreds
-- of thousands, too, by the head of an index.
DROP INDEX invoice_sync_due;
CREATE INDEX invoice_sync_due ON invoice_sync (connection_id, priority, due_at);
DROP INDEX invoice_sync_by_due;
CREATE INDEX invoice_sync_by_due ON invoice_sync (due_at, connection_id);
CREATE INDEX invoice_sync_by_request ON invoice_sync (open_request_id);
