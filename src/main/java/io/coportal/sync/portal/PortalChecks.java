package io.coportal.sync.portal;

import io.coportal.sync.ledger.WireAddress;
import io.coportal.sync.problem.StartRefused;
import java.time.OffsetDateTime;
import java.time.format.DateTimeParseException;
import java.util.List;

/** Refuses settings of CoPortal's side that cannot work. */
final class PortalChecks {
  private static final List<String> PLACEHOLDERS = List.of("{invoice}", "{provider}");

  private PortalChecks() {}

  /**
   * @throws StartRefused with the key and what to do
   */
  static void check(PortalSettings settings) {
    address(settings.baseUrl());
    if (settings.authKey().isBlank()) {
      throw new StartRefused(
          "coportal.portal.base-url is set, but there is no key for CoPortal's API.",
          "Set the environment variable COPORTAL_API_KEY, or leave coportal.portal.base-url empty.");
    }
    StartRefused.unlessText("coportal.portal.auth-header", settings.authHeader());
    StartRefused.unlessAtLeast(
        1, "coportal.portal.response-timeout-ms", settings.responseTimeoutMs());
    StartRefused.unlessAtLeast(
        1, "coportal.portal.longest-answer", settings.longestAnswer().toBytes());
    StartRefused.unlessPositive("coportal.portal.longest-pause", settings.longestPause());
    check(settings.pull());
    check(settings.report());
  }

  private static void address(String baseUrl) {
    StartRefused.unlessAddress("coportal.portal.base-url", baseUrl);
    if (baseUrl.contains("?")) {
      throw new StartRefused(
          "coportal.portal.base-url holds a query.", "Set it to host and path alone.");
    }
  }

  private static void check(PortalSettings.Pull pull) {
    String key = "coportal.portal.pull.";
    StartRefused.unlessTrueOrFalse(key + "enabled", pull.enabled());
    StartRefused.unlessCron(key + "cron", pull.cron());
    path(key + "path", pull.path());
    StartRefused.unlessText(key + "limit-parameter", pull.limitParameter());
    StartRefused.unlessText(key + "cursor-parameter", pull.cursorParameter());
    StartRefused.unlessAtLeast(1, key + "page-size", pull.pageSize());
    StartRefused.unlessAtLeast(1, key + "pages-per-tick", pull.pagesPerTick());
    if (!pull.since().isEmpty()) {
      StartRefused.unlessText(key + "since-parameter", pull.sinceParameter());
      since(pull.since());
    }
  }

  private static void check(PortalSettings.Report report) {
    String key = "coportal.portal.report.";
    StartRefused.unlessTrueOrFalse(key + "enabled", report.enabled());
    StartRefused.unlessAtLeast(1, key + "period", report.period());
    reportPath(report.path());
  }

  private static void path(String key, String path) {
    if (!WireAddress.isPath(path)) {
      throw new StartRefused(
          key + " is no path.",
          "Begin it with a slash, and percent-encode what is not a letter, a digit or one of"
              + " ._~%/(),-");
    }
  }

  private static void since(String since) {
    try {
      OffsetDateTime.parse(since);
    } catch (DateTimeParseException noMoment) {
      throw new StartRefused(
          "coportal.portal.pull.since is %s, not a moment.".formatted(since),
          "Write it as 2026-11-01T00:00:00Z, or leave it empty to read from the oldest invoice.");
    }
  }

  /** Without one of the placeholders, results of different invoices or ledgers would mix. */
  private static void reportPath(String path) {
    path("coportal.portal.report.path", path.replace('{', '(').replace('}', ')'));
    PLACEHOLDERS.stream()
        .filter(placeholder -> !path.contains(placeholder))
        .findFirst()
        .ifPresent(
            missing -> {
              throw new StartRefused(
                  "coportal.portal.report.path names no %s.".formatted(missing),
                  "Put {workspace}, {invoice} and {provider} where CoPortal's path has them.");
            });
  }
}
