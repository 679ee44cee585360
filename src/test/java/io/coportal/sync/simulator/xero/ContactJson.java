package io.coportal.sync.simulator.xero;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.List;
import java.util.Map;

/** Contacts as the API shows them. */
final class ContactJson {
  static final List<String> TEXTS =
      List.of(
          "Name",
          "ContactNumber",
          "AccountNumber",
          "FirstName",
          "LastName",
          "EmailAddress",
          "CompanyNumber",
          "TaxNumber",
          "BankAccountDetails",
          "AccountsReceivableTaxType",
          "AccountsPayableTaxType",
          "DefaultCurrency",
          "SalesDefaultAccountCode");
  static final List<String> ADDRESS_PARTS =
      List.of(
          "AddressLine1",
          "AddressLine2",
          "AddressLine3",
          "AddressLine4",
          "City",
          "Region",
          "PostalCode",
          "Country",
          "AttentionTo");
  static final List<String> PHONE_PARTS =
      List.of("PhoneNumber", "PhoneAreaCode", "PhoneCountryCode");
  static final List<String> ADDRESS_TYPES = List.of("STREET", "POBOX");
  static final List<String> PHONE_TYPES = List.of("DDI", "DEFAULT", "FAX", "MOBILE");

  private ContactJson() {}

  static ObjectNode full(Contact contact) {
    var json = object();
    json.put("ContactID", contact.id.toString());
    json.put("ContactStatus", contact.archived ? "ARCHIVED" : "ACTIVE");
    contact.texts.forEach(
        (name, value) -> {
          if (!value.isEmpty()) {
            json.put(name, value);
          }
        });
    json.put("EmailAddress", contact.texts.getOrDefault("EmailAddress", ""));
    json.put("BankAccountDetails", contact.texts.getOrDefault("BankAccountDetails", ""));
    slots(json.putArray("Addresses"), "AddressType", ADDRESS_TYPES, contact.addresses);
    slots(json.putArray("Phones"), "PhoneType", PHONE_TYPES, contact.phones);
    json.put("UpdatedDateUTC", XeroDates.epoch(contact.updated));
    json.putArray("ContactGroups");
    json.put("IsSupplier", false);
    json.put("IsCustomer", contact.customer);
    json.putArray("SalesTrackingCategories");
    json.putArray("PurchasesTrackingCategories");
    var persons = json.putArray("ContactPersons");
    for (var person : contact.persons) {
      persons
          .addObject()
          .put("FirstName", person.firstName())
          .put("LastName", person.lastName())
          .put("EmailAddress", person.email())
          .put("IncludeInEmails", person.includeInEmails());
    }
    if (contact.mergedTo != null) {
      json.put("MergedToContactID", contact.mergedTo.toString());
    }
    json.put("HasAttachments", false);
    json.put("HasValidationErrors", false);
    return json;
  }

  /** What invoice lists carry of a contact. */
  static ObjectNode stub(Contact contact) {
    var json = object();
    json.put("ContactID", contact.id.toString());
    json.put("Name", contact.name());
    List.of("Addresses", "Phones", "ContactGroups", "ContactPersons").forEach(json::putArray);
    json.put("HasValidationErrors", false);
    return json;
  }

  private static void slots(
      ArrayNode array, String typeName, List<String> types, Map<String, Map<String, String>> held) {
    var address = typeName.equals("AddressType");
    for (var type : types) {
      var slot = array.addObject().put(typeName, type);
      var always = address ? List.of("City", "Region", "PostalCode", "Country") : PHONE_PARTS;
      always.forEach(part -> slot.put(part, ""));
      held.getOrDefault(type, Map.of()).forEach(slot::put);
    }
  }

  private static ObjectNode object() {
    return JsonNodeFactory.instance.objectNode();
  }
}
