package io.coportal.sync.ledger;

import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.databind.JsonNode;
import java.math.BigDecimal;
import java.time.LocalDate;
import java.util.List;

/**
 * An invoice with everything decided, so that a mapping only renames.
 *
 * @param operation CREATE, UPDATE or {@link #VOID}, which needs nothing but the ledger's id and
 *     version
 * @param externalId the ledger's id, null on a create
 * @param externalVersion the ledger's version stamp that an update is made on, may be null
 * @param keepsNumber whether the ledger has the number already, so that it is not sent again
 * @param keepsLines whether the ledger has the lines already and money is on the invoice: only what
 *     may still change is sent
 * @param severalCurrencies whether the books know more than their own currency
 * @param exchangeRate units of the base currency for one of the invoice's; null for the base
 *     currency and where the ledger sets it
 * @param taxCalculated whether the ledger computes tax from the codes of the lines
 * @param statedTax tax of the whole invoice where the ledger takes ours, else null
 * @param marker the link back to CoPortal by which we recognise our own
 * @param draft whether the ledger should hold it as a draft
 * @param contactId the ledger's id of the contact
 * @param totals what the ledger will compute
 * @param shown what CoPortal shows, null where that is the same
 */
@JsonInclude(JsonInclude.Include.NON_NULL)
public record PreparedInvoice(
    String operation,
    String externalId,
    String externalVersion,
    boolean keepsNumber,
    boolean keepsLines,
    String number,
    String reference,
    String marker,
    LocalDate issueDate,
    LocalDate dueDate,
    String currency,
    boolean severalCurrencies,
    BigDecimal exchangeRate,
    boolean draft,
    String contactId,
    boolean taxCalculated,
    BigDecimal statedTax,
    List<Line> lines,
    Totals totals,
    Totals shown) {
  /** The ledger's invoice stays, and counts no more. */
  public static final String VOID = "VOID";

  public PreparedInvoice {
    lines = List.copyOf(lines);
  }

  /**
   * @param lineId CoPortal's id of this line, null where it has none
   * @param ledgerLineId the ledger's id of this line, null for a new one
   * @param quantity at the decimals the ledger keeps
   * @param unitPrice tax-exclusive, at the decimals the ledger keeps
   * @param amount quantity times unit price, rounded as the ledger rounds
   * @param account code of the account it is booked to
   * @param taxCode the ledger's tax code, null in books without tax
   * @param taxAmount tax of the line where ours is sent, null where the ledger computes it
   * @param keep what the ledger holds on this line beside what CoPortal owns, may be null
   */
  @JsonInclude(JsonInclude.Include.NON_NULL)
  public record Line(
      String lineId,
      String ledgerLineId,
      String description,
      BigDecimal quantity,
      BigDecimal unitPrice,
      BigDecimal amount,
      String account,
      String taxCode,
      BigDecimal taxAmount,
      JsonNode keep) {
    Line taxed(BigDecimal stated) {
      return new Line(
          lineId,
          ledgerLineId,
          description,
          quantity,
          unitPrice,
          amount,
          account,
          taxCode,
          stated,
          keep);
    }
  }
}
