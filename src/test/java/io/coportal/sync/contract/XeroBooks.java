package io.coportal.sync.contract;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.coportal.sync.simulator.xero.People;
import io.coportal.sync.simulator.xero.XeroSimulator;
import java.math.BigDecimal;
import java.time.LocalDate;
import java.util.List;
import java.util.UUID;
import java.util.stream.StreamSupport;

/** The books of the simulated Xero. */
final class XeroBooks implements LedgerBooks {
  private final XeroSimulator xero;
  private final UUID home;

  XeroBooks(XeroSimulator xero, UUID home) {
    this.xero = xero;
    this.home = home;
  }

  @Override
  public List<BookedInvoice> invoices(String organisation, String number) {
    return xero.people(UUID.fromString(organisation)).invoices(number).stream()
        .map(XeroBooks::booked)
        .toList();
  }

  @Override
  public List<BookedInvoice> invoices() {
    return people().invoices().stream().map(XeroBooks::booked).toList();
  }

  @Override
  public List<BookedContact> contacts(String name) {
    return people().contacts().stream()
        .filter(contact -> contact.path("Name").asText().equalsIgnoreCase(name))
        .map(XeroBooks::contact)
        .toList();
  }

  @Override
  public BookedContact contact(String contactId) {
    return people().contacts().stream()
        .filter(contact -> contact.path("ContactID").asText().equals(contactId))
        .map(XeroBooks::contact)
        .findFirst()
        .orElseThrow();
  }

  private static BookedContact contact(JsonNode contact) {
    return new BookedContact(
        contact.path("ContactID").asText(),
        contact.path("Name").asText(),
        contact.path("EmailAddress").asText(),
        slot(contact.path("Phones"), "PhoneType", "DEFAULT").path("PhoneNumber").asText(),
        contact.path("TaxNumber").asText(),
        slot(contact.path("Addresses"), "AddressType", "POBOX").path("AddressLine1").asText());
  }

  private static JsonNode slot(JsonNode slots, String member, String type) {
    return StreamSupport.stream(slots.spliterator(), false)
        .filter(slot -> slot.path(member).asText().equals(type))
        .findFirst()
        .orElseThrow();
  }

  @Override
  public void takeNumber(String number) {
    people().takeNumber(number);
  }

  @Override
  public void takeName(String name) {
    people().takeName(name);
  }

  @Override
  public void addContacts(String organisation, int number, String name, String domain) {
    People people = xero.people(UUID.fromString(organisation));
    for (int n = 1; n <= number; n++) {
      people.addContact(name + " " + n, n + "@" + domain);
    }
  }

  @Override
  public void archiveContact(String contactId) {
    people().archiveContact(UUID.fromString(contactId));
  }

  @Override
  public void restoreContact(String contactId) {
    people().restoreContact(UUID.fromString(contactId));
  }

  @Override
  public void editContact(String contactId, String name, String email, String phone) {
    ObjectNode changes = JsonNodeFactory.instance.objectNode();
    if (name != null) {
      changes.put("Name", name);
    }
    if (email != null) {
      changes.put("EmailAddress", email);
    }
    if (phone != null) {
      changes.putArray("Phones").addObject().put("PhoneType", "DEFAULT").put("PhoneNumber", phone);
    }
    people().editContact(UUID.fromString(contactId), changes);
  }

  @Override
  public void mergeContact(String loser, String winner) {
    people().mergeContact(UUID.fromString(loser), UUID.fromString(winner));
  }

  @Override
  public void postpone(String externalId, LocalDate dueDate) {
    people()
        .editByUser(
            UUID.fromString(externalId),
            JsonNodeFactory.instance.objectNode().put("DueDate", dueDate.toString()));
  }

  @Override
  public void edit(String externalId, LineEdit edit, int place) {
    JsonNode held =
        people().invoices().stream()
            .filter(invoice -> invoice.path("InvoiceID").asText().equals(externalId))
            .findFirst()
            .orElseThrow();
    ObjectNode changes = JsonNodeFactory.instance.objectNode();
    ArrayNode lines = changes.putArray("LineItems");
    held.path("LineItems")
        .forEach(line -> lines.addObject().set("LineItemID", line.get("LineItemID")));
    ObjectNode line = (ObjectNode) lines.get(place);
    switch (edit) {
      case REWRITTEN -> line.put("Description", "By hand");
      case REPRICED -> line.put("UnitAmount", new BigDecimal("7.77"));
      case RECODED -> line.put("AccountCode", "260");
      case REMOVED -> lines.remove(place);
      case ADDED ->
          lines
              .addObject()
              .put("Description", "By hand")
              .put("UnitAmount", BigDecimal.ONE)
              .put("AccountCode", "200");
    }
    people().editByUser(UUID.fromString(externalId), changes);
  }

  @Override
  public void voidInvoice(String externalId) {
    people().voidByUser(UUID.fromString(externalId));
  }

  @Override
  public void pay(String externalId, BigDecimal amount) {
    people().recordPayment(UUID.fromString(externalId), amount);
  }

  @Override
  public void lock(LocalDate last) {
    people().lockPeriod(last);
  }

  @Override
  public void endPlan(boolean ended) {
    people().allowApprovals(ended ? 0 : null);
  }

  @Override
  public void disconnect() {
    xero.disconnect(home);
  }

  private People people() {
    return xero.people(home);
  }

  private static BookedInvoice booked(JsonNode json) {
    String status = json.path("Status").asText();
    return new BookedInvoice(
        json.path("InvoiceID").asText(),
        json.path("InvoiceNumber").asText(),
        json.path("Reference").asText(),
        json.path("Url").asText(),
        json.path("Contact").path("ContactID").asText(),
        json.path("Contact").path("Name").asText(),
        day(json, "DateString"),
        day(json, "DueDateString"),
        json.path("CurrencyCode").asText(),
        json.path("CurrencyRate").decimalValue(),
        status.equals("AUTHORISED"),
        status.equals("VOIDED"),
        json.path("SentToContact").asBoolean(),
        json.path("SubTotal").decimalValue(),
        json.path("TotalTax").decimalValue(),
        json.path("Total").decimalValue(),
        StreamSupport.stream(json.path("LineItems").spliterator(), false)
            .map(
                line ->
                    new BookedInvoice.Line(
                        line.path("Description").asText(),
                        line.path("Quantity").decimalValue(),
                        line.path("UnitAmount").decimalValue(),
                        line.path("LineAmount").decimalValue(),
                        line.path("AccountCode").asText(),
                        line.path("TaxType").asText()))
            .toList());
  }

  private static LocalDate day(JsonNode json, String name) {
    return json.hasNonNull(name)
        ? LocalDate.parse(json.path(name).asText().substring(0, 10))
        : null;
  }
}
