package io.coportal.sync.contract;

import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Collectors;

/**
 * What came of everything accepted, by the ledger's books and what CoPortal is told.
 *
 * @param standing with a cause and a cure, by cause
 * @param oddities what is wrong, for people to look at
 */
record StormVerdict(
    int accepted,
    int synced,
    Map<String, Integer> standing,
    int duplicates,
    int lost,
    List<String> oddities) {

  private record Row(String state, long version, String externalId, String code, String cure) {}

  static StormVerdict of(
      CoPortalUnderTest application,
      PortalWorkspace workspace,
      LedgerUnderTest ledger,
      Collection<TestInvoice> accepted) {
    Map<String, Row> rows = rows(application, workspace, ledger);
    Map<String, List<BookedInvoice>> booked =
        ledger.books().invoices().stream().collect(Collectors.groupingBy(BookedInvoice::number));
    int synced = 0;
    int duplicates = 0;
    int lost = 0;
    Map<String, Integer> standing = new TreeMap<>();
    List<String> oddities = new ArrayList<>();
    for (TestInvoice invoice : accepted) {
      Row row = rows.get(invoice.id());
      List<BookedInvoice> found = booked.getOrDefault(invoice.number(), List.of());
      duplicates += Math.max(0, found.size() - 1);
      if (found.size() > 1) {
        oddities.add("twice in the ledger: " + invoice.number() + " " + row);
      }
      if (holds(row, invoice, found)) {
        synced++;
      } else if (standsStill(row)) {
        standing.merge(row.state() + " " + row.code(), 1, Integer::sum);
      } else {
        lost++;
        oddities.add("lost: " + invoice.number() + " v" + invoice.version() + " " + row + found);
      }
    }
    for (String client : accepted.stream().map(TestInvoice::clientName).distinct().toList()) {
      int contacts = ledger.contacts(client).size();
      if (contacts > 1) {
        duplicates += contacts - 1;
        oddities.add("contact %d times: %s".formatted(contacts, client));
      }
    }
    return new StormVerdict(accepted.size(), synced, standing, duplicates, lost, oddities);
  }

  private static boolean holds(Row row, TestInvoice invoice, List<BookedInvoice> found) {
    return row != null
        && "SYNCED".equals(row.state())
        && row.version() == invoice.version()
        && found.stream()
            .filter(booked -> booked.externalId().equals(row.externalId()))
            .anyMatch(booked -> booked.open() && booked.total().compareTo(invoice.total()) == 0);
  }

  private static boolean standsStill(Row row) {
    return row != null
        && List.of("FAILED", "BLOCKED", "UNCERTAIN", "DIFFERENT").contains(row.state())
        && row.code() != null
        && row.cure() != null;
  }

  private static Map<String, Row> rows(
      CoPortalUnderTest application, PortalWorkspace workspace, LedgerUnderTest ledger) {
    Map<String, Row> rows = new HashMap<>();
    application
        .database()
        .sql("SELECT * FROM invoice_sync WHERE workspace_id = ? AND provider = ?")
        .params(workspace.id(), ledger.name())
        .query(
            rs -> {
              rows.put(
                  rs.getString("invoice_id"),
                  new Row(
                      rs.getString("state"),
                      rs.getLong("synced_version"),
                      rs.getString("external_id"),
                      rs.getString("error_code"),
                      rs.getString("error_cure")));
            });
    return rows;
  }

  boolean isClean() {
    return duplicates + lost == 0;
  }

  @Override
  public String toString() {
    int still = standing.values().stream().mapToInt(Integer::intValue).sum();
    return "accepted %d, synced %d, standing still with a cause %d, duplicates %d, lost %d"
        .formatted(accepted, synced, still, duplicates, lost);
  }
}
