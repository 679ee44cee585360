package io.coportal.sync.connection;

import java.time.Instant;

/**
 * A workspace's link to one organisation in one ledger.
 *
 * @param organisationId the ledger's own id; survives a reconnect
 * @param country ISO 3166 alpha-2; null: the ledger did not say
 * @param baseCurrency ISO 4217; null: the ledger did not say
 * @param providerConnectionId the ledger's id of the consent for this organisation; may be null
 * @param grantId the consent whose tokens open this organisation; null once disconnected
 * @param connectedAt the last time an owner consented
 */
public record Connection(
    String id,
    String workspaceId,
    String provider,
    String organisationId,
    String organisationName,
    String country,
    String baseCurrency,
    String providerConnectionId,
    String grantId,
    ConnectionState state,
    ConnectionSettings settings,
    Instant connectedAt) {

  boolean active() {
    return state != ConnectionState.DISCONNECTED;
  }

  Connection waitingForOwner() {
    return new Connection(
        id,
        workspaceId,
        provider,
        organisationId,
        organisationName,
        country,
        baseCurrency,
        providerConnectionId,
        grantId,
        ConnectionState.RECONNECT,
        settings,
        connectedAt);
  }
}
