package io.coportal.sync.contract;

import com.fasterxml.jackson.databind.JsonNode;
import io.coportal.sync.simulator.JournalEntry;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * What became of one schedule, by the ledger's books.
 *
 * @param standing the causes of what stands still
 * @param duplicates documents and contacts beyond the first
 */
record ScheduleEnd(
    int accepted, int synced, List<String> standing, int duplicates, int lost, List<String> wrong) {

  boolean isClean() {
    return duplicates + lost == 0 && wrong.isEmpty();
  }

  /**
   * @param returned invoices whose content went back to an earlier one
   */
  record Look(
      PortalWorkspace workspace,
      LedgerUnderTest ledger,
      List<TestInvoice> invoices,
      List<String> returned) {
    private static final Pattern CONTENT = Pattern.compile("Content (\\d+) of (inv-\\d+)");

    ScheduleEnd end() {
      var wrong = new ArrayList<String>(writesOutOfOrder());
      int synced = 0;
      var standing = new ArrayList<String>();
      int duplicates = 0;
      int lost = 0;
      for (TestInvoice invoice : invoices) {
        List<BookedInvoice> booked = ledger.invoices(invoice.number());
        JsonNode sync = workspace.read(invoice.id());
        duplicates += Math.max(0, booked.size() - 1);
        duplicates += Math.max(0, ledger.contacts(invoice.clientName()).size() - 1);
        if (isSynced(invoice, sync, booked)) {
          synced++;
        } else if (standsStill(sync)) {
          standing.add(
              sync.path("state").asText() + " " + sync.path("error").path("code").asText());
        } else {
          lost++;
          wrong.add("%s: %s, booked %s".formatted(invoice.id(), sync, booked));
        }
      }
      return new ScheduleEnd(invoices.size(), synced, standing, duplicates, lost, wrong);
    }

    private static boolean isSynced(
        TestInvoice invoice, JsonNode sync, List<BookedInvoice> booked) {
      return "SYNCED".equals(sync.path("state").asText())
          && sync.path("syncedVersion").asInt() == invoice.version()
          && booked.size() == 1
          && booked.get(0).open()
          && booked.get(0).total().compareTo(invoice.total()) == 0
          && booked.get(0).externalId().equals(sync.path("externalId").asText());
    }

    private static boolean standsStill(JsonNode sync) {
      return List.of("FAILED", "UNCERTAIN", "BLOCKED", "DIFFERENT")
              .contains(sync.path("state").asText())
          && !sync.path("error").path("code").asText().isEmpty()
          && !sync.path("error").path("cure").asText().isEmpty();
    }

    /** One key is one text, and no later request carries an older version. */
    private List<String> writesOutOfOrder() {
      var wrong = new ArrayList<String>();
      var byKey = new HashMap<String, String>();
      var newest = new HashMap<String, Integer>();
      for (JournalEntry entry : ledger.journal().requests()) {
        String key = ledger.keyOf(entry);
        if (ledger.kind(entry) == CallKind.INVOICE_WRITE && key != null) {
          String first = byKey.putIfAbsent(key, entry.body());
          if (first == null) {
            inOrder(entry.body(), newest, wrong);
          } else if (!Objects.equals(first, entry.body())) {
            wrong.add("another text under the key " + key);
          }
        }
      }
      return wrong;
    }

    private void inOrder(String body, Map<String, Integer> newest, List<String> wrong) {
      Matcher content = CONTENT.matcher(body);
      while (content.find()) {
        String invoice = content.group(2);
        int version = Integer.parseInt(content.group(1));
        Integer before = newest.put(invoice, version);
        if (before != null && version < before && !returned.contains(invoice)) {
          wrong.add("%s went back from %d to %d".formatted(invoice, before, version));
        }
      }
    }
  }
}
