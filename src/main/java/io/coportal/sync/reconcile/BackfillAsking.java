package io.coportal.sync.reconcile;

import io.coportal.sync.connection.Connection;
import io.coportal.sync.connection.ConnectionState;
import io.coportal.sync.connection.LiveConnections;
import io.coportal.sync.invoice.Invoices;
import io.coportal.sync.reconcile.BackfillMatches.Match;
import java.util.List;
import java.util.Objects;
import org.springframework.stereotype.Component;
import org.springframework.transaction.support.TransactionTemplate;

/**
 * Makes rows of the invoices that a back-fill is about, and hands them to the lane bit by bit. Each
 * bit is one transaction with the place that was reached: a crash loses none and repeats none, and
 * it does not matter which instance goes on.
 */
@Component
class BackfillAsking {
  private static final int ASKED_AT_ONCE = 300;

  /** Enough for a lane until the next look, however fast the ledger is. */
  private static final int DUE_AT_ONCE = 1_000;

  private final TransactionTemplate transaction;
  private final Invoices invoices;
  private final LiveConnections connections;
  private final LaneFence fence;
  private final Lanes lanes;
  private final BackfillMatches matches;
  private final BackfillStore store;
  private final BackfillWants wants;
  private final BackfillRows rows;

  BackfillAsking(
      TransactionTemplate transaction,
      Invoices invoices,
      LiveConnections connections,
      LaneFence fence,
      Lanes lanes,
      BackfillMatches matches,
      BackfillStore store,
      BackfillWants wants,
      BackfillRows rows) {
    this.transaction = transaction;
    this.invoices = invoices;
    this.connections = connections;
    this.fence = fence;
    this.lanes = lanes;
    this.matches = matches;
    this.store = store;
    this.wants = wants;
    this.rows = rows;
  }

  /**
   * @return whether there is more to ask for at once
   */
  boolean step(Backfill backfill) {
    Connection connection = connections.byId(backfill.connectionId());
    if (connection.state() != ConnectionState.CONNECTED) {
      return false;
    }
    boolean more =
        !backfill.allAsked()
            && Boolean.TRUE.equals(transaction.execute(status -> ask(backfill, connection)));
    if (DUE_AT_ONCE - rows.due(backfill) > DUE_AT_ONCE / 2) {
      transaction.executeWithoutResult(status -> feed(backfill));
    }
    return more;
  }

  private boolean ask(Backfill backfill, Connection connection) {
    List<String> next =
        matches.next(connection, backfill.filter(), backfill.cursor(), ASKED_AT_ONCE);
    if (!next.isEmpty() && !invoices.holdAtOnce(connection.workspaceId(), next)) {
      return false;
    }
    fence.hold(connection.id());
    Backfill now = store.find(backfill.id()).orElseThrow();
    if (now.state() != BackfillState.RUNNING || !Objects.equals(now.cursor(), backfill.cursor())) {
      return false;
    }
    if (next.isEmpty()) {
      store.allAsked(backfill);
      return false;
    }
    List<Match> still = matches.among(connection, backfill.filter(), next);
    wants.ask(backfill, connection, still);
    store.asked(backfill, still.size(), next.get(next.size() - 1));
    return true;
  }

  private void feed(Backfill backfill) {
    fence.hold(backfill.connectionId());
    if (store.find(backfill.id()).orElseThrow().state() == BackfillState.RUNNING
        && rows.feed(backfill, DUE_AT_ONCE - rows.due(backfill)) > 0) {
      lanes.wake(backfill.connectionId());
    }
  }
}
