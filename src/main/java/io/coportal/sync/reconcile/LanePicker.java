package io.coportal.sync.reconcile;

import io.coportal.sync.reconcile.LaneRows.Outlook;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.Predicate;
import org.springframework.stereotype.Component;

/** Chooses what a lane does next: a waiting person first, then what has been due longest. */
@Component
class LanePicker {
  /**
   * What was put off together comes back a moment apart, and is not to go out in requests of its
   * own.
   */
  private static final Duration NEARLY_DUE = Duration.ofMillis(500);

  private final SyncRows rows;
  private final BatchSizes sizes;
  private final Clock clock;

  LanePicker(SyncRows rows, BatchSizes sizes, Clock clock) {
    this.rows = rows;
    this.sizes = sizes;
    this.clock = clock;
  }

  /**
   * @param outlook as it was a moment ago: what has become due since rings
   * @param clicks whether a click may go out now
   * @param batches whether anything else may
   */
  Optional<LaneWork> next(LaneTurn turn, Outlook outlook, boolean clicks, boolean batches) {
    Predicate<SyncRow> free = turn.free();
    Instant now = clock.instant();
    int size = sizes.of(turn.lane().provider(), turn.lane().connectionId());
    for (int priority : SyncTrigger.priorities()) {
      boolean click = priority == SyncTrigger.BUTTON.priority();
      boolean room = click ? clicks && turn.roomForClick() : batches && turn.roomForBatch();
      if (room && outlook.isDue(priority, now)) {
        List<SyncRow> due =
            rows
                .due(
                    turn.lane().connectionId(),
                    priority,
                    now.plus(NEARLY_DUE),
                    size + turn.inHand())
                .stream()
                .filter(free)
                .toList();
        if (!due.isEmpty() && !due.get(0).dueAt().isAfter(now)) {
          return Optional.of(work(due, turn.epoch(), size));
        }
      }
    }
    return Optional.empty();
  }

  private LaneWork work(List<SyncRow> due, long epoch, int size) {
    SyncRow first = due.get(0);
    if (first.openRequestId() != null) {
      return LaneWork.settle(first, epoch, rows.ofRequest(first.openRequestId()));
    }
    return LaneWork.sync(first.alone() ? List.of(first) : together(due, size), epoch);
  }

  private static List<SyncRow> together(List<SyncRow> due, int size) {
    List<SyncRow> batch = new ArrayList<>();
    for (SyncRow row : due) {
      if (row.openRequestId() == null && !row.alone() && batch.size() < size) {
        batch.add(row);
      }
    }
    return batch;
  }
}
