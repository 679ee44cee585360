package io.coportal.sync.portal;

import io.coportal.sync.ledger.AnswerLimit;
import io.coportal.sync.problem.StartRefused;
import java.time.OffsetDateTime;
import java.time.format.DateTimeParseException;
import org.springframework.boot.context.properties.EnableConfigurationProperties;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;

@Configuration(proxyBeanMethods = false)
@EnableConfigurationProperties(PortalSettings.class)
class PortalConfiguration {
  PortalConfiguration(PortalSettings settings) {
    if (settings.connected()) {
      check(settings);
    }
  }

  /** Named by {@code routes/portal/ask-portal.camel.yaml}. */
  @Bean
  AnswerLimit portalAnswerLimit(PortalSettings settings) {
    return new AnswerLimit(settings.longestAnswer());
  }

  private static void check(PortalSettings settings) {
    StartRefused.unlessAddress("coportal.portal.base-url", settings.baseUrl());
    if (settings.baseUrl().contains("?")) {
      throw new StartRefused(
          "coportal.portal.base-url holds a query.", "Set it to host and path alone.");
    }
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
    check(settings.pull());
    check(settings.report());
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
      moment(key + "since", pull.since());
    }
  }

  private static void check(PortalSettings.Report report) {
    String key = "coportal.portal.report.";
    StartRefused.unlessTrueOrFalse(key + "enabled", report.enabled());
    StartRefused.unlessAtLeast(1, key + "period", report.period());
    path(key + "path", report.path());
  }

  private static void path(String key, String path) {
    if (path == null || !path.startsWith("/")) {
      throw new StartRefused(
          key + " is no path.", "Set it to a path below base-url that begins with a slash.");
    }
  }

  private static void moment(String key, String text) {
    try {
      OffsetDateTime.parse(text);
    } catch (DateTimeParseException notAMoment) {
      throw new StartRefused(
          key + " is " + text + ", which is no moment.",
          "Set it to a moment such as 2026-01-01T00:00:00Z, or leave it empty.");
    }
  }
}
