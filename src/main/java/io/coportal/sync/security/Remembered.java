package io.coportal.sync.security;

import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.Map;

/** What happened within the last while, the newest 10,000 at most. */
final class Remembered {
  private static final int MOST = 10_000;

  private final Duration span;
  private final Clock clock;
  private final Map<String, Instant> last =
      new LinkedHashMap<>(16, 0.75f, true) {
        @Override
        protected boolean removeEldestEntry(Map.Entry<String, Instant> eldest) {
          return size() > MOST;
        }
      };

  Remembered(Duration span, Clock clock) {
    this.span = span;
    this.clock = clock;
  }

  synchronized void note(String what) {
    last.put(what, clock.instant());
  }

  synchronized boolean holds(String what) {
    Instant noted = last.get(what);
    return noted != null && noted.plus(span).isAfter(clock.instant());
  }

  /** Notes it unless it is held already; then false. */
  synchronized boolean noteIfNew(String what) {
    if (holds(what)) {
      return false;
    }
    note(what);
    return true;
  }
}
