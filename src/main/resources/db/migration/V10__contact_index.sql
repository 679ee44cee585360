-- Which of a ledger's contacts may be a client, without what they are called: a copy of all contacts, as ids and keyed
-- hashes, that costs one paged reading where each client would cost a look-up. It is a cache: emptied, it is read again.
CREATE TABLE ledger_contact_index (
    id               VARCHAR(36)              NOT NULL PRIMARY KEY,
    provider         VARCHAR(32)              NOT NULL,
    organisation_id  VARCHAR(64)              NOT NULL,
    began_at         TIMESTAMP WITH TIME ZONE NOT NULL,  -- when its first page was asked for
    current_at       TIMESTAMP WITH TIME ZONE NOT NULL,  -- what the ledger held then is in it, once it is complete
    next_page        INTEGER                             -- still to be read; NULL: complete, and only then of use
);
CREATE INDEX ledger_contact_index_by_organisation ON ledger_contact_index (provider, organisation_id);

CREATE TABLE ledger_contact (
    index_id    VARCHAR(36) NOT NULL,
    contact_id  VARCHAR(64) NOT NULL,
    key_hash    VARCHAR(64) NOT NULL,  -- HMAC-SHA-256, hex, of organisation, kind and number, e-mail address or name
    PRIMARY KEY (index_id, contact_id, key_hash),
    FOREIGN KEY (index_id) REFERENCES ledger_contact_index (id) ON DELETE CASCADE
);
CREATE INDEX ledger_contact_by_key ON ledger_contact (index_id, key_hash);

-- The key of those hashes, encrypted with the keyset. NULL: none yet.
ALTER TABLE install ADD COLUMN contact_key BYTEA;
