package io.coportal.sync.ledger;

import io.coportal.sync.problem.StartRefused;
import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;

/**
 * @param keptForClicks calls of each connection's limits that only a person's click may use, 0 or
 *     more
 */
@ConfigurationProperties("coportal.calls")
record CallSettings(@DefaultValue("3") int keptForClicks) {
  CallSettings {
    StartRefused.unlessAtLeast(0, "coportal.calls.kept-for-clicks", keptForClicks);
  }
}
