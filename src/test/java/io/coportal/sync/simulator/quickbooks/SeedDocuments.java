package io.coportal.sync.simulator.quickbooks;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.math.BigDecimal;

/** What a seeded company already had before any application came: names, one invoice. */
final class SeedDocuments {
  private SeedDocuments() {}

  static void addTo(Company books) {
    var framers = customer(books, "Canal Street Framers", "hello@canalstreet.example");
    customer(books, "Foxglove & Daughters", "accounts@foxglove.example");
    var closed = customer(books, "Shuttered Shop", "office@shuttered.example");
    books.keep(
        "Customer",
        closed
            .put("Active", false)
            .put("DisplayName", "Shuttered Shop (deleted)")
            .put("FullyQualifiedName", "Shuttered Shop (deleted)"));
    books.keep("Vendor", name("Paper Merchants"));
    books.keep("Employee", name("Robin Clerk"));
    var invoice = JsonNodeFactory.instance.objectNode();
    invoice
        .put("DocNumber", "EXISTING-1")
        .put("TxnDate", "2026-10-01")
        .put("DueDate", "2026-10-31");
    invoice.put("PrivateNote", "made by a person");
    invoice.putObject("CustomerRef").put("value", framers.get("Id").asText());
    invoice.putObject("CurrencyRef").put("value", books.profile.homeCurrency());
    line(books, invoice.putArray("Line").addObject());
    new InvoiceChange(books, invoice, null, false).apply();
  }

  /** One line over 100, at the first tax code of the company. */
  static void line(Company books, ObjectNode line) {
    line.put("Description", "Consulting").put("Amount", Amounts.HUNDRED);
    line.put("DetailType", "SalesItemLineDetail");
    var detail = line.putObject("SalesItemLineDetail");
    detail
        .putObject("ItemRef")
        .put("value", books.all("Item").iterator().next().get("Id").asText());
    detail.put("Qty", BigDecimal.ONE).put("UnitPrice", Amounts.HUNDRED);
    var code = books.profile.unitedStates() ? "NON" : firstCode(books);
    detail.putObject("TaxCodeRef").put("value", code);
  }

  private static String firstCode(Company books) {
    return books.all("TaxCode").iterator().next().get("Id").asText();
  }

  private static ObjectNode customer(Company books, String name, String email) {
    var sent = JsonNodeFactory.instance.objectNode().put("DisplayName", name);
    sent.putObject("PrimaryEmailAddr").put("Address", email);
    return new CustomerChange(books, sent, null).apply();
  }

  static ObjectNode name(String name) {
    return JsonNodeFactory.instance.objectNode().put("DisplayName", name).put("Active", true);
  }
}
