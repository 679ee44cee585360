package io.coportal.sync.reconcile;

import java.time.Duration;
import java.util.concurrent.atomic.AtomicBoolean;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.context.event.ContextClosedEvent;
import org.springframework.context.event.EventListener;
import org.springframework.stereotype.Component;
import org.springframework.transaction.support.TransactionTemplate;

/**
 * Goes on with every back-fill of this install: called by {@code
 * routes/triggers/run-backfills.camel.yaml}, on each instance.
 */
@Component("backfillRun")
public class BackfillRun {
  private static final Logger LOG = LoggerFactory.getLogger(BackfillRun.class);

  /** How old the counts of a large back-fill may be. */
  private static final Duration COUNT_AGE = Duration.ofSeconds(5);

  private final BackfillStore store;
  private final BackfillRows rows;
  private final BackfillAsking asking;
  private final BackfillEnding ending;
  private final LaneFence fence;
  private final TransactionTemplate transaction;
  private final AtomicBoolean stopping = new AtomicBoolean();

  BackfillRun(
      BackfillStore store,
      BackfillRows rows,
      BackfillAsking asking,
      BackfillEnding ending,
      LaneFence fence,
      TransactionTemplate transaction) {
    this.store = store;
    this.rows = rows;
    this.asking = asking;
    this.ending = ending;
    this.fence = fence;
    this.transaction = transaction;
  }

  /** Each in turn, as long as one of them has more to do at once. */
  public void go() {
    boolean more = true;
    while (more) {
      more = false;
      for (Backfill backfill : store.unsettled()) {
        if (stopping.get()) {
          return;
        }
        more |= step(backfill);
      }
    }
  }

  /** The bit in hand is finished; the next start goes on from there. */
  @EventListener(ContextClosedEvent.class)
  void stop() {
    stopping.set(true);
  }

  private boolean step(Backfill backfill) {
    try {
      return stepByState(backfill);
    } catch (RuntimeException notNow) {
      LOG.warn("Back-fill {} goes on at the next look: {}", backfill.id(), notNow.toString());
      return false;
    }
  }

  private boolean stepByState(Backfill backfill) {
    if (BackfillViews.isLarge(backfill) && store.claimsCount(backfill, COUNT_AGE)) {
      store.counted(backfill, rows.count(backfill));
    }
    switch (backfill.state()) {
      case RUNNING -> {
        boolean more = asking.step(backfill);
        ending.finish(backfill);
        return more;
      }
      case PAUSED -> {
        // What was on its way when it was paused may have come back to be tried again.
        transaction.executeWithoutResult(status -> park(backfill));
        return false;
      }
      default -> {
        return ending.takeBack(backfill);
      }
    }
  }

  private void park(Backfill backfill) {
    fence.hold(backfill.connectionId());
    if (store.find(backfill.id()).orElseThrow().state() == BackfillState.PAUSED) {
      rows.park(backfill);
    }
  }
}
