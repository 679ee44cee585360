-- Each statement on the copy of a ledger's contacts has one index that fits, and only one: H2 keeps the plan that it made
-- while a table was empty, and went through all contacts of an organisation for each that was added. A foreign key brings
-- an index of its own there, so there is none: who forgets a reading deletes its contacts first. The copy is read again.
DROP TABLE ledger_contact;
DELETE FROM ledger_contact_index;

CREATE TABLE ledger_contact (
    index_id    VARCHAR(36) NOT NULL,  -- of ledger_contact_index
    contact_id  VARCHAR(64) NOT NULL,
    key_hash    VARCHAR(64) NOT NULL,  -- HMAC-SHA-256, hex, of organisation, kind and number, e-mail address or name
    PRIMARY KEY (index_id, contact_id, key_hash)
);
CREATE INDEX ledger_contact_by_key ON ledger_contact (key_hash);
