package io.coportal.sync.ledger;

import java.math.BigDecimal;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;

/**
 * In what two states of a ledger's invoice differ, of what is CoPortal's: number, reference, dates,
 * currency, and of each line text, quantity, price and tax. Accounts and whatever else bookkeepers
 * put on a line are theirs.
 */
final class InvoiceChanges {
  private final List<InvoiceChange> changes = new ArrayList<>();

  private InvoiceChanges() {}

  /** What one of the two does not tell is not compared. */
  static List<InvoiceChange> between(HeldInvoice before, HeldInvoice after) {
    InvoiceChanges found = new InvoiceChanges();
    found.compare(before, after);
    return List.copyOf(found.changes);
  }

  /** The same of their lines alone. */
  static List<InvoiceChange> ofLines(List<HeldInvoice.Line> before, List<HeldInvoice.Line> after) {
    InvoiceChanges found = new InvoiceChanges();
    found.lines(before, after);
    return List.copyOf(found.changes);
  }

  private void compare(HeldInvoice before, HeldInvoice after) {
    number(before.number(), after.number());
    text("reference", before.reference(), after.reference());
    date("date", before.issueDate(), after.issueDate());
    date("due date", before.dueDate(), after.dueDate());
    text("currency", before.currency(), after.currency());
    lines(before.lines(), after.lines());
    if (changes.isEmpty() && !after.totals().sameAmounts(before.totals())) {
      changed("totals", before.totals(), after.totals());
    }
  }

  /** Ledgers do not tell capital letters of a number from small ones. */
  private void number(String before, String after) {
    if (before == null
        || after == null
        || !before.toLowerCase(Locale.ROOT).equals(after.toLowerCase(Locale.ROOT))) {
      text("number", before, after);
    }
  }

  private void lines(List<HeldInvoice.Line> before, List<HeldInvoice.Line> after) {
    Map<String, HeldInvoice.Line> known = new LinkedHashMap<>();
    List<HeldInvoice.Line> added = new ArrayList<>();
    for (HeldInvoice.Line line : after) {
      if (line.ledgerLineId() == null || known.putIfAbsent(line.ledgerLineId(), line) != null) {
        added.add(line);
      }
    }
    for (int n = 0; n < before.size(); n++) {
      HeldInvoice.Line old = before.get(n);
      HeldInvoice.Line now = known.remove(old.ledgerLineId());
      String name = "line %d%s".formatted(n + 1, named(old));
      if (now == null) {
        changes.add(new InvoiceChange(name, shown(old), null));
      } else {
        line(name, old, now);
      }
    }
    added.addAll(known.values());
    added.forEach(
        line -> changes.add(new InvoiceChange("a line" + named(line), null, shown(line))));
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

  private static String shown(HeldInvoice.Line line) {
    return line.amount() == null ? "" : plain(line.amount());
  }

  private void text(String what, String before, String after) {
    if (before != null && after != null && !before.strip().equals(after.strip())) {
      changed(what, before, after);
    }
  }

  private void date(String what, LocalDate before, LocalDate after) {
    if (before != null && after != null && !before.equals(after)) {
      changed(what, before, after);
    }
  }

  private void amount(String what, BigDecimal before, BigDecimal after) {
    if (before != null && after != null && before.compareTo(after) != 0) {
      changed(what, plain(before), plain(after));
    }
  }

  /** Ledgers show as many zeros as they keep decimals. */
  private static String plain(BigDecimal amount) {
    return amount.stripTrailingZeros().toPlainString();
  }

  private void changed(String what, Object before, Object after) {
    changes.add(new InvoiceChange(what, before.toString(), after.toString()));
  }
}
