package io.coportal.sync.portal;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.coportal.sync.problem.StartRefused;
import java.time.Duration;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
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
            "/v1/invoices", "limit", "cursor", "updated_since", "", pageSize, 100),
        new PortalSettings.Report("/v1/{workspace}/{invoice}/{provider}"));
  }
}
