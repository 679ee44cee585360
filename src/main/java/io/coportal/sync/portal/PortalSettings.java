package io.coportal.sync.portal;

import java.time.Duration;
import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.util.unit.DataSize;

/**
 * How CoPortal's API is reached and read: {@code config/portal/application.yaml} says what each key
 * means.
 *
 * @param baseUrl without a trailing slash; empty: CoPortal is neither read nor told
 * @param authScheme the word before the key; empty: the key alone
 * @param longestAnswer unpacked
 * @param responseTimeoutMs after them a call counts as unanswered
 * @param longestPause between two calls while CoPortal is away
 */
@ConfigurationProperties("coportal.portal")
record PortalSettings(
    String baseUrl,
    String authHeader,
    String authScheme,
    String authKey,
    DataSize longestAnswer,
    int responseTimeoutMs,
    Duration longestPause,
    Pull pull,
    Report report) {

  /**
   * @param enabled {@code true} or {@code false}
   * @param cron Quartz cron
   * @param since RFC 3339, where reading begins; empty: with the oldest invoice
   * @param pageSize invoices a page, at least 1
   * @param pagesPerTick at least 1
   */
  record Pull(
      String enabled,
      String cron,
      String path,
      String limitParameter,
      String cursorParameter,
      String sinceParameter,
      String since,
      int pageSize,
      int pagesPerTick) {}

  /**
   * @param enabled {@code true} or {@code false}
   * @param period milliseconds between two looks, 1 or more
   * @param path with {@code {workspace}}, {@code {invoice}} and {@code {provider}}
   */
  record Report(String enabled, long period, String path) {}

  boolean connected() {
    return baseUrl != null && !baseUrl.isEmpty();
  }

  String authorisation() {
    return authScheme.isEmpty() ? authKey : authScheme + " " + authKey;
  }

  /** Settings hold the key, and must not show it where they are printed. */
  @Override
  public String toString() {
    return "PortalSettings[baseUrl=%s]".formatted(baseUrl);
  }
}
