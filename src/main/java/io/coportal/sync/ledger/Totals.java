package io.coportal.sync.ledger;

import java.math.BigDecimal;

/** The three sums of an invoice, in its own currency. */
public record Totals(BigDecimal subtotal, BigDecimal taxTotal, BigDecimal total) {

  public static final Totals NOTHING =
      new Totals(BigDecimal.ZERO, BigDecimal.ZERO, BigDecimal.ZERO);

  /** Whether both show the same amounts; {@code 10.0} and {@code 10.00} are the same. */
  public boolean sameAmounts(Totals other) {
    return subtotal.compareTo(other.subtotal) == 0
        && taxTotal.compareTo(other.taxTotal) == 0
        && total.compareTo(other.total) == 0;
  }

  Totals withTax(BigDecimal tax) {
    return new Totals(subtotal, tax, subtotal.add(tax));
  }

  /** These minus the others, each for itself. */
  public Totals minus(Totals other) {
    return new Totals(
        subtotal.subtract(other.subtotal),
        taxTotal.subtract(other.taxTotal),
        total.subtract(other.total));
  }

  @Override
  public String toString() {
    return "%s + %s tax = %s"
        .formatted(subtotal.toPlainString(), taxTotal.toPlainString(), total.toPlainString());
  }
}
