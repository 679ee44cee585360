-- What instances have drawn of the limits that all connections of a ledger share. One row for each part of the limit's
-- time, and one at 1970 that is locked while somebody draws.
CREATE TABLE call_budget (
    provider     VARCHAR(32)              NOT NULL,
    limit_name   VARCHAR(64)              NOT NULL,
    part_start   TIMESTAMP WITH TIME ZONE NOT NULL,
    drawn        INTEGER                  NOT NULL, -- calls
    PRIMARY KEY (provider, limit_name, part_start)
);

-- What all instances know of a ledger that answers nobody. No row: it never was away.
CREATE TABLE provider_health (
    provider       VARCHAR(32)              NOT NULL PRIMARY KEY,
    away_since     TIMESTAMP WITH TIME ZONE,          -- NULL: it answers
    probe_at       TIMESTAMP WITH TIME ZONE,          -- while it is away: when one lane may try it
    probe_wait     BIGINT                   NOT NULL, -- milliseconds from one try to the next
    limited_until  TIMESTAMP WITH TIME ZONE           -- a limit of the whole application ends then
);
