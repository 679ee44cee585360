package io.coportal.sync.ledger;

import io.coportal.sync.problem.StartRefused;
import java.time.Duration;
import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;

/**
 * @param failures in a row, of two connections or more, after which a ledger counts as away; 1 or
 *     more
 * @param firstProbe from then to the first try; doubles with each that fails
 * @param longestProbe never more than this
 */
@ConfigurationProperties("coportal.circuit")
record CircuitSettings(
    @DefaultValue("10") int failures,
    @DefaultValue("5s") Duration firstProbe,
    @DefaultValue("1m") Duration longestProbe) {
  CircuitSettings {
    StartRefused.unlessAtLeast(1, "coportal.circuit.failures", failures);
    StartRefused.unlessPositive("coportal.circuit.first-probe", firstProbe);
    StartRefused.unlessPositive("coportal.circuit.longest-probe", longestProbe);
  }

  Duration afterProbe(Duration wait) {
    Duration doubled = wait.multipliedBy(2);
    return doubled.compareTo(longestProbe) > 0 ? longestProbe : doubled;
  }
}
