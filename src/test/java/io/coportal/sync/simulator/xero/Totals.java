package io.coportal.sync.simulator.xero;

import java.math.BigDecimal;

/** The ledger's arithmetic: half-up, each line rounded to cents before it is summed. */
final class Totals {
  private Totals() {}

  static BigDecimal lineAmount(Line line) {
    var gross = line.gross();
    if (line.discountRate != null) {
      return Money.share(gross, Money.HUNDRED.subtract(line.discountRate), Money.HUNDRED);
    }
    return Money.cents(line.discountAmount == null ? gross : gross.subtract(line.discountAmount));
  }

  /** The tax in or on a line; {@code rate} is in percent. */
  static BigDecimal tax(BigDecimal lineAmount, String lineAmountTypes, BigDecimal rate) {
    return switch (lineAmountTypes) {
      case "NoTax" -> Money.ZERO;
      case "Inclusive" -> Money.share(lineAmount, rate, Money.HUNDRED.add(rate));
      default -> Money.share(lineAmount, rate, Money.HUNDRED);
    };
  }

  static void sum(Invoice invoice) {
    var lines = Money.sum(invoice.lines.stream().map(line -> line.lineAmount).toList());
    invoice.totalTax = Money.sum(invoice.lines.stream().map(line -> line.taxAmount).toList());
    invoice.subTotal =
        invoice.lineAmountTypes.equals("Inclusive") ? lines.subtract(invoice.totalTax) : lines;
    invoice.totalDiscount =
        Money.sum(
            invoice.lines.stream()
                .filter(line -> line.discountRate != null || line.discountAmount != null)
                .map(line -> line.gross().subtract(line.lineAmount))
                .toList());
  }
}
