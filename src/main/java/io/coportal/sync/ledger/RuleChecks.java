package io.coportal.sync.ledger;

import io.coportal.sync.ledger.LedgerRuleBook.Batch;
import io.coportal.sync.ledger.LedgerRuleBook.Forecast;
import io.coportal.sync.problem.StartRefused;
import java.time.Duration;
import java.util.Map;

/** Refuses rules of a ledger that cannot work. */
final class RuleChecks {
  /** More would not survive the ledger's own JSON numbers. */
  private static final int MOST_DECIMALS = 12;

  private final String prefix;

  private RuleChecks(String prefix) {
    this.prefix = prefix;
  }

  static void check(String ledger, LedgerRules rules) {
    new RuleChecks("coportal.ledgers." + ledger + ".rules.").check(rules);
  }

  static void check(String ledger, Map<String, CallLimit> limits) {
    limits.forEach(
        (name, limit) -> {
          String key = "coportal.ledgers.%s.limits.%s.".formatted(ledger, name);
          StartRefused.unlessAtLeast(1, key + "calls", limit.calls());
          StartRefused.unlessPositive(key + "per", limit.per());
          textIfAny(key + "path-contains", limit.pathContains());
          textIfAny(key + "header", limit.header());
        });
  }

  static void check(String ledger, Batch batch) {
    String key = "coportal.ledgers." + ledger + ".batch.";
    StartRefused.unlessAtLeast(1, key + "invoices", batch.invoices());
    // The invoices of one call may have as many new clients, which are made in one call as well.
    StartRefused.unlessAtLeast(batch.invoices(), key + "contacts", batch.contacts());
    StartRefused.unlessAtLeast(
        1, key + "bytes", batch.bytes() == null ? 0 : batch.bytes().toBytes());
    StartRefused.unlessPositive(key + "slow", batch.slow());
    StartRefused.unlessAtLeast(1, key + "first", batch.first());
    if (batch.first() > batch.invoices()) {
      throw new StartRefused(
          "%sfirst is %d, more than the most.".formatted(key, batch.first()),
          "Set it to a number from 1 to %d, which is %sinvoices.".formatted(batch.invoices(), key));
    }
  }

  static void check(String ledger, LimitAnswers answers) {
    String key = "coportal.ledgers." + ledger + ".limit-answers.";
    StartRefused.unlessPositive(key + "pause", answers.pause());
    StartRefused.unlessPositive(key + "brief-pause", answers.briefPause());
    textIfAny(key + "header", answers.header());
    textIfAny(key + "application", answers.application());
    textIfAny(key + "brief", answers.brief());
  }

  private static void textIfAny(String key, String value) {
    if (value != null) {
      StartRefused.unlessText(key, value);
    }
  }

  static void check(String ledger, Forecast forecast) {
    String key = "coportal.ledgers." + ledger + ".forecast.";
    StartRefused.unlessAtLeast(0, key + "reference-calls", forecast.referenceCalls());
  }

  private void check(LedgerRules rules) {
    given("roundings", rules.roundings());
    if (rules.roundings().isEmpty()) {
      throw new StartRefused(
          prefix + "roundings is empty, so totals could not be foreseen.",
          "List where the ledger rounds tax, such as [per-rate, per-line].");
    }
    decimals("amount-decimals", rules.amountDecimals());
    decimals("quantity-decimals", rules.quantityDecimals());
    decimals("price-decimals", rules.priceDecimals());
    if (rules.pushes().isEmpty()) {
      throw new StartRefused(
          prefix + "pushes is empty, so no invoice would ever be pushed.",
          "List the statuses that are pushed, such as [sent, awaiting-confirmation, paid].");
    }
    StartRefused.unlessPositive(prefix + "references-max-age", rules.referencesMaxAge());
    notNegative("replay-after", rules.replayAfter());
    notNegative("replay-window", rules.replayWindow());
    notNegative("look-up-after", rules.lookUpAfter());
    address("marker-url", rules.markerUrl());
    address("invoice-url", rules.invoiceUrl());
    address("settings-url", rules.settingsUrl());
    address("ledger-url", rules.ledgerUrl());
    rules
        .places()
        .forEach((name, place) -> address("places.%s.address".formatted(name), place.address()));
    if (rules.organisationHeader() != null) {
      StartRefused.unlessText(prefix + "organisation-header", rules.organisationHeader());
    }
    StartRefused.unlessAtLeast(1, prefix + "number-length", rules.numberLength());
    StartRefused.unlessAtLeast(1, prefix + "description-length", rules.descriptionLength());
    given("totals", rules.totals());
    if (rules.totals().cures().isEmpty()) {
      throw new StartRefused(
          prefix + "totals.cures is empty, so nobody could say what happens to other totals.",
          "List what the ledger allows, its default first, such as [hold, accept, line].");
    }
    given("contacts", rules.contacts());
    StartRefused.unlessAtLeast(1, prefix + "contacts.name-length", rules.contacts().nameLength());
  }

  private void address(String key, String template) {
    StartRefused.unlessAddress(prefix + key, withoutNames(prefix + key, template));
  }

  private static String withoutNames(String key, String template) {
    StartRefused.unlessText(key, template);
    return template.replaceAll("[{}]", "");
  }

  private void given(String key, Object value) {
    if (value == null) {
      throw new StartRefused(
          prefix + key + " is missing.", "Set it; other ledgers' folders in config/ show how.");
    }
  }

  private void decimals(String key, int decimals) {
    if (decimals < 0 || decimals > MOST_DECIMALS) {
      throw new StartRefused(
          "%s%s is %d.".formatted(prefix, key, decimals),
          "Set it to the decimals that the ledger keeps, 0 to %d.".formatted(MOST_DECIMALS));
    }
  }

  private void notNegative(String key, Duration value) {
    if (value == null || value.isNegative()) {
      throw new StartRefused(
          "%s%s is %s.".formatted(prefix, key, value == null ? "missing" : value),
          "Set it to 0s or a time such as 10s or 5m.");
    }
  }
}
