package io.coportal.sync.ledger;

import java.time.Duration;
import java.util.Map;
import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;

/** The rules of every configured ledger, by its name. */
@ConfigurationProperties("coportal")
public record LedgerRuleBook(Map<String, Ledger> ledgers) {

  /**
   * @param rules see {@link LedgerRules}
   * @param callBudgets limits that the ledger's answers tell about, by the name they are watched as
   */
  public record Ledger(LedgerRules rules, @DefaultValue Map<String, CallBudget> callBudgets) {
    public Ledger {
      callBudgets = Map.copyOf(callBudgets);
    }
  }

  /**
   * @param header of an answer that tells how many calls are left
   * @param window how long a number counts
   */
  public record CallBudget(String header, Duration window) {}

  public LedgerRuleBook {
    ledgers = Map.copyOf(ledgers);
    ledgers.forEach(LedgerRuleBook::check);
  }

  /** One without rules cannot be pushed to, but its consents can be tried. */
  private static void check(String name, Ledger ledger) {
    RuleChecks.check(name, ledger.callBudgets());
    if (ledger.rules() != null) {
      RuleChecks.check(name, ledger.rules());
    }
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
