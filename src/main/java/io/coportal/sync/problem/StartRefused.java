package io.coportal.sync.problem;

import java.time.Duration;

/**
 * The server will not start like this: printed as two plain sentences in place of a stack trace.
 */
public class StartRefused extends RuntimeException {
  private final String cure;

  /**
   * @param detail one sentence: what is wrong, without secrets
   * @param cure one sentence: what the operator does about it
   */
  public StartRefused(String detail, String cure) {
    super(detail);
    this.cure = cure;
  }

  /**
   * @throws StartRefused unless the setting is a time longer than nothing
   */
  public static void unlessPositive(String key, Duration value) {
    if (value == null || value.isZero() || value.isNegative()) {
      throw new StartRefused(
          key + " is " + (value == null ? "missing" : value) + ", not a time above 0.",
          "Set " + key + " to a time such as 500ms, 5s, 15m or 24h.");
    }
  }

  /**
   * @throws StartRefused unless the setting is {@code least} or more
   */
  public static void unlessAtLeast(long least, String key, long value) {
    if (value < least) {
      throw new StartRefused(
          "%s is %d, less than %d.".formatted(key, value, least),
          "Set %s to %d or more.".formatted(key, least));
    }
  }

  public String cure() {
    return cure;
  }
}
