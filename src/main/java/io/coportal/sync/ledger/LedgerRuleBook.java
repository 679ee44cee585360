package io.coportal.sync.ledger;

import java.util.Map;
import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;

/** The rules of every configured ledger, by its name. */
@ConfigurationProperties("coportal")
public record LedgerRuleBook(Map<String, Ledger> ledgers) {

  /**
   * @param rules see {@link LedgerRules}
   * @param limits of calls that the ledger sets, by name
   * @param limitAnswers how its refusals by a limit are read
   */
  public record Ledger(
      LedgerRules rules,
      @DefaultValue Map<String, CallLimit> limits,
      @DefaultValue LimitAnswers limitAnswers) {
    public Ledger {
      limits = Map.copyOf(limits);
    }
  }

  public LedgerRuleBook {
    ledgers = Map.copyOf(ledgers);
    ledgers.forEach(LedgerRuleBook::check);
  }

  /** One without rules cannot be pushed to, but its consents can be tried. */
  private static void check(String name, Ledger ledger) {
    RuleChecks.check(name, ledger.limits());
    RuleChecks.check(name, ledger.limitAnswers());
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

  /** Empty for one that is not configured. */
  Map<String, CallLimit> limits(String ledger) {
    return ledgers.containsKey(ledger) ? ledgers.get(ledger).limits() : Map.of();
  }
}
