package io.coportal.sync.ledger;

/**
 * The ledger's contact that is remembered for a client.
 *
 * @param doubtful whether the ledger has refused an invoice for it since
 */
public record ContactLink(String contactId, boolean doubtful) {}
