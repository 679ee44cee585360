package io.coportal.sync.reconcile;

import io.coportal.sync.problem.StartRefused;
import java.time.Duration;
import java.util.concurrent.ThreadLocalRandom;
import org.springframework.boot.context.properties.ConfigurationProperties;

/**
 * The durable storey of redelivery: waits that outlast the error handler stand in the database.
 *
 * @param firstDelay before the first retry; doubles with each
 * @param longestDelay never more than this
 * @param maxAttempts in a row without success; after them a person has to look
 */
@ConfigurationProperties("coportal.retry")
public record RetrySettings(Duration firstDelay, Duration longestDelay, int maxAttempts) {
  private static final int MAX_DOUBLINGS = 20;
  private static final int JITTER_PERCENT = 20;

  public RetrySettings {
    StartRefused.unlessPositive("coportal.retry.first-delay", firstDelay);
    StartRefused.unlessPositive("coportal.retry.longest-delay", longestDelay);
    StartRefused.unlessAtLeast(1, "coportal.retry.max-attempts", maxAttempts);
  }

  /** Exponential with jitter, so that many rows do not come back at the same instant. */
  public Duration delay(int attempts) {
    Duration doubled = firstDelay.multipliedBy(1L << Math.min(attempts, MAX_DOUBLINGS));
    Duration capped = doubled.compareTo(longestDelay) > 0 ? longestDelay : doubled;
    int percent =
        100 - JITTER_PERCENT + ThreadLocalRandom.current().nextInt(2 * JITTER_PERCENT + 1);
    return capped.multipliedBy(percent).dividedBy(100);
  }
}
