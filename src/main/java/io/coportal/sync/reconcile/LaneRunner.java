package io.coportal.sync.reconcile;

import io.coportal.sync.problem.Causes;
import io.coportal.sync.reconcile.LaneFence.LaneLost;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicBoolean;
import org.apache.camel.Exchange;
import org.apache.camel.ProducerTemplate;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.beans.factory.ObjectProvider;
import org.springframework.context.event.ContextClosedEvent;
import org.springframework.context.event.EventListener;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;

/** Serves one connection's due rows, one after the other, by the routes in {@code routes/sync}. */
@Component
class LaneRunner {
  private static final Logger LOG = LoggerFactory.getLogger(LaneRunner.class);

  /** A noisy workspace takes one turn at a time; the others' lanes run in between. */
  private static final int ROWS_A_TURN = 50;

  private static final Duration AFTER_A_FAULT = Duration.ofSeconds(10);

  private final JdbcClient jdbc;
  private final LaneFence fence;
  private final SyncRows rows;
  private final ObjectProvider<ProducerTemplate> camel;
  private final LaneMeters meters;
  private final Clock clock;
  private final AtomicBoolean stopping = new AtomicBoolean();

  LaneRunner(
      JdbcClient jdbc,
      LaneFence fence,
      SyncRows rows,
      ObjectProvider<ProducerTemplate> camel,
      LaneMeters meters,
      Clock clock) {
    this.jdbc = jdbc;
    this.fence = fence;
    this.rows = rows;
    this.camel = camel;
    this.meters = meters;
    this.clock = clock;
  }

  void serve(String connectionId) {
    LaneMeters.Turn turn = meters.begin();
    try {
      serve(connectionId, turn);
    } finally {
      turn.end();
    }
  }

  private void serve(String connectionId, LaneMeters.Turn turn) {
    long epoch = fence.take(connectionId);
    for (int served = 0; served < ROWS_A_TURN; served++) {
      if (stopping.get() || blocked(connectionId)) {
        return;
      }
      Optional<SyncRow> due = rows.nextDue(connectionId);
      if (due.isEmpty()) {
        return;
      }
      turn.serves(due.get());
      RowLog.begin(due.get());
      try {
        Optional<Exception> fault = serve(due.get(), epoch);
        if (fault.isPresent()) {
          // A stop cuts off what takes too long: that is no fault, and the next start goes on at
          // once.
          if (!stopping.get() && Causes.find(fault.get(), LaneLost.class).isEmpty()) {
            pause(due.get(), fault.get());
          }
          return;
        }
      } finally {
        RowLog.end();
      }
    }
  }

  /** The row in hand is finished; the others wait for the next start. */
  @EventListener(ContextClosedEvent.class)
  void stop() {
    stopping.set(true);
  }

  /** When the lane has to be served again, if at all; never before a limit of the ledger ends. */
  Optional<Instant> nextTurn(String connectionId) {
    Instant now = clock.instant();
    Instant earliest = rows.blockedUntil(connectionId).filter(now::isBefore).orElse(now);
    return rows.earliestDue(connectionId).map(due -> due.isBefore(earliest) ? earliest : due);
  }

  private Optional<Exception> serve(SyncRow row, long epoch) {
    String route = row.openRequestId() == null ? "direct:sync-invoice" : "direct:settle-request";
    LOG.debug("Lane {} serves row {} by {}", row.connectionId(), row.id(), route);
    Exchange served =
        camel
            .getObject()
            .send(
                route,
                exchange -> {
                  exchange.setVariable("provider", row.provider());
                  exchange.setVariable("connectionId", row.connectionId());
                  exchange.setVariable("syncId", row.id());
                  exchange.setVariable("requestId", row.openRequestId());
                  exchange.setVariable("epoch", epoch);
                });
    return Optional.ofNullable(served.getException());
  }

  /**
   * Not even an outcome could be recorded. The lane pauses, so that the fault is not met in a loop.
   */
  private void pause(SyncRow row, Exception fault) {
    LOG.error("Row {} could not be served, its lane pauses", row.id(), fault);
    jdbc.sql("UPDATE connection SET blocked_until = ?, blocked_reason = ? WHERE id = ?")
        .params(
            clock.instant().plus(AFTER_A_FAULT).atOffset(ZoneOffset.UTC),
            "internal-error",
            row.connectionId())
        .update();
  }

  private boolean blocked(String connectionId) {
    return rows.blockedUntil(connectionId).filter(clock.instant()::isBefore).isPresent();
  }
}
