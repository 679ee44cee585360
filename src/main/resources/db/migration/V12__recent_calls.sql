-- The calls of a connection's last minutes: what the instance that serves its lane next has to know of the ledger's
-- limits. An instance writes here before it makes more calls than it has said it may.
ALTER TABLE connection ADD COLUMN calls TEXT;                          -- JSON: by limit, pairs of time (ms) and number
ALTER TABLE connection ADD COLUMN calls_by VARCHAR(36);                -- the running instance that has written them
ALTER TABLE connection ADD COLUMN calls_at TIMESTAMP WITH TIME ZONE;   -- and when
ALTER TABLE connection ADD COLUMN calls_ahead INTEGER;                 -- how many more it may have made since
