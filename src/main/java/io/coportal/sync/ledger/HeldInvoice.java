package io.coportal.sync.ledger;

import com.fasterxml.jackson.annotation.JsonIgnoreProperties;
import java.math.BigDecimal;
import java.util.List;

/**
 * An invoice as the ledger holds it, as the {@code find-invoices} and {@code send-request} routes
 * tell it.
 *
 * @param marker the link back to CoPortal it carries, null when it is not ours
 * @param status DRAFT, OPEN, PAID, VOIDED or DELETED
 * @param settled amount paid or credited so far
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
   */
  @JsonIgnoreProperties(ignoreUnknown = true)
  public record Line(String ledgerLineId, String account) {}

  public HeldInvoice {
    lines = lines == null ? List.of() : List.copyOf(lines);
  }

  public boolean live() {
    return status != Status.VOIDED && status != Status.DELETED;
  }

  /** Whether money or a credit note is attached, so that amounts can no longer change. */
  public boolean moneyAttached() {
    return status == Status.PAID || (settled != null && settled.signum() != 0);
  }

  public boolean carries(String ourMarker) {
    return ourMarker != null && ourMarker.equals(marker);
  }
}
