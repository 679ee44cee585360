package io.coportal.sync.reconcile;

import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import io.coportal.sync.json.ExactJson;
import java.time.Instant;

/**
 * An invoice's state in one ledger, as callers see it.
 *
 * @param syncedVersion CoPortal's version that the ledger holds, null before the first
 * @param wantedVersion CoPortal's version that it should hold
 * @param totalsDifference {@code subtotal}, {@code taxTotal} and {@code total} of the ledger minus
 *     CoPortal's, where the owner accepts that they differ; null where they agree
 * @param nextTryAt when it is tried again by itself, null when it is not
 * @param error why it stands still or waits, null when it does not
 */
@JsonInclude(JsonInclude.Include.NON_NULL)
public record SyncView(
    String provider,
    SyncState state,
    String externalId,
    String externalNumber,
    String externalUrl,
    Instant lastSyncedAt,
    Long syncedVersion,
    long wantedVersion,
    JsonNode totalsDifference,
    Instant nextTryAt,
    Error error) {

  /**
   * See {@link io.coportal.sync.ledger.Refusal}.
   *
   * @param link where a person mends it; null where nobody has to
   */
  @JsonInclude(JsonInclude.Include.NON_NULL)
  public record Error(String code, String message, String cure, String link) {}

  static SyncView of(SyncRow row, CureLinks links) {
    return new SyncView(
        row.provider(),
        row.state(),
        row.externalId(),
        row.externalNumber(),
        row.externalUrl(),
        row.lastSyncedAt(),
        row.syncedVersion(),
        row.wantedVersion(),
        read(row.totalsDifference()),
        row.dueAt(),
        row.errorCode() == null
            ? null
            : new Error(
                row.errorCode(),
                row.errorMessage(),
                row.errorCure(),
                links.of(row.errorClass(), row.errorCode(), CureLinks.Place.of(row))));
  }

  private static JsonNode read(String stored) {
    try {
      return stored == null ? null : ExactJson.read(stored);
    } catch (JsonProcessingException e) {
      throw new IllegalStateException("A stored difference cannot be read", e);
    }
  }
}
