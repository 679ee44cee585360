-- How an organisation rounds tax where its ledger knows several ways, as an answer has shown. None: as the configuration
-- begins. Kept beyond the reference data, which are read again: the ledger does not tell it there.
CREATE TABLE learned_rounding (
    provider         VARCHAR(32)              NOT NULL,
    organisation_id  VARCHAR(64)              NOT NULL,
    rounding         VARCHAR(16)              NOT NULL,  -- PER_RATE, PER_LINE
    learned_at       TIMESTAMP WITH TIME ZONE NOT NULL,
    PRIMARY KEY (provider, organisation_id)
);
