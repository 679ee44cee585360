package io.coportal.sync.ledger;

import io.coportal.sync.invoice.Invoice;
import io.coportal.sync.invoice.LineItem;
import java.math.BigDecimal;
import java.math.RoundingMode;

/** Says where CoPortal's totals and the ledger's part ways. */
final class DifferenceFinder {
  private static final int EXACT = 10;

  private DifferenceFinder() {}

  /** The line whose own rounding moves the sum most, or the sum that differs. */
  static String explain(Invoice invoice, Totals predicted, LedgerRules rules) {
    if (invoice.subtotal().compareTo(predicted.subtotal()) != 0) {
      return "the lines add up to another subtotal at %d decimals, off by %s%s"
          .formatted(
              rules.amountDecimals(),
              predicted.subtotal().subtract(invoice.subtotal()).toPlainString(),
              worst(invoice, rules, false));
    }
    return "tax is off by %s%s"
        .formatted(
            predicted.taxTotal().subtract(invoice.taxTotal()).toPlainString(),
            worst(invoice, rules, true));
  }

  private static String worst(Invoice invoice, LedgerRules rules, boolean tax) {
    int worstLine = -1;
    BigDecimal worstShift = BigDecimal.ZERO;
    for (int i = 0; i < invoice.lines().size(); i++) {
      BigDecimal shift = shift(invoice, invoice.lines().get(i), rules, tax).abs();
      if (shift.compareTo(worstShift) > 0) {
        worstShift = shift;
        worstLine = i;
      }
    }
    return worstLine < 0
        ? ""
        : ", most of it on line %d (%s)"
            .formatted(worstLine + 1, invoice.lines().get(worstLine).description());
  }

  private static BigDecimal shift(Invoice invoice, LineItem item, LedgerRules rules, boolean tax) {
    BigDecimal exact = item.exactAmount();
    if (!tax) {
      return Preparation.rounded(exact, rules).subtract(exact);
    }
    BigDecimal exactTax =
        Preparation.rounded(exact, rules)
            .multiply(item.effectiveTaxRate(invoice))
            .divide(BigDecimal.valueOf(100), EXACT, RoundingMode.HALF_UP);
    return Preparation.rounded(exactTax, rules).subtract(exactTax);
  }
}
