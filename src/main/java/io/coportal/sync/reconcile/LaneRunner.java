package io.coportal.sync.reconcile;

import io.coportal.sync.ledger.CallGate;
import io.coportal.sync.ledger.RememberedCalls;
import io.coportal.sync.problem.Causes;
import io.coportal.sync.reconcile.LaneFence.LaneLost;
import io.coportal.sync.reconcile.LaneFence.Taken;
import io.coportal.sync.reconcile.LaneRows.Outlook;
import io.coportal.sync.reconcile.LaneTurn.Lane;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.atomic.AtomicBoolean;
import org.apache.camel.Exchange;
import org.apache.camel.ProducerTemplate;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.beans.factory.DisposableBean;
import org.springframework.beans.factory.ObjectProvider;
import org.springframework.context.event.ContextClosedEvent;
import org.springframework.context.event.EventListener;
import org.springframework.stereotype.Component;

/**
 * Serves one connection's due rows by the routes in {@code routes/sync}: batches side by side, one
 * place kept for clicks, no row in two of them.
 */
@Component
class LaneRunner implements DisposableBean {
  private static final Logger LOG = LoggerFactory.getLogger(LaneRunner.class);

  /** How soon a click on another instance, or a row that has become due, is seen. */
  private static final long LOOK_AGAIN_MILLIS = 200;

  /** Why a lane is blocked that pauses after a fault of ours. */
  static final String FAULT = "internal-error";

  private static final Duration AFTER_A_FAULT = Duration.ofSeconds(10);

  private final LaneFence fence;
  private final LaneRows rows;
  private final LaneBlocks blocks;
  private final LanePicker picker;
  private final LaneSchedule schedule;
  private final BackfillYielding yielding;
  private final LaneBell bell;
  private final CallGate gate;
  private final RememberedCalls calls;
  private final LaneSettings settings;
  private final ObjectProvider<ProducerTemplate> camel;
  private final LaneMeters meters;
  private final Clock clock;
  private final ExecutorService workers = Executors.newCachedThreadPool(LaneRunner::named);
  private final AtomicBoolean stopping = new AtomicBoolean();

  LaneRunner(
      LaneFence fence,
      LaneRows rows,
      LaneBlocks blocks,
      LanePicker picker,
      LaneSchedule schedule,
      BackfillYielding yielding,
      LaneBell bell,
      CallGate gate,
      RememberedCalls calls,
      LaneSettings settings,
      ObjectProvider<ProducerTemplate> camel,
      LaneMeters meters,
      Clock clock) {
    this.fence = fence;
    this.rows = rows;
    this.blocks = blocks;
    this.picker = picker;
    this.schedule = schedule;
    this.yielding = yielding;
    this.bell = bell;
    this.gate = gate;
    this.calls = calls;
    this.settings = settings;
    this.camel = camel;
    this.meters = meters;
    this.clock = clock;
  }

  private static Thread named(Runnable work) {
    Thread thread = new Thread(work);
    thread.setName("lane-work-" + thread.getId());
    thread.setDaemon(true);
    return thread;
  }

  void serve(String connectionId) {
    LaneMeters.Turn meter = meters.begin();
    Taken taken = fence.take(connectionId);
    LaneTurn turn = new LaneTurn(taken.lane(), taken.epoch(), settings.batches());
    Runnable listener = turn::ring;
    bell.listen(connectionId, listener);
    try {
      begin(turn, meter);
    } catch (InterruptedException stopped) {
      Thread.currentThread().interrupt();
    } finally {
      bell.leave(connectionId, listener);
      meter.end();
    }
  }

  private void begin(LaneTurn turn, LaneMeters.Turn meter) throws InterruptedException {
    try {
      dispatch(turn, meter);
    } finally {
      // The next turn must not find these still calling beside its own.
      turn.drain();
      calls.laneLeft(turn.lane().connectionId());
      yielding.nothingInHand(turn);
    }
  }

  private void dispatch(LaneTurn turn, LaneMeters.Turn meter) throws InterruptedException {
    boolean ending = false;
    while (true) {
      ending = ending || schedule.endsTurn(turn);
      Optional<LaneWork> work = next(turn, ending);
      if (work.isPresent()) {
        meter.serves(work.get());
        begin(turn, work.get());
      } else if (turn.isIdle()) {
        return;
      } else {
        turn.await(LOOK_AGAIN_MILLIS);
      }
    }
  }

  /** While its last batches take their time, a turn that ends goes on with clicks. */
  private Optional<LaneWork> next(LaneTurn turn, boolean ending) {
    if (stopping.get() || turn.isOver()) {
      return Optional.empty();
    }
    Outlook outlook = rows.outlook(turn.lane().connectionId());
    if (outlook.isBlocked(clock.instant())) {
      return Optional.empty();
    }
    boolean clicks = (!ending || turn.hasBatches()) && mayLeave(turn, true);
    return picker.next(turn, outlook, clicks, !ending && mayLeave(turn, false));
  }

  /** A worker never waits for a limit: what may not leave stays due, and the lane comes back. */
  private boolean mayLeave(LaneTurn turn, boolean click) {
    Lane lane = turn.lane();
    Instant open = gate.openFrom(lane.provider(), lane.connectionId(), click, turn.unsent());
    return !open.isAfter(clock.instant());
  }

  private void begin(LaneTurn turn, LaneWork work) {
    List<String> itsRows = work.batch().unrecorded();
    turn.begin(work);
    workers.execute(
        () -> {
          boolean last = true;
          try {
            last = endsTheTurn(work, serve(work, itsRows.size()));
          } finally {
            turn.end(work, itsRows, last);
          }
        });
  }

  /** The rows in hand are finished; the others wait for the next start. */
  @EventListener(ContextClosedEvent.class)
  void stop() {
    stopping.set(true);
  }

  @Override
  public void destroy() {
    workers.shutdown();
  }

  private Optional<Exception> serve(LaneWork work, int size) {
    RowLog.begin(work.first(), size);
    try {
      LOG.debug("Lane {} serves {} rows by {}", work.first().connectionId(), size, work.route());
      Exchange served =
          camel
              .getObject()
              .send(
                  work.route(),
                  exchange -> {
                    exchange.setVariable("provider", work.first().provider());
                    exchange.setVariable("connectionId", work.first().connectionId());
                    exchange.setVariable("batch", work.batch());
                    exchange.setVariable("requestId", work.requestId());
                    exchange.setVariable(CallGate.CLICK, work.click());
                  });
      return Optional.ofNullable(served.getException());
    } finally {
      RowLog.end();
    }
  }

  private boolean endsTheTurn(LaneWork work, Optional<Exception> fault) {
    // A stop cuts off what takes too long: that is no fault, and the next start goes on at once.
    fault
        .filter(exception -> !stopping.get())
        .filter(exception -> Causes.find(exception, LaneLost.class).isEmpty())
        .ifPresent(exception -> pause(work, exception));
    return fault.isPresent();
  }

  /**
   * Not even an outcome could be recorded. The lane pauses, so that the fault is not met in a loop.
   */
  private void pause(LaneWork work, Exception fault) {
    LOG.error("Rows {} could not be served, their lane pauses", work.batch().unrecorded(), fault);
    blocks.block(work.first().connectionId(), clock.instant().plus(AFTER_A_FAULT), FAULT);
  }
}
