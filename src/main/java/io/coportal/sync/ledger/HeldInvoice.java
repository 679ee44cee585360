package io.coportal.sync.ledger;

import com.fasterxml.jackson.annotation.JsonIgnoreProperties;
import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.databind.JsonNode;
import java.math.BigDecimal;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.Iterator;
import java.util.List;
import java.util.Map;
import java.util.function.IntFunction;
import java.util.stream.IntStream;

/**
 * An invoice as the ledger holds it, as the {@code find-invoices} and {@code send-request} routes
 * tell it.
 *
 * @param marker the link back to CoPortal it carries, null when it is not ours
 * @param status DRAFT, OPEN, PAID, VOIDED or DELETED
 * @param settled amount paid or credited so far, null where the ledger tells the balance
 * @param balance amount still open, null where the ledger tells what is settled
 * @param reference null where the ledger has none
 * @param issueDate null where the ledger's answer does not tell it
 * @param dueDate null where the ledger's answer does not tell it
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
    String reference,
    LocalDate issueDate,
    LocalDate dueDate,
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
   * @param lineId CoPortal's id of the line, known only of what we wrote ourselves
   * @param description as the ledger keeps it; null where the ledger's answer does not tell it,
   *     like the three that follow
   * @param amount without tax
   * @param account the account it is booked to now, perhaps recoded by a bookkeeper
   * @param keep what else stands on the line, in the ledger's own words: it goes back with an
   *     update; may be null
   */
  @JsonIgnoreProperties(ignoreUnknown = true)
  @JsonInclude(JsonInclude.Include.NON_NULL)
  public record Line(
      String ledgerLineId,
      String lineId,
      String description,
      BigDecimal quantity,
      BigDecimal unitPrice,
      BigDecimal amount,
      String account,
      String taxCode,
      JsonNode keep) {
    public Line {
      keep = keep == null || keep.isNull() ? null : keep;
    }

    private static Line expected(PreparedInvoice.Line line) {
      return new Line(
          line.ledgerLineId(),
          line.lineId(),
          line.description(),
          line.quantity(),
          line.unitPrice(),
          line.amount(),
          line.account(),
          line.taxCode(),
          line.keep());
    }

    private Line of(String lineOfCoPortal) {
      return new Line(
          ledgerLineId,
          lineOfCoPortal,
          description,
          quantity,
          unitPrice,
          amount,
          account,
          taxCode,
          keep);
    }
  }

  public HeldInvoice {
    lines = lines == null ? List.of() : List.copyOf(lines);
  }

  /**
   * The same, its lines known by CoPortal's ids: by the ledger's where they were sent with it, and
   * new ones in the order in which they went.
   */
  public HeldInvoice of(PreparedInvoice sent) {
    if (sent.lines().size() != lines.size()) {
      return this;
    }
    Map<String, PreparedInvoice.Line> known = new HashMap<>();
    sent.lines().stream()
        .filter(line -> line.ledgerLineId() != null)
        .forEach(line -> known.put(line.ledgerLineId(), line));
    Iterator<PreparedInvoice.Line> added =
        sent.lines().stream().filter(line -> line.ledgerLineId() == null).iterator();
    List<String> ids = new ArrayList<>();
    for (Line line : lines) {
      PreparedInvoice.Line its = known.get(line.ledgerLineId());
      if (its == null && added.hasNext()) {
        its = added.next();
      }
      ids.add(its == null ? null : its.lineId());
    }
    return with(ids::get);
  }

  /** The same, its lines known by the ids that CoPortal gave them. */
  public HeldInvoice knowing(HeldInvoice written) {
    Map<String, String> ids = new HashMap<>();
    written.lines().forEach(line -> ids.put(line.ledgerLineId(), line.lineId()));
    return with(n -> ids.get(lines.get(n).ledgerLineId()));
  }

  /**
   * @param written what the ledger held after our last write
   * @throws LedgerStop when people have changed since then what is CoPortal's
   */
  public void refuseEditsSince(HeldInvoice written) {
    if (live()) {
      HandEdits.refuse(written, this);
    }
  }

  /** In what this one would differ if it were written so. */
  public List<InvoiceChange> changesTo(PreparedInvoice wanted) {
    return InvoiceChanges.between(this, expected(wanted));
  }

  /** These as the ledger has them one after the other; new ones come last. */
  List<PreparedInvoice.Line> inItsOrder(List<PreparedInvoice.Line> wanted) {
    List<String> order = lines.stream().map(Line::ledgerLineId).toList();
    return wanted.stream()
        .sorted(
            Comparator.comparingInt(
                line ->
                    line.ledgerLineId() == null
                        ? Integer.MAX_VALUE
                        : order.indexOf(line.ledgerLineId())))
        .toList();
  }

  /** Whether its lines say all that is CoPortal's of these. */
  boolean shows(List<PreparedInvoice.Line> wanted) {
    return InvoiceChanges.ofLines(lines, wanted.stream().map(Line::expected).toList()).isEmpty();
  }

  private HeldInvoice expected(PreparedInvoice wanted) {
    return new HeldInvoice(
        externalId,
        wanted.number(),
        marker,
        status,
        version,
        url,
        settled,
        balance,
        reference == null ? null : wanted.reference(),
        wanted.issueDate(),
        wanted.dueDate(),
        wanted.currency(),
        wanted.exchangeRate(),
        wanted.totals(),
        wanted.lines().stream().map(Line::expected).toList());
  }

  private HeldInvoice with(IntFunction<String> lineIds) {
    return new HeldInvoice(
        externalId,
        number,
        marker,
        status,
        version,
        url,
        settled,
        balance,
        reference,
        issueDate,
        dueDate,
        currency,
        exchangeRate,
        totals,
        IntStream.range(0, lines.size()).mapToObj(n -> lines.get(n).of(lineIds.apply(n))).toList());
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
