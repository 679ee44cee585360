package io.coportal.sync.ledger;

import java.time.Instant;
import java.util.HashMap;
import java.util.Map;

/**
 * One connection's calls by the name of the limit they count against, and how many of them the
 * database answers for. Callers lock.
 */
final class RecentCalls {
  private final Map<String, SlidingWindow> windows = new HashMap<>();
  private long made;
  private long noted;
  private long coveredTo;
  private Instant coveredUntil = Instant.MIN;

  /** What is written down, and up to which call. */
  record Note(Map<String, long[][]> calls, RecentCalls of, long made, long number) {}

  SlidingWindow window(String name, CallLimit limit) {
    return windows.computeIfAbsent(name, first -> new SlidingWindow(limit.calls(), limit.per()));
  }

  /** Null: nothing is known of calls against this limit. */
  SlidingWindow window(String name) {
    return windows.get(name);
  }

  void forget(String name) {
    windows.remove(name);
  }

  boolean idle(Instant now) {
    return windows.values().stream().allMatch(window -> window.idle(now));
  }

  void count() {
    made++;
  }

  boolean covered(Instant now) {
    return made <= coveredTo && !now.isAfter(coveredUntil);
  }

  Note note(Map<String, long[][]> calls) {
    return new Note(calls, this, made, ++noted);
  }

  /** A later note replaces an earlier one, and so does what they cover. */
  void cover(Note note, int ahead, Instant until) {
    if (note.number() == noted) {
      coveredTo = note.made() + ahead;
      coveredUntil = until;
    }
  }
}
