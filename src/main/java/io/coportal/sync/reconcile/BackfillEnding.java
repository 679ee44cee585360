package io.coportal.sync.reconcile;

import io.coportal.sync.invoice.Invoices;
import io.coportal.sync.reconcile.BackfillRows.Left;
import java.util.List;
import org.springframework.stereotype.Component;
import org.springframework.transaction.support.TransactionTemplate;

/** Ends back-fills: what a cancelled one had not begun becomes what it was before. */
@Component
class BackfillEnding {
  private static final int TAKEN_BACK_AT_ONCE = 300;

  private final TransactionTemplate transaction;
  private final Invoices invoices;
  private final LaneFence fence;
  private final BackfillStore store;
  private final BackfillRows rows;

  BackfillEnding(
      TransactionTemplate transaction,
      Invoices invoices,
      LaneFence fence,
      BackfillStore store,
      BackfillRows rows) {
    this.transaction = transaction;
    this.invoices = invoices;
    this.fence = fence;
    this.store = store;
    this.rows = rows;
  }

  /** Done once each of its invoices has an outcome. */
  void finish(Backfill backfill) {
    if (backfill.allAsked() && !rows.moving(backfill)) {
      transaction.executeWithoutResult(
          status -> {
            fence.hold(backfill.connectionId());
            if (store.find(backfill.id()).orElseThrow().state() == BackfillState.RUNNING
                && !rows.moving(backfill)) {
              store.done(backfill);
              store.settled(backfill, rows.count(backfill));
            }
          });
    }
  }

  /**
   * Some of a cancelled one, then its connection, and in the end the last counts.
   *
   * @return whether there is more to take back at once
   */
  boolean takeBack(Backfill cancelled) {
    if (cancelled.holding()) {
      return Boolean.TRUE.equals(transaction.execute(status -> takeSomeBack(cancelled)));
    }
    if (!rows.moving(cancelled)) {
      store.settled(cancelled, rows.count(cancelled));
    }
    return false;
  }

  private boolean takeSomeBack(Backfill cancelled) {
    List<Left> left = rows.left(cancelled, TAKEN_BACK_AT_ONCE);
    if (left.isEmpty()) {
      fence.hold(cancelled.connectionId());
      if (!rows.leaves(cancelled)) {
        store.release(cancelled);
      }
      return false;
    }
    if (!invoices.holdAtOnce(
        cancelled.workspaceId(), left.stream().map(Left::invoiceId).toList())) {
      return false;
    }
    fence.hold(cancelled.connectionId());
    store.takenBack(cancelled, rows.takeBack(cancelled, left));
    return true;
  }
}
