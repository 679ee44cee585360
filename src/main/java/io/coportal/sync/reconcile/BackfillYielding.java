package io.coportal.sync.reconcile;

import java.util.Optional;
import org.springframework.stereotype.Component;
import org.springframework.transaction.support.TransactionTemplate;

/**
 * A cancelled back-fill waits for the rows that the lane may have in hand. A lane with much to do
 * is never without a turn, so the turn says itself when it has none.
 */
@Component
class BackfillYielding {
  private final BackfillStore store;
  private final BackfillRows rows;
  private final LaneFence fence;
  private final TransactionTemplate transaction;

  BackfillYielding(
      BackfillStore store, BackfillRows rows, LaneFence fence, TransactionTemplate transaction) {
    this.store = store;
    this.rows = rows;
    this.fence = fence;
    this.transaction = transaction;
  }

  /** Whether a cancelled back-fill waits for the end of this connection's turn. */
  boolean isAwaited(String connectionId) {
    return cancelled(connectionId).filter(rows::isFed).isPresent();
  }

  /** Nothing is in flight in this turn, and nothing begins any more. */
  void nothingInHand(LaneTurn turn) {
    String connectionId = turn.lane().connectionId();
    if (isAwaited(connectionId)) {
      transaction.executeWithoutResult(
          status -> {
            if (fence.isHeld(connectionId, turn.epoch())) {
              cancelled(connectionId).ifPresent(rows::unfeed);
            }
          });
    }
  }

  private Optional<Backfill> cancelled(String connectionId) {
    return store
        .runningOn(connectionId)
        .filter(backfill -> backfill.state() == BackfillState.CANCELLED);
  }
}
