package io.coportal.sync.simulator.quickbooks;

import com.fasterxml.jackson.databind.node.ObjectNode;

/** Objects as answers show them: with what the ledger looks up when they are read. */
final class Shown {
  private Shown() {}

  static ObjectNode of(Company books, String type, ObjectNode kept) {
    var shown = kept.deepCopy();
    if (type.equals("Invoice")) {
      var customer = References.value(kept, "CustomerRef");
      books
          .find("Customer", customer)
          .ifPresent(
              found ->
                  shown
                      .putObject("CustomerRef")
                      .put("value", customer)
                      .put("name", found.path("DisplayName").asText()));
    }
    if (type.equals("Customer")) {
      var id = kept.path("Id").asText();
      var open =
          Amounts.shown(
              Amounts.sum(
                  books.all("Invoice").stream()
                      .filter(invoice -> References.value(invoice, "CustomerRef").equals(id))
                      .map(invoice -> Amounts.of(invoice, "Balance"))
                      .toList()));
      shown.put("Balance", open).put("BalanceWithJobs", open);
    }
    return shown;
  }
}
