package io.coportal.sync.simulator.coportal;

import java.time.Clock;
import java.time.Duration;
import java.time.Instant;

/** Whether anybody is at home, by the simulator's clock. */
final class Availability {
  private final Clock clock;
  private volatile Instant downUntil = Instant.MIN;

  Availability(Clock clock) {
    this.clock = clock;
  }

  void downFor(Duration outage) {
    downUntil = clock.instant().plus(outage);
  }

  boolean isDown() {
    return clock.instant().isBefore(downUntil);
  }
}
