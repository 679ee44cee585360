package io.coportal.sync.connection;

import io.coportal.sync.simulator.quickbooks.QuickBooksSimulator;
import java.util.HashMap;
import java.util.Map;

/** What a server is told so that it signs in at the simulator. */
final class QuickBooksSettings {
  private QuickBooksSettings() {}

  static Map<String, String> of(QuickBooksSimulator simulator) {
    Map<String, String> settings = new HashMap<>();
    String registration = "spring.security.oauth2.client.registration.quickbooks.";
    settings.put(registration + "client-id", "sim-client");
    settings.put(registration + "client-secret", "sim-secret");
    settings.put(registration + "authorization-grant-type", "authorization_code");
    settings.put(registration + "redirect-uri", "{baseUrl}/authorized/{registrationId}");
    settings.put(registration + "scope", "com.intuit.quickbooks.accounting");
    String provider = "spring.security.oauth2.client.provider.quickbooks.";
    settings.put(provider + "authorization-uri", simulator.baseUrl() + "/connect/oauth2");
    settings.put(provider + "token-uri", simulator.baseUrl() + "/oauth2/v1/tokens/bearer");
    String ledger = "coportal.ledgers.quickbooks.";
    settings.put(ledger + "display-name", "QuickBooks Online (sandbox)");
    settings.put(ledger + "api-base-url", simulator.baseUrl().toString());
    settings.put(ledger + "revocation-uri", simulator.baseUrl() + "/v2/oauth2/tokens/revoke");
    settings.put(ledger + "token-headers.x-include-refresh-token-hard-expires-in", "true");
    return settings;
  }
}
