package io.coportal.sync.contract;

import java.math.BigDecimal;
import java.time.LocalDate;
import java.util.List;

/**
 * An invoice as the ledger holds it.
 *
 * @param reference what the client quotes
 * @param link back to CoPortal
 * @param exchangeRate 1 in the books' own currency
 * @param open approved and waiting for payment
 * @param mailed whether the ledger was told that the client has it
 */
public record BookedInvoice(
    String externalId,
    String number,
    String reference,
    String link,
    String contactId,
    String contactName,
    LocalDate date,
    LocalDate dueDate,
    String currency,
    BigDecimal exchangeRate,
    boolean open,
    boolean voided,
    boolean mailed,
    BigDecimal subtotal,
    BigDecimal taxTotal,
    BigDecimal total,
    List<Line> lines) {

  public record Line(
      String description,
      BigDecimal quantity,
      BigDecimal unitPrice,
      BigDecimal amount,
      String account,
      String taxCode) {}
}
