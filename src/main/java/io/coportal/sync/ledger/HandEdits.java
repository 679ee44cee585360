package io.coportal.sync.ledger;

import java.math.BigDecimal;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;

/**
 * What people have changed in the ledger's invoice since we wrote it, of what is CoPortal's:
 * number, reference, dates, currency, and of each line text, quantity, price and tax. Accounts and
 * whatever else bookkeepers put on a line are theirs.
 */
final class HandEdits {
  private static final int SHOWN = 5;

  private final List<String> edits = new ArrayList<>();

  private HandEdits() {}

  /**
   * @param written what the ledger held after our last write
   * @param held what it holds now
   * @throws LedgerStop when they differ in what is CoPortal's
   */
  static void refuse(HeldInvoice written, HeldInvoice held) {
    HandEdits found = new HandEdits();
    found.compare(written, held);
    if (!found.edits.isEmpty()) {
      throw new LedgerStop(
          ErrorClass.FIX_LEDGER,
          "edited-in-ledger",
          "Somebody changed the invoice in the ledger: %s.".formatted(found.shown()),
          "Change it back there and sync again, or put CoPortal's content over it by syncing again with repush=true.");
    }
  }

  private String shown() {
    String first = String.join("; ", edits.subList(0, Math.min(SHOWN, edits.size())));
    return edits.size() <= SHOWN ? first : first + "; and " + (edits.size() - SHOWN) + " more";
  }

  private void compare(HeldInvoice written, HeldInvoice held) {
    text("number", lower(written.number()), lower(held.number()));
    text("reference", written.reference(), held.reference());
    date("date", written.issueDate(), held.issueDate());
    date("due date", written.dueDate(), held.dueDate());
    text("currency", written.currency(), held.currency());
    lines(written.lines(), held.lines());
    if (edits.isEmpty() && !held.totals().sameAmounts(written.totals())) {
      edit("totals", held.totals(), written.totals());
    }
  }

  private void lines(List<HeldInvoice.Line> written, List<HeldInvoice.Line> held) {
    Map<String, HeldInvoice.Line> now = new LinkedHashMap<>();
    held.forEach(line -> now.put(line.ledgerLineId(), line));
    for (int n = 0; n < written.size(); n++) {
      HeldInvoice.Line before = written.get(n);
      HeldInvoice.Line after = now.remove(before.ledgerLineId());
      String name = "line %d%s".formatted(n + 1, named(before));
      if (after == null) {
        edits.add(name + " is gone");
      } else {
        line(name, before, after);
      }
    }
    now.values().forEach(added -> edits.add("a line%s is new".formatted(named(added))));
  }

  private void line(String name, HeldInvoice.Line before, HeldInvoice.Line after) {
    text(name + " text", before.description(), after.description());
    amount(name + " quantity", before.quantity(), after.quantity());
    amount(name + " price", before.unitPrice(), after.unitPrice());
    amount(name + " amount", before.amount(), after.amount());
    text(name + " tax code", before.taxCode(), after.taxCode());
  }

  private static String named(HeldInvoice.Line line) {
    return line.description() == null ? "" : " (" + line.description().strip() + ")";
  }

  /** Ledgers do not tell capital letters of a number from small ones. */
  private static String lower(String number) {
    return number == null ? null : number.toLowerCase(Locale.ROOT);
  }

  /** What one of the two does not tell is not compared. */
  private void text(String name, String before, String after) {
    if (before != null && after != null && !before.strip().equals(after.strip())) {
      edit(name, after, before);
    }
  }

  private void date(String name, LocalDate before, LocalDate after) {
    if (before != null && after != null && !Objects.equals(before, after)) {
      edit(name, after, before);
    }
  }

  private void amount(String name, BigDecimal before, BigDecimal after) {
    if (before != null && after != null && before.compareTo(after) != 0) {
      edit(name, plain(after), plain(before));
    }
  }

  /** Ledgers show as many zeros as they keep decimals. */
  private static String plain(BigDecimal amount) {
    return amount.stripTrailingZeros().toPlainString();
  }

  private void edit(String name, Object now, Object before) {
    edits.add("%s %s instead of %s".formatted(name, now, before));
  }
}
