package io.coportal.sync.connection;

import java.io.Serializable;

/**
 * One organisation that a consent opens.
 *
 * @param id the ledger's own id, at most 64 characters
 * @param country ISO 3166 alpha-2; null: unknown
 * @param baseCurrency ISO 4217; null: unknown
 * @param providerConnectionId the ledger's id of the consent for this organisation; may be null
 */
public record Organisation(
    String id, String name, String country, String baseCurrency, String providerConnectionId)
    implements Serializable {}
