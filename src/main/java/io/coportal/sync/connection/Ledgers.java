package io.coportal.sync.connection;

import io.coportal.sync.problem.Problem;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;

/**
 * The ledgers this server knows. Only names from here may choose a route or a registration.
 *
 * @param ledgers settings by the provider's short name, as it appears in paths and route ids
 */
@ConfigurationProperties("coportal")
public record Ledgers(@DefaultValue Map<String, LedgerSettings> ledgers) {
  public Ledgers {
    ledgers = Map.copyOf(ledgers);
    ledgers.forEach((name, settings) -> settings.check(name));
  }

  /** The short names in alphabetical order. */
  public Set<String> names() {
    return new TreeMap<>(ledgers).navigableKeySet();
  }

  /**
   * @throws Problem 404 {@code unknown-ledger} for a name that is not configured
   */
  public LedgerSettings get(String provider) {
    LedgerSettings settings = provider == null ? null : ledgers.get(provider);
    if (settings == null) {
      throw new Problem(
          404,
          "unknown-ledger",
          "This server knows no ledger of that name.",
          "Use one of: " + String.join(", ", names()) + ".");
    }
    return settings;
  }
}
