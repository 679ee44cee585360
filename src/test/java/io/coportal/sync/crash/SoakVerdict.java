package io.coportal.sync.crash;

import io.coportal.sync.contract.BookedInvoice;
import io.coportal.sync.contract.LedgerUnderTest;
import io.coportal.sync.simulator.JournalEntry;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/**
 * What the ledgers' books say of everything that was accepted.
 *
 * @param accepted invoices, each ledger's counted
 * @param synced of these: once in the ledger, in the version that we name, which is none before the
 *     last accepted one
 * @param standing of these: shown with a cause
 * @param duplicates invoices of a number beyond the first, whether accepted or not
 * @param lost the rest
 * @param breaches calls that a ledger refused by a limit
 * @param details of whatever is not synced
 */
record SoakVerdict(
    int accepted,
    int synced,
    int standing,
    int duplicates,
    int lost,
    int breaches,
    List<String> details) {
  private static final int TOO_MANY = 429;

  static SoakVerdict of(
      List<Wish> wishes, Map<String, SoakRows.Row> rows, List<LedgerUnderTest> ledgers) {
    int accepted = 0;
    int synced = 0;
    int standing = 0;
    int duplicates = 0;
    int lost = 0;
    List<String> details = new ArrayList<>();
    for (Wish wish : wishes) {
      List<BookedInvoice> held = wish.push(1).invoices();
      if (held.size() > 1) {
        duplicates += held.size() - 1;
        details.add("duplicate: " + wish.push(1) + " " + held);
      }
      if (wish.accepted() == 0) {
        continue;
      }
      accepted++;
      SoakRows.Row row = rows.get(SoakRows.key(wish));
      if (row != null && isSynced(wish, row, held)) {
        synced++;
      } else if (row != null && row.standsStill()) {
        standing++;
        details.add("standing still: " + wish.push(1) + " " + row);
      } else {
        lost++;
        details.add("lost: " + wish.push(wish.accepted()) + " " + row + " " + held);
      }
    }
    int breaches = 0;
    for (LedgerUnderTest ledger : ledgers) {
      List<JournalEntry> refused = refusedByLimit(ledger);
      breaches += refused.size();
      refused.forEach(
          each ->
              details.add("limit: %s %s %s".formatted(ledger.name(), each.at(), each.target())));
    }
    return new SoakVerdict(accepted, synced, standing, duplicates, lost, breaches, details);
  }

  private static boolean isSynced(Wish wish, SoakRows.Row row, List<BookedInvoice> held) {
    if (!row.state().equals("SYNCED") || row.syncedVersion() < wish.accepted()) {
      return false;
    }
    return held.size() == 1
        && held.get(0).open()
        && held.get(0).externalId().equals(row.externalId())
        && held.get(0).total().compareTo(wish.push(row.syncedVersion()).invoice().total()) == 0;
  }

  private static List<JournalEntry> refusedByLimit(LedgerUnderTest ledger) {
    return ledger.journal().requests(entry -> entry.status() == TOO_MANY);
  }

  @Override
  public String toString() {
    return "accepted %d, synced %d, standing still with a cause %d, duplicates %d, lost %d,"
            .formatted(accepted, synced, standing, duplicates, lost)
        + " limit breaches %d".formatted(breaches);
  }
}
