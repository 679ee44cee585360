package io.coportal.sync.portal;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.coportal.sync.problem.StartRefused;
import java.time.Duration;
import java.util.HashMap;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.springframework.boot.context.properties.bind.Binder;
import org.springframework.boot.context.properties.source.MapConfigurationPropertySource;
import org.springframework.util.unit.DataSize;

/** Settings that cannot work stop the start with a sentence that says what to do. */
class PortalStartTest {
  private static final String ADDRESS = "https://api.example.org";
  private static final String KEY = "sk_live_secret";

  @Test
  void withoutAnAddressNothingIsAskedFor() {
    PortalSettings settings = settings("", "", 100);
    assertThat(settings.connected()).isFalse();
    new PortalConfiguration(settings);
  }

  @Test
  void anAddressWithAKeyStarts() {
    new PortalConfiguration(settings(ADDRESS, KEY, 100));
    new PortalConfiguration(settings("http://localhost:8093/api", KEY, 1));
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "api.example.org",
        "ftp://api.example.org",
        "file:/etc/passwd",
        "https://",
        "https://user:word@api.example.org",
        "https://api.example.org/",
        "https://api.example.org?a=b",
        "https://api example.org"
      })
  void anAddressThatIsNoneIsRefused(String baseUrl) {
    assertThatThrownBy(() -> new PortalConfiguration(settings(baseUrl, KEY, 100)))
        .isInstanceOf(StartRefused.class)
        .hasMessageContaining("coportal.portal.base-url");
  }

  @Test
  void anAddressWithoutAKeyIsRefused() {
    assertThatThrownBy(() -> new PortalConfiguration(settings(ADDRESS, " ", 100)))
        .isInstanceOfSatisfying(
            StartRefused.class, e -> assertThat(e.cure()).contains("COPORTAL_API_KEY"));
  }

  @Test
  void aPageOfNothingIsRefused() {
    assertThatThrownBy(() -> new PortalConfiguration(settings(ADDRESS, KEY, 0)))
        .isInstanceOf(StartRefused.class)
        .hasMessageContaining("page-size");
  }

  @ParameterizedTest
  @CsvSource(
      textBlock =
          """
          response-timeout-ms, 0
          longest-answer,      0B
          longest-pause,       -1s
          pull.pages-per-tick, 0
          pull.path,           v1/invoices
          pull.path,           '/v1/in voices'
          pull.since,          yesterday
          report.path,         '/v1/{provider}/results'
          report.path,         '/v1/{invoice}/results'
          report.path,         '/v1/{invoice}/{provider}:sync'
          """)
  void whatCannotWorkIsRefused(String key, String value) {
    assertThatThrownBy(() -> new PortalConfiguration(configured(key, value)))
        .isInstanceOf(StartRefused.class)
        .hasMessageContaining("coportal.portal." + key);
  }

  @Test
  void theShippedSettingsStart() {
    new PortalConfiguration(configured("pull.since", "2026-11-01T00:00:00Z"));
  }

  @Test
  void withoutItsFolderOfSettingsNothingIsAskedFor() {
    assertThat(new PortalSettings(null, null, null, null, null, 0, null, null, null).connected())
        .isFalse();
  }

  private static PortalSettings configured(String key, String value) {
    Map<String, String> settings = new HashMap<>();
    String prefix = "coportal.portal.";
    settings.put(prefix + "base-url", ADDRESS);
    settings.put(prefix + "auth-header", "Authorization");
    settings.put(prefix + "auth-scheme", "Bearer");
    settings.put(prefix + "auth-key", KEY);
    settings.put(prefix + "longest-answer", "10MB");
    settings.put(prefix + "response-timeout-ms", "20000");
    settings.put(prefix + "longest-pause", "1m");
    settings.put(prefix + "pull.path", "/v1/invoices");
    settings.put(prefix + "pull.enabled", "true");
    settings.put(prefix + "pull.cron", "30 * * * * ?");
    settings.put(prefix + "pull.limit-parameter", "limit");
    settings.put(prefix + "pull.cursor-parameter", "cursor");
    settings.put(prefix + "pull.since-parameter", "updated_since");
    settings.put(prefix + "pull.since", "");
    settings.put(prefix + "pull.page-size", "100");
    settings.put(prefix + "pull.pages-per-tick", "100");
    settings.put(prefix + "report.enabled", "false");
    settings.put(prefix + "report.period", "1000");
    settings.put(prefix + "report.path", "/v1/{workspace}/{invoice}/{provider}");
    settings.put(prefix + key, value);
    return new Binder(new MapConfigurationPropertySource(settings))
        .bind("coportal.portal", PortalSettings.class)
        .get();
  }

  @Test
  void theKeyIsNotShown() {
    assertThat(settings(ADDRESS, KEY, 100)).asString().contains(ADDRESS).doesNotContain(KEY);
  }

  private static PortalSettings settings(String baseUrl, String key, int pageSize) {
    return new PortalSettings(
        baseUrl,
        "Authorization",
        "Bearer",
        key,
        DataSize.ofMegabytes(10),
        20_000,
        Duration.ofMinutes(1),
        new PortalSettings.Pull(
            "true",
            "30 * * * * ?",
            "/v1/invoices",
            "limit",
            "cursor",
            "updated_since",
            "",
            pageSize,
            100),
        new PortalSettings.Report("false", 1000, "/v1/{workspace}/{invoice}/{provider}"));
  }
}
