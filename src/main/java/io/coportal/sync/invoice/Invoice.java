package io.coportal.sync.invoice;

import java.math.BigDecimal;
import java.time.LocalDate;
import java.util.List;
import java.util.Map;

/**
 * An invoice as CoPortal shows it to its client. Amounts are in {@code currency} and keep the scale
 * they were sent with.
 *
 * @param id CoPortal's immutable id, unique within the workspace
 * @param version 1 or more; grows with each change at the source
 * @param number what the client reads on the invoice
 * @param dueDate null: the issue date plus the workspace's payment term
 * @param currency ISO 4217
 * @param lines 1 to 1,000
 * @param taxRate percent, 0 to 100, for lines without a rate of their own
 * @param subtotal sum of the lines without tax
 * @param total {@code subtotal + taxTotal}, not negative
 * @param reference the client's own reference, or null
 * @param url of the invoice in CoPortal, or null
 */
public record Invoice(
    String id,
    long version,
    String number,
    InvoiceStatus status,
    LocalDate issueDate,
    LocalDate dueDate,
    String currency,
    Client client,
    List<LineItem> lines,
    BigDecimal taxRate,
    TaxReason taxReason,
    BigDecimal subtotal,
    BigDecimal taxTotal,
    BigDecimal total,
    String reference,
    String url) {

  public Invoice {
    lines = List.copyOf(lines);
  }

  /**
   * Tax in {@code currency} by rate in percent; adds up to {@code taxTotal}. Rates of the same
   * value are one, whatever their scale.
   */
  public Map<BigDecimal, BigDecimal> taxByRate() {
    return InvoiceSums.taxByRate(this);
  }
}
