package io.coportal.sync.connection;

import io.coportal.sync.simulator.quickbooks.QuickBooksSimulator;
import org.springframework.test.context.DynamicPropertyRegistry;

/** What a server is told, beyond {@code config/quickbooks}, to sign in at the simulator. */
final class QuickBooksSettings {
  private QuickBooksSettings() {}

  static void add(DynamicPropertyRegistry settings, QuickBooksSimulator simulator) {
    String address = simulator.baseUrl().toString();
    String client = "spring.security.oauth2.client.";
    settings.add(client + "registration.quickbooks.client-id", () -> "sim-client");
    settings.add(client + "registration.quickbooks.client-secret", () -> "sim-secret");
    settings.add(
        client + "provider.quickbooks.authorization-uri", () -> address + "/connect/oauth2");
    settings.add(
        client + "provider.quickbooks.token-uri", () -> address + "/oauth2/v1/tokens/bearer");
    String ledger = "coportal.ledgers.quickbooks.";
    settings.add(ledger + "api-base-url", () -> address);
    settings.add(ledger + "revocation-uri", () -> address + "/v2/oauth2/tokens/revoke");
    settings.add(ledger + "response-timeout-ms", () -> 2500);
    settings.add("QB_SANDBOX", () -> true);
  }
}
