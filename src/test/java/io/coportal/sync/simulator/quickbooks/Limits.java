package io.coportal.sync.simulator.quickbooks;

import java.time.Clock;
import java.util.HashMap;
import java.util.Map;

/**
 * The API's limits, each by company: 500 requests and 40 batches a minute, 800 of both together, 10
 * requests a second and 10 at once. Windows are fixed; a refused call does not count. A clock that
 * stands still never starts a new second: advance it, or raise {@link #second}.
 */
public final class Limits {
  private static final long SECOND = 1_000;
  private static final long MINUTE = 60_000;

  private final Clock clock;
  private final Map<String, Usage> usage = new HashMap<>();
  private boolean on = true;
  private int minute = 500;
  private int batches = 40;
  private int together = 800;
  private int second = 10;
  private int concurrent = 10;

  private static final class Usage {
    private final Window minute = new Window(MINUTE);
    private final Window batches = new Window(MINUTE);
    private final Window second = new Window(SECOND);
    private int inFlight;
  }

  private static final class Window {
    private final long length;
    private long start = Long.MIN_VALUE;
    private int used;

    private Window(long length) {
      this.length = length;
    }

    private int used(long now) {
      var current = Math.floorDiv(now, length);
      if (current != start) {
        start = current;
        used = 0;
      }
      return used;
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

  /** Single requests a minute. */
  public synchronized Limits minute(int calls) {
    minute = calls;
    return this;
  }

  /** Batches a minute. */
  public synchronized Limits batches(int calls) {
    batches = calls;
    return this;
  }

  /** Requests and batches together a minute. */
  public synchronized Limits together(int calls) {
    together = calls;
    return this;
  }

  public synchronized Limits second(int calls) {
    second = calls;
    return this;
  }

  public synchronized Limits concurrent(int calls) {
    concurrent = calls;
    return this;
  }

  /** Lets a call in, which must then {@link #leave}; false if a limit is reached. */
  synchronized boolean enter(String realm, boolean batch) {
    var now = clock.millis();
    var used = usage.computeIfAbsent(realm, each -> new Usage());
    if (on && full(used, batch, now)) {
      return false;
    }
    (batch ? used.batches : used.minute).used(now);
    (batch ? used.batches : used.minute).used++;
    used.second.used(now);
    used.second.used++;
    used.inFlight++;
    return true;
  }

  synchronized void leave(String realm) {
    usage.get(realm).inFlight--;
  }

  private boolean full(Usage used, boolean batch, long now) {
    var singles = used.minute.used(now);
    var sent = used.batches.used(now);
    return (batch ? sent >= batches : singles >= minute)
        || singles + sent >= together
        || used.second.used(now) >= second
        || used.inFlight >= concurrent;
  }
}
