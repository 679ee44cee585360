-- What the ledger was last told of a client, a hash for each detail: what CoPortal changes since is told before the next
-- invoice. NULL: it was linked before this was kept, and as the next invoice has it counts as told.
ALTER TABLE contact_link ADD COLUMN told_details VARCHAR(255);
ALTER TABLE contact_link ADD COLUMN told_at TIMESTAMP WITH TIME ZONE; -- when CoPortal's version with them had arrived
