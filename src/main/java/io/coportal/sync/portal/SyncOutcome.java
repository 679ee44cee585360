package io.coportal.sync.portal;

import com.fasterxml.jackson.annotation.JsonInclude;
import io.coportal.sync.reconcile.OutcomeRecorded;
import io.coportal.sync.reconcile.SyncState;
import io.coportal.sync.reconcile.SyncView;
import java.time.Instant;

/**
 * What CoPortal is told of an invoice: {@code routes/shared/sync-report.schema.json}.
 *
 * @param version CoPortal's version that was tried
 * @param error null when nothing is wrong
 */
@JsonInclude(JsonInclude.Include.NON_NULL)
record SyncOutcome(
    String provider,
    long version,
    SyncState state,
    String externalId,
    String externalNumber,
    String externalUrl,
    Instant lastSyncedAt,
    SyncView.Error error) {

  /**
   * @param row as it stands after the outcome was written
   */
  static SyncOutcome of(OutcomeRecorded recorded, SyncView row) {
    return new SyncOutcome(
        recorded.provider(),
        recorded.version(),
        recorded.outcome(),
        row.externalId(),
        row.externalNumber(),
        row.externalUrl(),
        row.lastSyncedAt(),
        row.error());
  }
}
