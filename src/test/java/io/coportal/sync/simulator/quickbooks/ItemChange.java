package io.coportal.sync.simulator.quickbooks;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.math.BigDecimal;
import java.util.List;

/** One sent item on its way into the books: the first thing wrong with it refuses it. */
final class ItemChange {
  private static final List<String> LASTING = List.of("Id", "SyncToken", "MetaData");

  private final Company books;
  private final ObjectNode sent;
  private final ObjectNode old;

  /** {@code old} is null to create. */
  ItemChange(Company books, ObjectNode sent, ObjectNode old) {
    this.books = books;
    this.sent = sent;
    this.old = old;
  }

  /** The item as it now stands in the books. */
  ObjectNode apply() {
    var next = Merge.of(sent, old, LASTING);
    name(next);
    if (!next.hasNonNull("Type")) {
      throw Refusal.required("Type");
    }
    if (!next.get("Type").asText().equals("Category")) {
      account(next);
    }
    var factory = JsonNodeFactory.instance;
    next.putIfAbsent("Active", factory.booleanNode(true));
    next.putIfAbsent("Taxable", factory.booleanNode(false));
    next.putIfAbsent("UnitPrice", factory.numberNode(BigDecimal.ZERO));
    next.putIfAbsent("TrackQtyOnHand", factory.booleanNode(false));
    return books.keep("Item", next);
  }

  private void name(ObjectNode next) {
    var name = next.path("Name").asText("").strip();
    if (name.isEmpty()) {
      throw Refusal.required("Name");
    }
    CustomerChange.checkCharacters(name);
    var bare = Company.bare(name);
    books
        .named(List.of("Item"), "Name", bare)
        .filter(held -> old == null || !held.get("Id").equals(old.get("Id")))
        .ifPresent(
            held -> {
              throw Refusal.duplicateName();
            });
    var shown = next.path("Active").asBoolean(true) ? bare : bare + CustomerChange.DELETED;
    next.put("Name", shown).put("FullyQualifiedName", shown);
  }

  private void account(ObjectNode next) {
    var id = References.value(next, "IncomeAccountRef");
    if (id.isEmpty()) {
      throw Refusal.of("2390", "Item has no income account", "An income account is required");
    }
    var account = new References(books).account(id);
    if (!account.path("AccountType").asText().equals("Income")) {
      throw Refusal.of("6430", "Invalid account type", "The account must be an income account");
    }
    next.putObject("IncomeAccountRef").put("value", id).put("name", account.get("Name").asText());
    if (next.get("Type").asText().equals("Service") && next.path("TrackQtyOnHand").asBoolean()) {
      throw Refusal.business("A service has no quantity on hand.");
    }
  }
}
