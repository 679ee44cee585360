package io.coportal.sync.problem;

import java.net.URI;
import java.net.URISyntaxException;
import java.time.Duration;
import org.quartz.CronExpression;

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

  /**
   * @throws StartRefused unless the setting holds more than blanks
   */
  public static void unlessText(String key, String value) {
    if (value == null || value.isBlank()) {
      throw new StartRefused(
          key + " is empty.", "Set it; config/ says beside the key what it stands for.");
    }
  }

  /**
   * @throws StartRefused unless the setting is {@code true} or {@code false}: routes know no other
   *     words
   */
  public static void unlessTrueOrFalse(String key, String value) {
    if (!"true".equals(value) && !"false".equals(value)) {
      throw new StartRefused(
          key + " is " + value + ", neither true nor false.", "Set it to true or to false.");
    }
  }

  /**
   * @throws StartRefused unless the setting is a Quartz cron
   */
  public static void unlessCron(String key, String value) {
    if (value == null || !CronExpression.isValidExpression(value)) {
      throw new StartRefused(
          key + " is " + value + ", which is no Quartz cron.",
          "Set it to six or seven fields beginning with seconds, such as 0 * * * * ? for each"
              + " minute.");
    }
  }

  /**
   * @throws StartRefused unless the setting is an address of http or https with a host, without a
   *     slash at its end and without anybody's password
   */
  public static void unlessAddress(String key, String value) {
    if (!isAddress(value)) {
      throw new StartRefused(
          key + " is no address of http or https.",
          "Set it to http:// or https:// with a host and no slash at its end.");
    }
  }

  private static boolean isAddress(String text) {
    try {
      URI uri = new URI(text);
      return ("https".equals(uri.getScheme()) || "http".equals(uri.getScheme()))
          && uri.getHost() != null
          && uri.getRawUserInfo() == null
          && !text.endsWith("/");
    } catch (URISyntaxException notAnAddress) {
      return false;
    }
  }

  public String cure() {
    return cure;
  }
}
