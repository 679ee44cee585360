package io.coportal.sync.ledger;

import com.fasterxml.jackson.annotation.JsonIgnoreProperties;
import com.fasterxml.jackson.databind.JsonNode;
import java.math.BigDecimal;
import java.time.LocalDate;
import java.util.List;

/**
 * An invoice as the ledger holds it, as the {@code find-invoices} and {@code send-request} routes
 * tell it.
 *
 * @param marker the link back to CoPortal it carries, null when it is not ours
 * @param status DRAFT, OPEN, PAID, VOIDED or DELETED
 * @param settled amount paid or credited so far, null where the ledger tells the balance
 * @param balance amount still open, null where the ledger tells what is settled
 * @param issueDate null where the ledger's answer does not tell it
 * @param currency ISO 4217, null where the ledger's answer does not tell it
 * @param exchangeRate units of the base currency for one of the invoice's, null where the ledger
 *     sets it by itself
 * @param version the ledger's own version stamp, null where it has none
 */
@JsonIgnoreProperties(ignoreUnknown = true)
public record HeldInvoice(
    String externalId,
    String number,
    String marker,
    Status status,
    String version,
    String url,
    BigDecimal settled,
    BigDecimal balance,
    LocalDate issueDate,
    String currency,
    BigDecimal exchangeRate,
    Totals totals,
    List<Line> lines) {

  /** The ledger's states, reduced to what a push has to know. */
  public enum Status {
    DRAFT,
    OPEN,
    PAID,
    VOIDED,
    DELETED
  }

  /**
   * @param account the account it is booked to now, perhaps recoded by a bookkeeper
   * @param keep what else stands on the line, in the ledger's own words: it goes back with an
   *     update; may be null
   */
  @JsonIgnoreProperties(ignoreUnknown = true)
  public record Line(String ledgerLineId, String account, JsonNode keep) {
    public Line {
      keep = keep == null || keep.isNull() ? null : keep;
    }
  }

  public HeldInvoice {
    lines = lines == null ? List.of() : List.copyOf(lines);
  }

  public boolean live() {
    return status != Status.VOIDED && status != Status.DELETED;
  }

  /** Whether money or a credit note is attached, so that amounts can no longer change. */
  public boolean moneyAttached() {
    return status == Status.PAID
        || (settled != null && settled.signum() != 0)
        || (balance != null && balance.compareTo(totals.total()) != 0);
  }

  public boolean carries(String ourMarker) {
    return ourMarker != null && ourMarker.equals(marker);
  }
}
