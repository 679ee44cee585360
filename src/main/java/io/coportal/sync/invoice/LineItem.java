package io.coportal.sync.invoice;

import java.math.BigDecimal;

/**
 * One line of an invoice. Amounts keep the scale they were sent with.
 *
 * @param lineId CoPortal's id of the line, or null
 * @param quantity not 0; negative for a discount or a return
 * @param unitPrice in the invoice's currency, without tax
 * @param taxRate percent, 0 to 100; null: the invoice's
 * @param taxReason null: the invoice's
 */
public record LineItem(
    String lineId,
    String description,
    BigDecimal quantity,
    BigDecimal unitPrice,
    BigDecimal taxRate,
    TaxReason taxReason) {

  /** Percent. */
  public BigDecimal effectiveTaxRate(Invoice invoice) {
    return taxRate == null ? invoice.taxRate() : taxRate;
  }

  public TaxReason effectiveTaxReason(Invoice invoice) {
    return taxReason == null ? invoice.taxReason() : taxReason;
  }

  /** Quantity times price, without tax, exact: nothing is rounded. */
  public BigDecimal exactAmount() {
    return quantity.multiply(unitPrice);
  }
}
