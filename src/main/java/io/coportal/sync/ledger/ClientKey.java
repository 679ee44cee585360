package io.coportal.sync.ledger;

/**
 * Which contact of the ledger an invoice needs: invoices with equal ones share it.
 *
 * @param currency ISO 4217; null where the ledger does not bind a contact to one
 */
public record ClientKey(String clientId, String currency) {}
