package io.coportal.sync.reconcile;

import io.coportal.sync.ledger.CallGate;
import io.coportal.sync.reconcile.LaneRows.Outlook;
import io.coportal.sync.reconcile.LaneTurn.Lane;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.Comparator;
import java.util.Optional;
import org.springframework.stereotype.Component;

/** When a lane's turn ends for the sake of others, and when its next one begins. */
@Component
class LaneSchedule {
  /**
   * A lane in which a person waits is due so much earlier than it is: workers take what has been
   * due longest.
   */
  static final Duration AHEAD = Duration.ofHours(1);

  /** From then on a turn ends when somebody waits for that. */
  private static final long SECONDS_A_TURN = 5;

  private final LaneRows rows;
  private final BackfillYielding yielding;
  private final CallGate gate;
  private final Clock clock;

  LaneSchedule(LaneRows rows, BackfillYielding yielding, CallGate gate, Clock clock) {
    this.rows = rows;
    this.yielding = yielding;
    this.gate = gate;
    this.clock = clock;
  }

  /** A noisy workspace takes one turn at a time; the others' lanes run in between. */
  boolean endsTurn(LaneTurn turn) {
    return turn.seconds() >= SECONDS_A_TURN
        && (rows.lanesWaiting() || yielding.isAwaited(turn.lane().connectionId()));
  }

  /** When the lane has to be served again, if at all; never before a limit of the ledger ends. */
  Optional<Instant> next(String connectionId) {
    Outlook outlook = rows.outlook(connectionId);
    return outlook.earliest().keySet().stream()
        .map(priority -> next(outlook, priority))
        .min(Comparator.naturalOrder());
  }

  private Instant next(Outlook outlook, int priority) {
    boolean click = priority == SyncTrigger.BUTTON.priority();
    Lane lane = outlook.lane();
    Instant due = later(outlook.earliest().get(priority), clock.instant());
    Instant allowed = outlook.blockedUntil() == null ? due : later(due, outlook.blockedUntil());
    Instant open = later(allowed, gate.openFrom(lane.provider(), lane.connectionId(), click, 0));
    return click && !open.isAfter(clock.instant()) ? open.minus(AHEAD) : open;
  }

  private static Instant later(Instant one, Instant other) {
    return one.isAfter(other) ? one : other;
  }
}
