package io.coportal.sync.ledger;

import io.coportal.sync.invoice.LineItem;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.function.BiPredicate;

/**
 * Which of the ledger's lines is which of CoPortal's, so that what a bookkeeper has done to a line
 * stays with it: by CoPortal's id of the line, else by the same text, else by the place.
 */
final class LinePairs {
  private final List<LineItem> items;
  private final List<HeldInvoice.Line> free;
  private final HeldInvoice.Line[] pairs;

  private LinePairs(List<LineItem> items, List<HeldInvoice.Line> held) {
    this.items = items;
    this.free = new ArrayList<>(held);
    this.pairs = new HeldInvoice.Line[items.size()];
  }

  /**
   * @param held the ledger's lines, in its order
   * @return for each of CoPortal's lines the ledger's, or null for a new one
   */
  static List<HeldInvoice.Line> of(List<LineItem> items, List<HeldInvoice.Line> held) {
    LinePairs pairs = new LinePairs(items, held);
    pairs.join((item, line) -> item.lineId() != null && item.lineId().equals(line.lineId()));
    pairs.join((item, line) -> !told(item, line) && sameText(item, line));
    pairs.join((item, line) -> !told(item, line));
    return Arrays.asList(pairs.pairs);
  }

  private void join(BiPredicate<LineItem, HeldInvoice.Line> same) {
    for (int n = 0; n < pairs.length; n++) {
      if (pairs[n] == null) {
        LineItem item = items.get(n);
        pairs[n] = free.stream().filter(line -> same.test(item, line)).findFirst().orElse(null);
        free.remove(pairs[n]);
      }
    }
  }

  /** Both have ids, so that only those tell. */
  private static boolean told(LineItem item, HeldInvoice.Line line) {
    return item.lineId() != null && line.lineId() != null;
  }

  private static boolean sameText(LineItem item, HeldInvoice.Line line) {
    return line.description() != null
        && line.description().strip().equals(item.description().strip());
  }
}
