package io.coportal.sync.security;

import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.stereotype.Component;

/**
 * How many requests one caller may still make: so many each second, and as many at once as were
 * saved up. Each instance counts for itself.
 */
@Component
public class RequestBudget {
  private static final int CALLERS_REMEMBERED = 10_000;

  private final Duration cost;
  private final Duration savings;
  private final Clock clock;

  /** When the caller's requests so far would have ended, had they come evenly. */
  private final Map<String, Instant> busyUntil =
      new LinkedHashMap<>(16, 0.75f, true) {
        @Override
        protected boolean removeEldestEntry(Map.Entry<String, Instant> eldest) {
          return size() > CALLERS_REMEMBERED;
        }
      };

  @Autowired
  RequestBudget(SecuritySettings settings, Clock clock) {
    this(settings.requestsPerSecond(), settings.requestBurst(), clock);
  }

  /**
   * @param perSecond in the long run
   * @param atOnce after a pause
   */
  public RequestBudget(int perSecond, int atOnce, Clock clock) {
    this.cost = Duration.ofSeconds(1).dividedBy(perSecond);
    this.savings = cost.multipliedBy(atOnce);
    this.clock = clock;
  }

  /** As {@link #take}, without counting anything. */
  synchronized Optional<Duration> waitBefore(String caller) {
    Instant now = clock.instant();
    Duration wait =
        Duration.between(now.plus(savings), busyUntil.getOrDefault(caller, now).plus(cost));
    return wait.isNegative() || wait.isZero() ? Optional.empty() : Optional.of(wait);
  }

  /**
   * Counts a request.
   *
   * @return how long the caller has to wait before the next one; empty when this one may go on
   */
  public synchronized Optional<Duration> take(String caller) {
    Instant now = clock.instant();
    Instant from = busyUntil.getOrDefault(caller, now);
    Instant until = (from.isBefore(now) ? now : from).plus(cost);
    Duration wait = Duration.between(now.plus(savings), until);
    if (wait.isNegative() || wait.isZero()) {
      busyUntil.put(caller, until);
      return Optional.empty();
    }
    return Optional.of(wait);
  }
}
