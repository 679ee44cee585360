package io.coportal.sync.ledger;

import java.util.List;
import java.util.stream.Collectors;

/** What people have changed in the ledger's invoice since we wrote it. */
final class HandEdits {
  private static final int SHOWN = 5;

  private HandEdits() {}

  /**
   * @param written what the ledger held after our last write
   * @param held what it holds now
   * @throws LedgerStop when they differ in what is CoPortal's
   */
  static void refuse(HeldInvoice written, HeldInvoice held) {
    List<InvoiceChange> edits = InvoiceChanges.between(written, held);
    if (!edits.isEmpty()) {
      throw new LedgerStop(
          ErrorClass.FIX_LEDGER,
          "edited-in-ledger",
          "Somebody changed the invoice in the ledger: %s.".formatted(shown(edits)),
          "Change it back there and sync again, or put CoPortal's content over it by syncing again with repush=true.");
    }
  }

  private static String shown(List<InvoiceChange> edits) {
    String first =
        edits.stream().limit(SHOWN).map(InvoiceChange::sentence).collect(Collectors.joining("; "));
    return edits.size() <= SHOWN ? first : first + "; and " + (edits.size() - SHOWN) + " more";
  }
}
