package io.coportal.sync.ledger;

import io.coportal.sync.invoice.LineItem;
import java.math.BigDecimal;
import java.util.Currency;

/** The amount of a line, and whether a ledger would come to the same from its factors. */
final class CurrencyAmounts {
  private CurrencyAmounts() {}

  /**
   * Quantity times unit price, half-up at the currency's minor units, or at the ledger's decimals
   * where those are fewer.
   */
  static BigDecimal line(LineItem item, String currency, LedgerRules rules) {
    int minorUnits = Currency.getInstance(currency).getDefaultFractionDigits();
    return Rounding.lineAmount(
        item.quantity(), item.unitPrice(), Math.min(minorUnits, rules.amountDecimals()));
  }

  /** Whether the ledger keeps every digit of both factors and rounds their product alike. */
  static boolean sentAsFactors(LineItem item, BigDecimal amount, LedgerRules rules) {
    return fits(item.quantity(), rules.quantityDecimals())
        && fits(item.unitPrice(), rules.priceDecimals())
        && Rounding.lineAmount(item.quantity(), item.unitPrice(), rules.amountDecimals())
                .compareTo(amount)
            == 0;
  }

  private static boolean fits(BigDecimal value, int decimals) {
    return value.stripTrailingZeros().scale() <= decimals;
  }
}
