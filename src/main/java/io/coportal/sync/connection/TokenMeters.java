package io.coportal.sync.connection;

import io.micrometer.core.instrument.Counter;
import io.micrometer.core.instrument.MeterRegistry;
import org.springframework.stereotype.Component;

/** Counts what came of each refresh of a grant at a ledger's sign-in service. */
@Component
class TokenMeters {
  private final MeterRegistry registry;

  TokenMeters(MeterRegistry registry) {
    this.registry = registry;
  }

  void refreshed(String provider) {
    count(provider, "refreshed");
  }

  /**
   * @param failure one that {@link TokenEndpoint#refresh} ends with
   */
  void failed(String provider, RuntimeException failure) {
    count(provider, result(failure));
  }

  private static String result(RuntimeException failure) {
    if (failure instanceof TokenEndpoint.Refused) {
      return "denied";
    }
    return failure instanceof LedgerNotConfigured ? "registration" : "passing";
  }

  private void count(String provider, String result) {
    Counter.builder("coportal.token.refreshes")
        .description("Refreshes of a grant; denied: its owner has to reconnect")
        .tag("ledger", provider)
        .tag("result", result)
        .register(registry)
        .increment();
  }
}
