package io.coportal.sync.simulator.xero;

import io.coportal.sync.simulator.Response;
import java.time.Clock;
import java.time.Duration;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;

/**
 * The API's limits: per organisation 60 calls a minute, 5 at once and so many a day; 10,000 calls a
 * minute for the whole application. Windows are fixed; each organisation's minute starts at another
 * second. A refused call does not count.
 */
public final class Limits {
  private static final Duration MINUTE = Duration.ofMinutes(1);
  private static final Duration DAY = Duration.ofDays(1);

  private final Clock clock;
  private final Map<UUID, Usage> usage = new HashMap<>();
  private final Window application = new Window(MINUTE, 0);
  private boolean on = true;
  private int minute = 60;
  private int concurrent = 5;
  private int day = 1_000;
  private int applicationMinute = 10_000;

  private static final class Usage {
    private final Window minute;
    private final Window day = new Window(DAY, 0);
    private int inFlight;

    private Usage(UUID tenant) {
      minute = new Window(MINUTE, Math.floorMod(tenant.hashCode(), 60_000L));
    }
  }

  private static final class Window {
    private final long length;
    private final long offset;
    private long start = Long.MIN_VALUE;
    private int used;

    private Window(Duration length, long offset) {
      this.length = length.toMillis();
      this.offset = offset;
    }

    private int used(long now) {
      var current = Math.floorDiv(now - offset, length);
      if (current != start) {
        start = current;
        used = 0;
      }
      return used;
    }

    private long secondsLeft(long now) {
      return 1 + (length - Math.floorMod(now - offset, length) - 1) / 1000;
    }
  }

  Limits(Clock clock) {
    this.clock = clock;
  }

  public synchronized Limits off() {
    on = false;
    return this;
  }

  public synchronized Limits on() {
    on = true;
    return this;
  }

  public synchronized Limits minute(int calls) {
    minute = calls;
    return this;
  }

  public synchronized Limits concurrent(int calls) {
    concurrent = calls;
    return this;
  }

  /** 1,000 on the free tier, as a new simulator has it; 5,000 on the paid ones. */
  public synchronized Limits day(int calls) {
    day = calls;
    return this;
  }

  public synchronized Limits applicationMinute(int calls) {
    applicationMinute = calls;
    return this;
  }

  /** Lets a call in, which must {@link #leave}, or answers 429. */
  synchronized Optional<Response> enter(UUID tenant) {
    var now = clock.millis();
    var used = usage(tenant);
    var refusal = on ? refusal(used, now) : Optional.<Response>empty();
    if (refusal.isEmpty()) {
      used.minute.used(now);
      used.minute.used++;
      used.day.used(now);
      used.day.used++;
      application.used(now);
      application.used++;
      used.inFlight++;
    }
    return refusal;
  }

  synchronized void leave(UUID tenant) {
    usage(tenant).inFlight--;
  }

  /** Adds what is left of the limits. */
  synchronized Response counted(UUID tenant, Response answer) {
    var now = clock.millis();
    var used = usage(tenant);
    return !on
        ? answer
        : answer
            .with("X-DayLimit-Remaining", left(day, used.day.used(now)))
            .with("X-MinLimit-Remaining", left(minute, used.minute.used(now)))
            .with("X-AppMinLimit-Remaining", left(applicationMinute, application.used(now)));
  }

  private Optional<Response> refusal(Usage used, long now) {
    if (application.used(now) >= applicationMinute) {
      return Optional.of(problem("appminute"));
    }
    if (used.day.used(now) >= day) {
      return Optional.of(retry(problem("day"), used.day.secondsLeft(now)));
    }
    if (used.minute.used(now) >= minute) {
      return Optional.of(retry(problem("minute"), used.minute.secondsLeft(now)));
    }
    return used.inFlight >= concurrent ? Optional.of(problem("concurrent")) : Optional.empty();
  }

  private static Response problem(String name) {
    return Response.empty(429).with("X-Rate-Limit-Problem", name);
  }

  private static Response retry(Response refusal, long seconds) {
    return refusal.with("Retry-After", Long.toString(seconds));
  }

  private static String left(int limit, int used) {
    return Integer.toString(Math.max(0, limit - used));
  }

  private Usage usage(UUID tenant) {
    return usage.computeIfAbsent(tenant, Usage::new);
  }
}
