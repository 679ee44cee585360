-- Some ledgers end a consent for good at a fixed time, however much it is used. NULL: the ledger does not say.
ALTER TABLE token_grant ADD COLUMN consent_expires_at TIMESTAMP WITH TIME ZONE;
