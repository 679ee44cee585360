package io.coportal.sync.ledger;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.stream.Stream;

/** Calls by the time they count from, each forgotten after the same while. Callers lock. */
class Tally {
  /** Neighbours closer than such a part of the while are one entry: a day needs few of them. */
  private static final int PARTS = 512;

  private final Duration lapse;
  private final Deque<Entry> entries = new ArrayDeque<>();
  private int sum;

  /**
   * @param began time of the entry's first call
   * @param lapses when its last one is forgotten, and with it the others
   */
  record Entry(int calls, Instant began, Instant lapses) {}

  Tally(Duration lapse) {
    this.lapse = lapse;
  }

  int sum(Instant now) {
    while (!entries.isEmpty() && !entries.peekFirst().lapses().isAfter(now)) {
      sum -= entries.removeFirst().calls();
    }
    return sum;
  }

  void add(int calls, Instant at) {
    Entry latest = entries.peekLast();
    boolean joins = latest != null && at.isBefore(latest.began().plus(lapse.dividedBy(PARTS)));
    Instant lapses = at.plus(lapse);
    if (joins) {
      entries.removeLast();
      entries.addLast(
          new Entry(latest.calls() + calls, latest.began(), later(latest.lapses(), lapses)));
    } else {
      entries.addLast(new Entry(calls, at, lapses));
    }
    sum += calls;
  }

  /** Takes the latest back: that many have turned out not to have been. */
  void remove(int calls) {
    int left = calls;
    while (left > 0 && !entries.isEmpty()) {
      Entry latest = entries.removeLast();
      int taken = Math.min(left, latest.calls());
      if (taken < latest.calls()) {
        entries.addLast(new Entry(latest.calls() - taken, latest.began(), latest.lapses()));
      }
      left -= taken;
      sum -= taken;
    }
  }

  Stream<Entry> entries() {
    return entries.stream();
  }

  private static Instant later(Instant one, Instant other) {
    return one.isAfter(other) ? one : other;
  }
}
