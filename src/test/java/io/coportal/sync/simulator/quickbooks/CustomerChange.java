package io.coportal.sync.simulator.quickbooks;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.List;
import java.util.stream.Collectors;

/** One sent customer on its way into the books: the first thing wrong with it refuses it. */
final class CustomerChange {
  /** What an inactive name ends with. */
  static final String DELETED = " (deleted)";

  private static final List<String> LASTING = List.of("Id", "SyncToken", "MetaData", "CurrencyRef");
  private static final List<String> PARTS =
      List.of("Title", "GivenName", "MiddleName", "FamilyName", "Suffix");

  private final Company books;
  private final ObjectNode sent;
  private final ObjectNode old;

  /** {@code old} is null to create. */
  CustomerChange(Company books, ObjectNode sent, ObjectNode old) {
    this.books = books;
    this.sent = sent;
    this.old = old;
  }

  /** The customer as it now stands in the books. */
  ObjectNode apply() {
    var next = Merge.of(sent, old, LASTING);
    name(next);
    checkEmail(next, "PrimaryEmailAddr");
    currency(next);
    if (next.hasNonNull("DefaultTaxCodeRef")) {
      new References(books).taxCode(References.value(next, "DefaultTaxCodeRef"));
    }
    References.none(next, "SalesTermRef", "Terms");
    References.none(next, "ParentRef", "Names");
    defaults(next);
    return books.keep("Customer", next);
  }

  static void checkEmail(JsonNode object, String member) {
    var address = object.path(member).path("Address").asText("");
    if (!address.isEmpty() && !address.matches("[^@\\s]+@[^@\\s]+\\.[^@\\s]+")) {
      throw Refusal.email(member);
    }
  }

  private void name(ObjectNode next) {
    var name = next.path("DisplayName").asText("").strip();
    if (name.isEmpty()) {
      name =
          PARTS.stream()
              .map(part -> next.path(part).asText(""))
              .filter(part -> !part.isEmpty())
              .collect(Collectors.joining(" "));
    }
    if (name.isEmpty()) {
      throw Refusal.of("6080", "No name given", "At least one of the name fields is required");
    }
    checkCharacters(name);
    var bare = Company.bare(name);
    var active = next.path("Active").asBoolean(true);
    if (active || books.settings.inactiveNamesBlock) {
      books
          .named(Company.NAMES, "DisplayName", bare)
          .filter(held -> old == null || !held.get("Id").equals(old.get("Id")))
          .ifPresent(
              held -> {
                throw Refusal.duplicateName();
              });
    }
    var shown = active ? bare : bare + DELETED;
    next.put("DisplayName", shown).put("FullyQualifiedName", shown);
    next.putIfAbsent("PrintOnCheckName", JsonNodeFactory.instance.textNode(printed(bare)));
  }

  private static String printed(String name) {
    return name.substring(0, Math.min(110, name.length()));
  }

  static void checkCharacters(String name) {
    if (name.matches("(?s).*[:\t\n\r].*")) {
      throw Refusal.of(
          "2040",
          "Invalid String. The string either contains not supported chars or bad format.",
          "Invalid String : colons, tabs and newlines are not allowed in names");
    }
  }

  private void currency(ObjectNode next) {
    var home = books.profile.homeCurrency();
    var code = sent.at("/CurrencyRef/value").asText(next.at("/CurrencyRef/value").asText(home));
    if (!Currencies.exist(code)) {
      throw Refusal.invalid("2220", "Currency Type", code);
    }
    if (!books.settings.multiCurrency && !code.equals(home)) {
      throw Refusal.business("Multicurrency is not enabled in this company.");
    }
    if (old != null && !old.at("/CurrencyRef/value").asText().equals(code)) {
      throw Refusal.business("The currency of a customer cannot be changed.");
    }
    next.set("CurrencyRef", Currencies.reference(code));
    if (!books.knowsCurrency(code)) {
      ReferenceJson.addCurrency(books, code);
    }
  }

  private static void defaults(ObjectNode next) {
    var factory = JsonNodeFactory.instance;
    next.putIfAbsent("Taxable", factory.booleanNode(false));
    next.putIfAbsent("Job", factory.booleanNode(false));
    next.putIfAbsent("BillWithParent", factory.booleanNode(false));
    next.putIfAbsent("PreferredDeliveryMethod", factory.textNode("Print"));
    next.putIfAbsent("Active", factory.booleanNode(true));
  }
}
