package io.coportal.sync.api;

import io.coportal.sync.problem.StartRefused;
import java.time.Duration;
import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;

/**
 * How long a request is known by its {@code Idempotency-Key}.
 *
 * @param retention counted from the first request with that key
 */
@ConfigurationProperties("coportal.idempotency-key")
record RepeatSettings(@DefaultValue("24h") Duration retention) {
  RepeatSettings {
    StartRefused.unlessPositive("coportal.idempotency-key.retention", retention);
  }
}
