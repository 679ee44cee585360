package io.coportal.sync.ledger;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayDeque;
import java.util.Deque;

/** The lowest of the numbers that were seen within a time. */
class LowestSeen {
  private final Duration window;

  /** Ascending in time and value: one that a later and lower one follows never counts again. */
  private final Deque<Seen> candidates = new ArrayDeque<>();

  private record Seen(long number, Instant at) {}

  LowestSeen(Duration window) {
    this.window = window;
  }

  synchronized void note(long number, Instant now) {
    while (!candidates.isEmpty() && candidates.peekLast().number() >= number) {
      candidates.removeLast();
    }
    candidates.addLast(new Seen(number, now));
    forget(now);
  }

  /** Null when none was seen within the time. */
  synchronized Long at(Instant now) {
    forget(now);
    return candidates.isEmpty() ? null : candidates.peekFirst().number();
  }

  private void forget(Instant now) {
    while (!candidates.isEmpty() && candidates.peekFirst().at().plus(window).isBefore(now)) {
      candidates.removeFirst();
    }
  }
}
