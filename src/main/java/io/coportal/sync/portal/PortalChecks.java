package io.coportal.sync.portal;

import io.coportal.sync.problem.StartRefused;
import java.net.URI;
import java.net.URISyntaxException;
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
    StartRefused.unlessAtLeast(
        1, "coportal.portal.response-timeout-ms", settings.responseTimeoutMs());
    StartRefused.unlessAtLeast(
        1, "coportal.portal.longest-answer", settings.longestAnswer().toBytes());
    StartRefused.unlessPositive("coportal.portal.longest-pause", settings.longestPause());
    StartRefused.unlessAtLeast(1, "coportal.portal.pull.page-size", settings.pull().pageSize());
    StartRefused.unlessAtLeast(
        1, "coportal.portal.pull.pages-per-tick", settings.pull().pagesPerTick());
    path("coportal.portal.pull.path", settings.pull().path());
    since(settings.pull().since());
    reportPath(settings.report().path());
  }

  private static void address(String baseUrl) {
    if (!isAddress(baseUrl)) {
      throw new StartRefused(
          "coportal.portal.base-url is not the address of an API.",
          "Set it to http:// or https:// with a host and no slash at its end, or leave it empty.");
    }
  }

  private static boolean isAddress(String text) {
    try {
      URI uri = new URI(text);
      return ("https".equals(uri.getScheme()) || "http".equals(uri.getScheme()))
          && uri.getHost() != null
          && uri.getRawUserInfo() == null
          && uri.getRawQuery() == null
          && !text.endsWith("/");
    } catch (URISyntaxException notAnAddress) {
      return false;
    }
  }

  private static void path(String key, String path) {
    if (!PortalCall.isPath(path)) {
      throw new StartRefused(
          "%s is %s, not a path.".formatted(key, path),
          "Begin it with a slash, and percent-encode what is not a letter, a digit or one of"
              + " ._~%/(),-");
    }
  }

  private static void since(String since) {
    try {
      if (!since.isEmpty()) {
        OffsetDateTime.parse(since);
      }
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
