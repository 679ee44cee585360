package io.coportal.sync.reconcile;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.Predicate;
import org.springframework.stereotype.Component;

/** Chooses what a lane does next: a waiting person first, then what has been due longest. */
@Component
class LanePicker {
  private final SyncRows rows;
  private final BatchSizes sizes;

  LanePicker(SyncRows rows, BatchSizes sizes) {
    this.rows = rows;
    this.sizes = sizes;
  }

  /**
   * @param clicks whether a click may go out now
   * @param batches whether anything else may
   */
  Optional<LaneWork> next(LaneTurn turn, boolean clicks, boolean batches) {
    Predicate<SyncRow> free = turn.free();
    int size = sizes.of(turn.lane().provider(), turn.lane().connectionId());
    for (int priority : SyncTrigger.priorities()) {
      boolean click = priority == SyncTrigger.BUTTON.priority();
      if (click ? clicks && turn.roomForClick() : batches && turn.roomForBatch()) {
        List<SyncRow> due =
            rows.due(turn.lane().connectionId(), priority, size + turn.inHand()).stream()
                .filter(free)
                .toList();
        if (!due.isEmpty()) {
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
