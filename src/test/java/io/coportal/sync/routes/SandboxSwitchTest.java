package io.coportal.sync.routes;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.springframework.boot.env.YamlPropertySourceLoader;
import org.springframework.core.env.MapPropertySource;
import org.springframework.core.env.StandardEnvironment;
import org.springframework.core.io.FileSystemResource;

/** One variable of the environment chooses between real companies and Intuit's sandbox. */
class SandboxSwitchTest {
  private static final String LEDGER = "coportal.ledgers.quickbooks.";

  @Test
  void realCompaniesAreTheDefault() throws IOException {
    StandardEnvironment settings = settings(Map.of());
    assertThat(settings.getProperty(LEDGER + "display-name")).isEqualTo("QuickBooks Online");
    assertThat(settings.getProperty(LEDGER + "api-base-url"))
        .isEqualTo("https://quickbooks.api.intuit.com");
    assertThat(settings.getProperty(LEDGER + "rules.invoice-url"))
        .isEqualTo("https://qbo.intuit.com/app/invoice?txnId={id}");
  }

  @Test
  void theSandboxHasHostsAndANameOfItsOwn() throws IOException {
    StandardEnvironment settings = settings(Map.of("QB_SANDBOX", "true"));
    assertThat(settings.getProperty(LEDGER + "display-name"))
        .isEqualTo("QuickBooks Online (sandbox)");
    assertThat(settings.getProperty(LEDGER + "api-base-url"))
        .isEqualTo("https://sandbox-quickbooks.api.intuit.com");
    assertThat(settings.getProperty(LEDGER + "rules.invoice-url"))
        .isEqualTo("https://sandbox.qbo.intuit.com/app/invoice?txnId={id}");
  }

  @Test
  void anythingElseThanTrueOrFalseIsRefused() throws IOException {
    StandardEnvironment settings = settings(Map.of("QB_SANDBOX", "yes"));
    assertThatThrownBy(() -> settings.getRequiredProperty(LEDGER + "api-base-url"))
        .hasMessageContaining("sandbox-yes");
  }

  private static StandardEnvironment settings(Map<String, Object> variables) throws IOException {
    StandardEnvironment environment = new StandardEnvironment();
    environment
        .getPropertySources()
        .forEach(s -> environment.getPropertySources().remove(s.getName()));
    environment.getPropertySources().addLast(new MapPropertySource("variables", variables));
    new YamlPropertySourceLoader()
        .load("ledger", new FileSystemResource("config/quickbooks/application.yaml"))
        .forEach(environment.getPropertySources()::addLast);
    return environment;
  }
}
