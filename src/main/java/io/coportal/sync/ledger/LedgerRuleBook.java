package io.coportal.sync.ledger;

import java.time.Duration;
import java.util.Map;
import java.util.Optional;
import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;
import org.springframework.util.unit.DataSize;

/** The rules of every configured ledger, by its name. */
@ConfigurationProperties("coportal")
public record LedgerRuleBook(Map<String, Ledger> ledgers) {

  /**
   * @param rules see {@link LedgerRules}
   * @param limits of calls that the ledger sets, by name
   * @param limitAnswers how its refusals by a limit are read
   * @param batch how much goes in one call
   * @param forecast what a forecast reckons with
   */
  public record Ledger(
      LedgerRules rules,
      @DefaultValue Map<String, CallLimit> limits,
      @DefaultValue LimitAnswers limitAnswers,
      @DefaultValue Batch batch,
      @DefaultValue Forecast forecast) {
    public Ledger {
      limits = Map.copyOf(limits);
    }
  }

  /**
   * How much goes in one call. A ledger that says nothing takes one at a time.
   *
   * @param invoices the most in one request, 1 or more
   * @param contacts the most in one request, 1 or more
   * @param bytes the longest request
   * @param slow an answer that takes longer makes the next request smaller
   * @param first how many invoices the first request has, 1 to {@code invoices}; quick answers make
   *     the next one larger
   */
  public record Batch(
      @DefaultValue("1") int invoices,
      @DefaultValue("1") int contacts,
      @DefaultValue("3500KB") DataSize bytes,
      @DefaultValue("40s") Duration slow,
      @DefaultValue("1") int first) {}

  /**
   * What a forecast reckons with.
   *
   * @param referenceCalls it takes to read accounts, tax codes and the like
   */
  public record Forecast(@DefaultValue("1") int referenceCalls) {}

  public LedgerRuleBook {
    ledgers = Map.copyOf(ledgers);
    ledgers.forEach(LedgerRuleBook::check);
  }

  /** One without rules cannot be pushed to, but its consents can be tried. */
  private static void check(String name, Ledger ledger) {
    RuleChecks.check(name, ledger.limits());
    RuleChecks.check(name, ledger.limitAnswers());
    RuleChecks.check(name, ledger.batch());
    RuleChecks.check(name, ledger.forecast());
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

  /** Empty for one that is no longer configured. */
  public Optional<LedgerRules> find(String provider) {
    return Optional.ofNullable(ledgers.get(provider)).map(Ledger::rules);
  }

  /**
   * @param provider a configured ledger's name
   * @throws IllegalArgumentException when no such ledger is configured
   */
  public Batch batch(String provider) {
    return configured(provider).batch();
  }

  /**
   * @param provider a configured ledger's name
   * @throws IllegalArgumentException when no such ledger is configured
   */
  public Forecast forecast(String provider) {
    return configured(provider).forecast();
  }

  private Ledger configured(String provider) {
    Ledger ledger = ledgers.get(provider);
    if (ledger == null) {
      throw new IllegalArgumentException("coportal.ledgers." + provider + " is not configured");
    }
    return ledger;
  }

  /** Empty for one that is not configured. */
  Map<String, CallLimit> limits(String ledger) {
    return ledgers.containsKey(ledger) ? ledgers.get(ledger).limits() : Map.of();
  }
}
