package io.coportal.sync.ledger;

import io.coportal.sync.connection.ConnectionSettings;
import io.coportal.sync.connection.ConnectionSettings.TotalsCure;
import io.coportal.sync.invoice.Invoice;
import io.coportal.sync.ledger.LinePreparation.Decided;
import io.coportal.sync.ledger.Rounding.TaxedLine;
import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.Currency;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;

/**
 * What becomes of an invoice whose totals the ledger would round otherwise: what the owner chose,
 * else what the ledger's rules begin with. A difference beyond the owner's limit is never cured by
 * itself.
 */
final class TotalsCures {
  private final Invoice invoice;
  private final ConnectionSettings settings;
  private final LedgerRules rules;
  private final LinePreparation preparation;
  private final RoundingLine roundingLine;

  TotalsCures(
      Invoice invoice,
      ConnectionSettings settings,
      LedgerRules rules,
      LinePreparation preparation,
      RoundingLine roundingLine) {
    this.invoice = invoice;
    this.settings = settings;
    this.rules = rules;
    this.preparation = preparation;
    this.roundingLine = roundingLine;
  }

  /**
   * @param totals what the ledger will show
   */
  record Cured(List<Decided> lines, Totals totals) {}

  /**
   * @param predicted what the ledger would make of the lines; other totals than the invoice's
   * @param held what the ledger holds now, null on a create
   * @throws LedgerStop when a person has to decide
   */
  Cured cure(List<Decided> lines, Totals predicted, HeldInvoice held) {
    TotalsCure chosen = chosen();
    if (chosen == TotalsCure.HOLD || apart(predicted).compareTo(limit()) > 0) {
      throw stop(predicted);
    }
    return switch (chosen) {
      case ACCEPT -> new Cured(lines, predicted);
      case LINE -> withLine(lines, predicted, held);
      case STATED_TAX -> withStatedTax(lines, predicted);
      case HOLD -> throw stop(predicted);
    };
  }

  private TotalsCure chosen() {
    List<TotalsCure> cures = rules.totals().cures();
    TotalsCure chosen = settings.totalsCure() == null ? cures.get(0) : settings.totalsCure();
    if (!cures.contains(chosen)) {
      throw new LedgerStop(
          ErrorClass.FIX_MAPPING,
          "totals-cure-not-possible",
          "The chosen cure for other totals, \"%s\", is not possible in this ledger."
              .formatted(chosen.json()),
          "Choose another in the connection's settings (totalsCure): %s.".formatted(offered()));
    }
    return chosen;
  }

  /** The largest of the three differences. */
  private BigDecimal apart(Totals predicted) {
    return invoice
        .subtotal()
        .subtract(predicted.subtotal())
        .abs()
        .max(invoice.taxTotal().subtract(predicted.taxTotal()).abs())
        .max(invoice.total().subtract(predicted.total()).abs());
  }

  private BigDecimal limit() {
    int units = settings.totalsLimit() == null ? invoice.lines().size() : settings.totalsLimit();
    return BigDecimal.valueOf(
        units, Currency.getInstance(invoice.currency()).getDefaultFractionDigits());
  }

  private Cured withLine(List<Decided> lines, Totals predicted, HeldInvoice held) {
    BigDecimal missing = invoice.total().subtract(predicted.total());
    if (missing.signum() == 0) {
      return new Cured(lines, predicted);
    }
    if (finerThanTheLedger(missing)) {
      throw stop(predicted);
    }
    List<Decided> all = new ArrayList<>(lines);
    all.add(roundingLine.of(missing, held));
    return new Cured(
        all,
        new Totals(
            predicted.subtotal().add(missing),
            predicted.taxTotal(),
            predicted.total().add(missing)));
  }

  /** Each rate's difference goes onto its largest line, as far as the ledger lets it. */
  private Cured withStatedTax(List<Decided> lines, Totals predicted) {
    Map<BigDecimal, BigDecimal> wanted = invoice.taxByRate();
    if (invoice.subtotal().compareTo(predicted.subtotal()) != 0 || wanted.isEmpty()) {
      throw stop(predicted);
    }
    List<TaxedLine> taxed = preparation.taxed(lines);
    List<Decided> stated = new ArrayList<>(lines);
    wanted.forEach(
        (rate, tax) -> {
          List<Integer> ofRate = ofRate(rate);
          BigDecimal missing = tax.subtract(computed(taxed, ofRate));
          if (missing.signum() == 0) {
            return;
          }
          if (missing.abs().compareTo(rules.totals().lineTaxLeeway()) > 0
              || finerThanTheLedger(missing)) {
            throw stop(predicted);
          }
          int largest = largest(taxed, ofRate);
          stated.set(
              largest,
              lines
                  .get(largest)
                  .taxed(taxed.get(largest).tax(rules.amountDecimals()).add(missing)));
        });
    return new Cured(stated, new Totals(predicted.subtotal(), invoice.taxTotal(), invoice.total()));
  }

  private boolean finerThanTheLedger(BigDecimal amount) {
    return amount.stripTrailingZeros().scale() > rules.amountDecimals();
  }

  private List<Integer> ofRate(BigDecimal rate) {
    List<Integer> places = new ArrayList<>();
    for (int i = 0; i < invoice.lines().size(); i++) {
      if (invoice.lines().get(i).effectiveTaxRate(invoice).compareTo(rate) == 0) {
        places.add(i);
      }
    }
    return places;
  }

  private BigDecimal computed(List<TaxedLine> taxed, List<Integer> places) {
    return places.stream()
        .map(place -> taxed.get(place).tax(rules.amountDecimals()))
        .reduce(BigDecimal.ZERO, BigDecimal::add);
  }

  private static int largest(List<TaxedLine> taxed, List<Integer> places) {
    return places.stream()
        .max(
            (one, other) ->
                taxed.get(one).amount().abs().compareTo(taxed.get(other).amount().abs()))
        .orElseThrow();
  }

  private LedgerStop stop(Totals predicted) {
    return new LedgerStop(
        ErrorClass.FIX_MAPPING,
        "totals-differ",
        "CoPortal shows %s, the ledger would compute %s (%s)."
            .formatted(
                Preparation.shown(invoice),
                predicted,
                DifferenceFinder.explain(invoice, predicted, rules)),
        "Choose what becomes of such differences in the connection's settings (totalsCure: %s; totalsLimit), or change the line named so that both round alike, and sync again."
            .formatted(offered()));
  }

  private String offered() {
    return rules.totals().cures().stream().map(TotalsCure::json).collect(Collectors.joining(", "));
  }
}
