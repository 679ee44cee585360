package io.coportal.sync.simulator;

import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.util.concurrent.atomic.AtomicReference;

/** A clock that runs like its base (the system's by default) and can be moved forward. */
public final class SimulatorClock extends Clock {
  private final Clock base;
  private final AtomicReference<Duration> ahead;

  private SimulatorClock(Clock base, AtomicReference<Duration> ahead) {
    this.base = base;
    this.ahead = ahead;
  }

  /** Runs with the system's clock. */
  public static SimulatorClock real() {
    return new SimulatorClock(Clock.systemUTC(), new AtomicReference<>(Duration.ZERO));
  }

  /** Stands still at {@code instant} until it is advanced. */
  public static SimulatorClock stoppedAt(Instant instant) {
    return new SimulatorClock(
        Clock.fixed(instant, ZoneOffset.UTC), new AtomicReference<>(Duration.ZERO));
  }

  /** Moves the clock forward; a negative step moves it back. */
  public void advance(Duration step) {
    ahead.accumulateAndGet(step, Duration::plus);
  }

  @Override
  public Instant instant() {
    return base.instant().plus(ahead.get());
  }

  @Override
  public ZoneId getZone() {
    return base.getZone();
  }

  @Override
  public Clock withZone(ZoneId zone) {
    return new SimulatorClock(base.withZone(zone), ahead);
  }
}
