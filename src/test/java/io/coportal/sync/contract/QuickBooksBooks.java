package io.coportal.sync.contract;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.coportal.sync.simulator.quickbooks.People;
import io.coportal.sync.simulator.quickbooks.QuickBooksSimulator;
import java.math.BigDecimal;
import java.time.LocalDate;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import java.util.stream.StreamSupport;

/** The books of the simulated QuickBooks. */
final class QuickBooksBooks implements LedgerBooks {
  private static final Pattern LINK = Pattern.compile("CoPortal: (\\S+)");

  private final QuickBooksSimulator quickBooks;
  private final String home;

  QuickBooksBooks(QuickBooksSimulator quickBooks, String home) {
    this.quickBooks = quickBooks;
    this.home = home;
  }

  @Override
  public List<BookedInvoice> invoices(String organisation, String number) {
    return quickBooks.people(organisation).invoices(number).stream()
        .map(QuickBooksBooks::booked)
        .toList();
  }

  @Override
  public List<BookedInvoice> invoices() {
    return people().invoices().stream().map(QuickBooksBooks::booked).toList();
  }

  @Override
  public List<BookedContact> contacts(String name) {
    return people().customers().stream()
        .filter(customer -> customer.path("DisplayName").asText().equalsIgnoreCase(name))
        .map(QuickBooksBooks::contact)
        .toList();
  }

  @Override
  public BookedContact contact(String contactId) {
    return people().customers().stream()
        .filter(customer -> customer.path("Id").asText().equals(contactId))
        .map(QuickBooksBooks::contact)
        .findFirst()
        .orElseThrow();
  }

  private static BookedContact contact(JsonNode customer) {
    return new BookedContact(
        customer.path("Id").asText(),
        customer.path("DisplayName").asText(),
        customer.at("/PrimaryEmailAddr/Address").asText(),
        customer.at("/PrimaryPhone/FreeFormNumber").asText(),
        customer.path("PrimaryTaxIdentifier").asText(),
        customer.at("/BillAddr/Line1").asText());
  }

  @Override
  public void takeNumber(String number) {
    people().takeNumber(number);
  }

  @Override
  public void takeName(String name) {
    people().takeNameByVendor(name);
  }

  @Override
  public void addContacts(String organisation, int number, String name, String domain) {
    People people = quickBooks.people(organisation);
    for (int n = 1; n <= number; n++) {
      ObjectNode customer = JsonNodeFactory.instance.objectNode();
      customer.put("DisplayName", name + " " + n);
      customer.putObject("PrimaryEmailAddr").put("Address", n + "@" + domain);
      people.addCustomer(customer);
    }
  }

  @Override
  public void archiveContact(String contactId) {
    people().inactivateCustomer(contactId);
  }

  @Override
  public void restoreContact(String contactId) {
    people().reactivateCustomer(contactId);
  }

  /** A change that leaves all that is CoPortal's as it is. */
  static ObjectNode memo() {
    ObjectNode change = JsonNodeFactory.instance.objectNode();
    change.putObject("CustomerMemo").put("value", "Thank you");
    return change;
  }

  @Override
  public void editContact(String contactId, String name, String email, String phone) {
    ObjectNode changes = JsonNodeFactory.instance.objectNode();
    if (name != null) {
      changes.put("DisplayName", name);
    }
    if (email != null) {
      changes.putObject("PrimaryEmailAddr").put("Address", email);
    }
    if (phone != null) {
      changes.putObject("PrimaryPhone").put("FreeFormNumber", phone);
    }
    people().editCustomer(contactId, changes);
  }

  @Override
  public void mergeContact(String loser, String winner) {
    people().mergeCustomer(loser, winner);
  }

  @Override
  public void postpone(String externalId, LocalDate dueDate) {
    people()
        .editByUser(
            externalId, JsonNodeFactory.instance.objectNode().put("DueDate", dueDate.toString()));
  }

  @Override
  public void edit(String externalId, LineEdit edit, int place) {
    JsonNode held =
        people().invoices().stream()
            .filter(invoice -> invoice.path("Id").asText().equals(externalId))
            .findFirst()
            .orElseThrow();
    ObjectNode changes = JsonNodeFactory.instance.objectNode();
    ArrayNode lines = changes.putArray("Line");
    lines(held, "SalesItemLineDetail").forEach(line -> lines.add(line.deepCopy()));
    ObjectNode line = (ObjectNode) lines.get(place);
    ObjectNode detail = (ObjectNode) line.get("SalesItemLineDetail");
    switch (edit) {
      case REWRITTEN -> line.put("Description", "By hand");
      case REPRICED -> price(line, detail, new BigDecimal("7.77"));
      case RECODED -> detail.putObject("ItemRef").put("value", "11");
      case REMOVED -> lines.remove(place);
      case ADDED -> {
        ObjectNode added = line.deepCopy().put("Description", "By hand");
        added.remove("Id");
        price(added, (ObjectNode) added.get("SalesItemLineDetail"), BigDecimal.ONE);
        lines.add(added);
      }
    }
    people().editByUser(externalId, changes);
  }

  private static void price(ObjectNode line, ObjectNode detail, BigDecimal price) {
    detail.put("UnitPrice", price).put("Qty", BigDecimal.ONE);
    line.put("Amount", price);
  }

  @Override
  public void voidInvoice(String externalId) {
    people().voidByUser(externalId);
  }

  @Override
  public void pay(String externalId, BigDecimal amount) {
    people().recordPayment(externalId, amount);
  }

  @Override
  public void lock(LocalDate last) {
    people().closeBooks(last);
  }

  @Override
  public void endPlan(boolean ended) {
    people().lapse(ended);
  }

  @Override
  public void disconnect() {
    quickBooks.disconnect(home);
  }

  private People people() {
    return quickBooks.people(home);
  }

  private static BookedInvoice booked(JsonNode json) {
    BigDecimal total = json.path("TotalAmt").decimalValue();
    String note = json.path("PrivateNote").asText();
    return new BookedInvoice(
        json.path("Id").asText(),
        json.path("DocNumber").asText(),
        json.path("DocNumber").asText(),
        link(note),
        json.at("/CustomerRef/value").asText(),
        json.at("/CustomerRef/name").asText(),
        LocalDate.parse(json.path("TxnDate").asText()),
        LocalDate.parse(json.path("DueDate").asText()),
        json.at("/CurrencyRef/value").asText(),
        json.has("ExchangeRate") ? json.get("ExchangeRate").decimalValue() : BigDecimal.ONE,
        json.path("Balance").decimalValue().signum() > 0,
        note.startsWith("Voided") && total.signum() == 0,
        !json.path("EmailStatus").asText().equals("NotSet"),
        lines(json, "SubTotalLineDetail")
            .map(line -> line.path("Amount").decimalValue())
            .reduce(BigDecimal.ZERO, BigDecimal::add),
        json.at("/TxnTaxDetail/TotalTax").decimalValue(),
        total,
        lines(json, "SalesItemLineDetail").map(QuickBooksBooks::line).toList());
  }

  private static Stream<JsonNode> lines(JsonNode invoice, String type) {
    return StreamSupport.stream(invoice.path("Line").spliterator(), false)
        .filter(line -> line.path("DetailType").asText().equals(type));
  }

  private static BookedInvoice.Line line(JsonNode line) {
    JsonNode detail = line.path("SalesItemLineDetail");
    return new BookedInvoice.Line(
        line.path("Description").asText(),
        detail.path("Qty").decimalValue(),
        detail.path("UnitPrice").decimalValue(),
        line.path("Amount").decimalValue(),
        detail.at("/ItemRef/value").asText(),
        detail.at("/TaxCodeRef/value").asText());
  }

  private static String link(String note) {
    Matcher found = LINK.matcher(note);
    return found.find() ? found.group(1) : "";
  }
}
