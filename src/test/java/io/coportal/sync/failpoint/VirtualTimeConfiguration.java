package io.coportal.sync.failpoint;

import io.coportal.sync.simulator.SimulatorClock;
import org.springframework.boot.autoconfigure.AutoConfiguration;
import org.springframework.boot.autoconfigure.condition.ConditionalOnProperty;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Primary;

/** A clock that a test moves forward, with {@code virtual-time=on}. */
@AutoConfiguration
@ConditionalOnProperty("virtual-time")
class VirtualTimeConfiguration {
  @Bean
  @Primary
  SimulatorClock virtualClock() {
    return SimulatorClock.real();
  }
}
