package io.coportal.sync.ledger;

import io.coportal.sync.ledger.TaxRate.Charge;
import java.math.BigDecimal;
import java.math.RoundingMode;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * How a ledger rounds tax. Always half-up, at the number of decimals the ledger keeps. The strategy
 * is named in the ledger's configuration, so totals are known before the call.
 */
public enum Rounding {
  /** Tax is rounded on each line and then summed. */
  PER_LINE {
    @Override
    BigDecimal tax(List<TaxedLine> lines, int decimals) {
      return lines.stream()
          .map(line -> line.tax(decimals))
          .reduce(BigDecimal.ZERO, BigDecimal::add);
    }
  },
  /** The lines of one tax are summed and taxed at once; a code of two taxes is taxed twice. */
  PER_RATE {
    @Override
    BigDecimal tax(List<TaxedLine> lines, int decimals) {
      Map<Charge, BigDecimal> amountByTax = new LinkedHashMap<>();
      lines.forEach(
          line ->
              line.charges()
                  .forEach(charge -> amountByTax.merge(charge, line.amount(), BigDecimal::add)));
      return amountByTax.entrySet().stream()
          .map(tax -> taxOn(tax.getValue(), tax.getKey().percent(), decimals))
          .reduce(BigDecimal.ZERO, BigDecimal::add);
    }
  };

  private static final BigDecimal HUNDRED = BigDecimal.valueOf(100);

  /**
   * A line as the ledger taxes it.
   *
   * @param amount tax-exclusive and rounded
   * @param charges each tax on the line
   */
  public record TaxedLine(BigDecimal amount, List<Charge> charges) {
    /** Tax of this line alone: each tax half-up, then summed. */
    BigDecimal tax(int decimals) {
      return charges.stream()
          .map(charge -> taxOn(amount, charge.percent(), decimals))
          .reduce(BigDecimal.ZERO, BigDecimal::add);
    }
  }

  abstract BigDecimal tax(List<TaxedLine> lines, int decimals);

  /** Predicts the totals the ledger will compute, at the given number of decimals. */
  public Totals totals(List<TaxedLine> lines, int decimals) {
    BigDecimal subtotal =
        lines.stream()
            .map(TaxedLine::amount)
            .reduce(BigDecimal.ZERO, BigDecimal::add)
            .setScale(decimals, RoundingMode.UNNECESSARY);
    BigDecimal taxTotal = tax(lines, decimals).setScale(decimals, RoundingMode.UNNECESSARY);
    return new Totals(subtotal, taxTotal, subtotal.add(taxTotal));
  }

  /** Quantity times unit price, half-up at the given number of decimals. */
  public static BigDecimal lineAmount(BigDecimal quantity, BigDecimal unitPrice, int decimals) {
    return quantity.multiply(unitPrice).setScale(decimals, RoundingMode.HALF_UP);
  }

  private static BigDecimal taxOn(BigDecimal amount, BigDecimal ratePercent, int decimals) {
    return amount.multiply(ratePercent).divide(HUNDRED, decimals, RoundingMode.HALF_UP);
  }
}
