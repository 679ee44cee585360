package io.coportal.sync.ledger;

import java.util.Map;
import org.springframework.boot.context.properties.ConfigurationProperties;

/** The rules of every configured ledger, by its name. */
@ConfigurationProperties("coportal")
public record LedgerRuleBook(Map<String, Ledger> ledgers) {

  /**
   * @param rules see {@link LedgerRules}
   */
  public record Ledger(LedgerRules rules) {}

  public LedgerRuleBook {
    ledgers = Map.copyOf(ledgers);
  }

  /**
   * @param provider a configured ledger's name
   * @throws IllegalArgumentException when no such ledger is configured
   */
  public LedgerRules of(String provider) {
    Ledger ledger = ledgers.get(provider);
    if (ledger == null || ledger.rules() == null) {
      throw new IllegalArgumentException(
          "coportal.ledgers." + provider + ".rules is not configured");
    }
    return ledger.rules();
  }
}
