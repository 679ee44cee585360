package io.coportal.sync.reconcile;

import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.databind.JsonNode;
import io.coportal.sync.ledger.ContactCandidate;
import io.coportal.sync.ledger.ContactSeen;
import io.coportal.sync.ledger.HeldInvoice;
import io.coportal.sync.ledger.InvoiceChange;
import io.coportal.sync.ledger.PreparedInvoice;
import io.coportal.sync.ledger.ReferenceData;
import io.coportal.sync.ledger.Totals;
import java.math.BigDecimal;
import java.util.List;

/**
 * What a push of an invoice would do, as the REST API shows it.
 *
 * @param version of CoPortal's invoice
 * @param action {@code create}, {@code update}, {@code void} or {@code nothing}: the ledger holds
 *     it so already
 * @param stops what would keep it from going on; empty: nothing
 * @param contact null where it was not found out
 * @param candidates contacts among which the owner has to choose; empty where he has not
 * @param lines with the ledger's account and tax code; empty where they could not be decided
 * @param totals null where they could not be predicted
 * @param held what the ledger holds now, in our terms; null for none
 * @param changes in what the ledger's invoice would change
 * @param request what would be sent; null where nothing would or can be
 */
@JsonInclude(JsonInclude.Include.NON_NULL)
public record PreviewView(
    String provider,
    String invoiceId,
    long version,
    String action,
    List<Stop> stops,
    ContactSeen contact,
    List<ContactCandidate> candidates,
    List<Line> lines,
    Predicted totals,
    HeldInvoice held,
    List<InvoiceChange> changes,
    JsonNode request) {

  /**
   * See {@link io.coportal.sync.ledger.Refusal}.
   *
   * @param link where a person mends it; null where nobody has to
   */
  @JsonInclude(JsonInclude.Include.NON_NULL)
  public record Stop(String code, String message, String cure, String link) {}

  /**
   * Amounts in the invoice's currency, without tax.
   *
   * @param taxAmount of the line, where it is stated; null: the ledger computes it
   */
  @JsonInclude(JsonInclude.Include.NON_NULL)
  public record Line(
      String lineId,
      String description,
      BigDecimal quantity,
      BigDecimal unitPrice,
      BigDecimal amount,
      BigDecimal taxAmount,
      Named account,
      Named taxCode) {}

  /** One of the ledger's codes with what the ledger calls it. */
  @JsonInclude(JsonInclude.Include.NON_NULL)
  public record Named(String code, String name) {}

  /**
   * @param ledger what the ledger will show
   * @param coportal what CoPortal shows
   */
  public record Predicted(Totals ledger, Totals coportal) {}

  static List<Line> lines(PreparedInvoice prepared, ReferenceData references) {
    return prepared.lines().stream().map(line -> line(line, references)).toList();
  }

  private static Line line(PreparedInvoice.Line line, ReferenceData references) {
    return new Line(
        line.lineId(),
        line.description(),
        line.quantity(),
        line.unitPrice(),
        line.amount(),
        line.taxAmount(),
        new Named(line.account(), references.accountName(line.account())),
        line.taxCode() == null
            ? null
            : new Named(line.taxCode(), references.taxName(line.taxCode())));
  }
}
