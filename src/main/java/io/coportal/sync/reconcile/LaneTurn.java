package io.coportal.sync.reconcile;

import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.Condition;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.BooleanSupplier;
import java.util.function.Predicate;

/**
 * One turn of one lane: what is in flight, and whether more may begin. Safe for several threads.
 */
final class LaneTurn {
  private final Lane lane;
  private final long epoch;
  private final int batchPlaces;
  private final long begun = System.nanoTime();
  private final ReentrantLock lock = new ReentrantLock();
  private final Condition news = lock.newCondition();
  private final Set<LaneWork> works = new HashSet<>();
  private final Set<String> rowsInHand = new HashSet<>();
  private final Set<String> requestsInHand = new HashSet<>();
  private int batches;
  private int clicks;
  private boolean rung;
  private boolean over;

  /** A connection and the ledger it leads to. */
  record Lane(String connectionId, String provider) {}

  /**
   * @param batchPlaces requests in flight at once; one more for clicks
   */
  LaneTurn(Lane lane, long epoch, int batchPlaces) {
    this.lane = lane;
    this.epoch = epoch;
    this.batchPlaces = batchPlaces;
  }

  Lane lane() {
    return lane;
  }

  long epoch() {
    return epoch;
  }

  /** Since the turn began, in seconds. */
  long seconds() {
    return TimeUnit.NANOSECONDS.toSeconds(System.nanoTime() - begun);
  }

  boolean roomForClick() {
    return guarded(() -> batches + clicks <= batchPlaces);
  }

  boolean roomForBatch() {
    return guarded(() -> batches < batchPlaces && batches + clicks <= batchPlaces);
  }

  /**
   * What is in nobody's hands now. Asked before rows are read: one that is let go in between was
   * read as it stood before its outcome.
   */
  Predicate<SyncRow> free() {
    lock.lock();
    try {
      Set<String> rows = new HashSet<>(rowsInHand);
      Set<String> requests = new HashSet<>(requestsInHand);
      return row -> !rows.contains(row.id()) && !requests.contains(row.openRequestId());
    } finally {
      lock.unlock();
    }
  }

  /** How many works in flight have not sent their request yet. */
  int unsent() {
    lock.lock();
    try {
      return (int) works.stream().filter(work -> !work.batch().isSent()).count();
    } finally {
      lock.unlock();
    }
  }

  /** How many rows are being worked on. */
  int inHand() {
    lock.lock();
    try {
      return rowsInHand.size();
    } finally {
      lock.unlock();
    }
  }

  boolean hasBatches() {
    return guarded(() -> batches > 0);
  }

  boolean isIdle() {
    return guarded(() -> batches + clicks == 0);
  }

  /** Nothing more begins in this turn. */
  boolean isOver() {
    return guarded(() -> over);
  }

  void begin(LaneWork work) {
    lock.lock();
    try {
      works.add(work);
      rowsInHand.addAll(work.batch().unrecorded());
      if (work.requestId() != null) {
        requestsInHand.add(work.requestId());
      }
      count(work, 1);
    } finally {
      lock.unlock();
    }
  }

  /**
   * @param rows what the work began with
   * @param last whether the turn ends with it
   */
  void end(LaneWork work, List<String> rows, boolean last) {
    lock.lock();
    try {
      works.remove(work);
      rows.forEach(rowsInHand::remove);
      requestsInHand.remove(work.requestId());
      count(work, -1);
      over |= last;
      ring();
    } finally {
      lock.unlock();
    }
  }

  private void count(LaneWork work, int change) {
    if (work.click()) {
      clicks += change;
    } else {
      batches += change;
    }
  }

  /** Something may be due, or has ended. */
  void ring() {
    lock.lock();
    try {
      rung = true;
      news.signalAll();
    } finally {
      lock.unlock();
    }
  }

  /** Until something has ended or rung, or the time is up. */
  void await(long millis) throws InterruptedException {
    lock.lock();
    try {
      long left = TimeUnit.MILLISECONDS.toNanos(millis);
      while (!rung && left > 0) {
        left = news.awaitNanos(left);
      }
      rung = false;
    } finally {
      lock.unlock();
    }
  }

  /** Until nothing is in flight. */
  void drain() throws InterruptedException {
    lock.lock();
    try {
      while (batches + clicks > 0) {
        news.await();
      }
    } finally {
      lock.unlock();
    }
  }

  private boolean guarded(BooleanSupplier question) {
    lock.lock();
    try {
      return question.getAsBoolean();
    } finally {
      lock.unlock();
    }
  }
}
