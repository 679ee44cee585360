package io.coportal.sync.reconcile;

import io.coportal.sync.connection.Audit;
import org.springframework.context.event.EventListener;
import org.springframework.stereotype.Component;

/**
 * A difference in one invoice may be in all of them: the back-fill stands still until a person has
 * looked.
 */
@Component
class BackfillPauses {
  private final BackfillStore store;
  private final BackfillRows rows;
  private final Audit audit;

  BackfillPauses(BackfillStore store, BackfillRows rows, Audit audit) {
    this.store = store;
    this.rows = rows;
    this.audit = audit;
  }

  /** Part of the transaction that records the outcome and holds the lane. */
  @EventListener
  void pause(OutcomeRecorded recorded) {
    if (recorded.outcome() == SyncState.DIFFERENT) {
      rows.backfillOf(recorded.syncId())
          .flatMap(store::find)
          .filter(backfill -> backfill.state() == BackfillState.RUNNING)
          .ifPresent(backfill -> pause(backfill, recorded));
    }
  }

  private void pause(Backfill backfill, OutcomeRecorded recorded) {
    store.pause(backfill, recorded.invoiceId());
    rows.park(backfill);
    audit.record(
        backfill.workspaceId(),
        "backfill-paused",
        "backfill:" + backfill.id(),
        "%s: %s".formatted(recorded.invoiceId(), recorded.code()));
  }
}
