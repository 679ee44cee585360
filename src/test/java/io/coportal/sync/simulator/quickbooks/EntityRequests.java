package io.coportal.sync.simulator.quickbooks;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.math.BigDecimal;
import java.util.Map;
import java.util.Set;

/** Reads and writes of invoices, customers and items; single ones and those of a batch. */
final class EntityRequests {
  private static final Map<String, Shape> SHAPES =
      Map.of(
          "Invoice",
          InvoiceShape.INVOICE,
          "Customer",
          ListShapes.CUSTOMER,
          "Item",
          ListShapes.ITEM);
  private static final Set<String> READABLE =
      Set.of(
          "Invoice",
          "Customer",
          "Item",
          "Vendor",
          "Employee",
          "Account",
          "TaxCode",
          "TaxRate",
          "TaxAgency",
          "Payment",
          "CompanyCurrency");

  private final Company books;

  EntityRequests(Company books) {
    this.books = books;
  }

  /** The name of an entity by a path segment or a member of a batch item; empty if unknown. */
  static String type(String name) {
    return READABLE.stream().filter(name::equalsIgnoreCase).findFirst().orElse("");
  }

  ObjectNode read(String type, String id) {
    return Shown.of(books, type, books.read(type, id));
  }

  /**
   * Creates or changes.
   *
   * @param operation empty, {@code create, update, delete} or {@code void}
   * @param duplicateAllowed whether an invoice may take another one's number
   */
  ObjectNode write(String type, String operation, JsonNode body, boolean duplicateAllowed) {
    var shape = SHAPES.get(type);
    if (shape == null) {
      throw Refusal.unsupported("write of " + type);
    }
    if (!body.isObject()) {
      throw Refusal.unreadable("Property Name:Can not deserialize instance of " + type);
    }
    shape.checkNames(body);
    var sent = shape.read(body);
    var old = sent.hasNonNull("Id") ? current(type, sent) : null;
    return switch (operation) {
      case "", "create", "update" -> {
        if (old == null && operation.equals("update")) {
          throw Refusal.required("Id");
        }
        yield Shown.of(books, type, change(type, sent, old, duplicateAllowed));
      }
      case "delete" -> deleted(type, existing(old));
      case "void" -> voided(type, existing(old));
      default -> throw Refusal.unsupported(operation);
    };
  }

  private ObjectNode change(
      String type, ObjectNode sent, ObjectNode old, boolean duplicateAllowed) {
    return switch (type) {
      case "Invoice" -> new InvoiceChange(books, sent, old, duplicateAllowed).apply();
      case "Customer" -> new CustomerChange(books, sent, old).apply();
      default -> new ItemChange(books, sent, old).apply();
    };
  }

  private ObjectNode current(String type, ObjectNode sent) {
    var current = books.read(type, sent.get("Id").asText());
    if (!sent.hasNonNull("SyncToken")) {
      throw Refusal.required("SyncToken");
    }
    if (!sent.get("SyncToken").asText().equals(current.get("SyncToken").asText())) {
      throw Refusal.stale();
    }
    return current;
  }

  private static ObjectNode existing(ObjectNode old) {
    if (old == null) {
      throw Refusal.required("Id");
    }
    return old;
  }

  private ObjectNode deleted(String type, ObjectNode old) {
    checkDisposable(type, old);
    books.delete(type, old.get("Id").asText());
    return JsonNodeFactory.instance
        .objectNode()
        .put("status", "Deleted")
        .put("domain", "QBO")
        .put("Id", old.get("Id").asText());
  }

  private ObjectNode voided(String type, ObjectNode old) {
    checkDisposable(type, old);
    var next = old.deepCopy();
    for (var line : next.path("Line")) {
      ((ObjectNode) line).put("Amount", BigDecimal.ZERO);
      if (line.get("SalesItemLineDetail") instanceof ObjectNode detail) {
        detail.put("Qty", BigDecimal.ZERO).put("UnitPrice", BigDecimal.ZERO);
      }
    }
    next.remove("TxnTaxDetail");
    next.putObject("TxnTaxDetail").put("TotalTax", BigDecimal.ZERO);
    var note = old.path("PrivateNote").asText("");
    next.put("PrivateNote", note.isEmpty() ? "Voided" : "Voided - " + note);
    Balances.set(books, next, BigDecimal.ZERO);
    return Shown.of(books, type, books.keep(type, next));
  }

  private void checkDisposable(String type, ObjectNode old) {
    if (!type.equals("Invoice")) {
      throw Refusal.unsupported("delete of " + type);
    }
    InvoiceChange.checkOpen(books, old);
    if (Balances.paidAtAll(old)) {
      throw Refusal.business("A transaction with a payment linked to it cannot be removed.");
    }
  }
}
