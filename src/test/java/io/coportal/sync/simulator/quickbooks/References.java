package io.coportal.sync.simulator.quickbooks;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;

/** Finds what a reference of a sent object points at, or refuses. */
final class References {
  private final Company books;

  References(Company books) {
    this.books = books;
  }

  /** The id in a reference; empty if there is none. */
  static String value(JsonNode object, String member) {
    return object.path(member).path("value").asText("");
  }

  ObjectNode customer(JsonNode invoice) {
    var id = value(invoice, "CustomerRef");
    return active(books.find("Customer", id).orElseThrow(() -> missing("Names", id)));
  }

  ObjectNode item(String id) {
    var item = books.find("Item", id).orElseThrow(() -> missing("Items", id));
    if (item.path("Type").asText().equals("Category")) {
      throw missing("Items", id);
    }
    return active(item);
  }

  ObjectNode taxCode(String id) {
    return active(books.find("TaxCode", id).orElseThrow(() -> missing("TaxCodes", id)));
  }

  ObjectNode account(String id) {
    return active(books.find("Account", id).orElseThrow(() -> missing("Accounts", id)));
  }

  /** Refuses a reference to what no simulated company has, such as terms and classes. */
  static void none(JsonNode object, String member, String kind) {
    if (object.hasNonNull(member)) {
      throw missing(kind, value(object, member));
    }
  }

  private static Refusal missing(String kind, String id) {
    return id.matches("\\d+|TAX|NON") ? Refusal.badReference(kind, id) : Refusal.invalidId(id);
  }

  private static ObjectNode active(ObjectNode found) {
    if (!found.path("Active").asBoolean(true)) {
      throw Refusal.notFound();
    }
    return found;
  }
}
