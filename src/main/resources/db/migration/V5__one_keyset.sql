-- The one row that all instances on this database have in common: whoever changes it makes the others wait.
CREATE TABLE install (
    id         INTEGER NOT NULL PRIMARY KEY,
    keyset_id  BIGINT              -- the primary key's id of the keyset that secrets are encrypted with; NULL: none yet
);
INSERT INTO install (id) VALUES (1);
