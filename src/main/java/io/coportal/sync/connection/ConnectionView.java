package io.coportal.sync.connection;

import com.fasterxml.jackson.annotation.JsonInclude;
import java.time.Instant;

/**
 * A connection as callers of the API see it.
 *
 * @param accessDeadline when the ledger ends the consent if it is not used before; null: unknown
 * @param accessEnds when the ledger ends the consent however much it is used: the owner reconnects
 *     before; null: never, or unknown
 * @param cure what the owner does, only when they have to reconnect
 */
@JsonInclude(JsonInclude.Include.NON_NULL)
public record ConnectionView(
    String provider,
    String displayName,
    ConnectionState state,
    OrganisationView organisation,
    ConnectionSettings settings,
    Instant connectedAt,
    Instant accessDeadline,
    Instant accessEnds,
    String cure) {

  /** The organisation in the ledger. */
  @JsonInclude(JsonInclude.Include.NON_NULL)
  public record OrganisationView(String id, String name, String country, String baseCurrency) {}
}
