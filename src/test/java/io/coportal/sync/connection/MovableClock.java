package io.coportal.sync.connection;

import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.util.concurrent.atomic.AtomicReference;

/** Another clock's time, real if not said otherwise, plus whatever a test has let pass. */
public class MovableClock extends Clock {
  private final Clock base;
  private final AtomicReference<Duration> ahead = new AtomicReference<>(Duration.ZERO);

  public MovableClock() {
    this(Clock.systemUTC());
  }

  public MovableClock(Clock base) {
    this.base = base;
  }

  public void pass(Duration time) {
    ahead.updateAndGet(now -> now.plus(time));
  }

  @Override
  public ZoneId getZone() {
    return ZoneOffset.UTC;
  }

  @Override
  public Clock withZone(ZoneId zone) {
    return this;
  }

  @Override
  public Instant instant() {
    return base.instant().plus(ahead.get());
  }
}
