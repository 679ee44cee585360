package io.coportal.sync.simulator.xero;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.regex.Pattern;

/** One sent contact on its way into the books; what is wrong with it is collected. */
final class ContactChange {
  static final String ARCHIVED =
      "The specified contact details matched an archived contact. Archived contacts cannot"
          + " currently be edited via the API.";
  private static final Map<String, Integer> LIMITS =
      Map.of(
          "Name", 255,
          "ContactNumber", 50,
          "AccountNumber", 50,
          "FirstName", 255,
          "LastName", 255,
          "EmailAddress", 255,
          "CompanyNumber", 50,
          "TaxNumber", 50);
  private static final Pattern EMAIL =
      Pattern.compile("[A-Za-z0-9.!#$%&'*+/=?^_`{|}~-]+@[A-Za-z0-9-]+(\\.[A-Za-z0-9-]+)+");
  private static final Pattern UNTIDY = Pattern.compile("^ .*|.* $|.* {2}.*|.*[<>].*");
  private static final int MOST_PERSONS = 5;

  private final Organisation books;
  private final Element sent;
  private final Contact old;
  private final Contact next;
  private final Set<String> errors;

  /** {@code old} is null to create. */
  ContactChange(Organisation books, Element sent, Contact old, Set<String> errors) {
    this.books = books;
    this.sent = sent;
    this.old = old;
    this.next = old == null ? new Contact() : old.copy();
    this.errors = errors;
  }

  /** The contact as it would stand in the books; the caller keeps it if there are no errors. */
  Contact prepare() {
    if (old != null && old.archived) {
      errors.add(ARCHIVED);
      return next;
    }
    ContactJson.TEXTS.forEach(this::text);
    name();
    number();
    email();
    slots("Addresses", "AddressType", ContactJson.ADDRESS_PARTS, next.addresses);
    slots("Phones", "PhoneType", ContactJson.PHONE_PARTS, next.phones);
    persons();
    if ("ARCHIVED".equals(sent.nonBlank("ContactStatus"))) {
      next.archived = true;
    }
    return next;
  }

  private void text(String field) {
    if (!sent.has(field)) {
      return;
    }
    var value = sent.text(field);
    next.texts.put(field, value);
    var limit = LIMITS.getOrDefault(field, 255);
    if (value.length() > limit) {
      errors.add(field + " must not exceed " + limit + " characters");
    }
  }

  private void name() {
    var name = next.name();
    if (name.isBlank()) {
      errors.add(ContactResolution.unidentified());
      return;
    }
    if (UNTIDY.matcher(name).matches()) {
      errors.add("The contact name must not contain < or > or surplus blanks");
    }
    var taken = books.activeByName(name).filter(other -> !other.id.equals(next.id)).isPresent();
    if (taken && old == null) {
      errors.add(
          "The contact name %s is already assigned to another contact. The contact name must be unique across all active contacts."
              .formatted(name));
    } else if (taken) {
      errors.add(
          "The existing contact with name %s cannot be updated to use new name %s. There is an existing contact with that name."
              .formatted(old.name(), name));
    }
  }

  private void number() {
    books
        .contactByNumber(next.number())
        .filter(other -> !other.id.equals(next.id))
        .ifPresent(
            other ->
                errors.add(
                    "The contact number %s is already assigned to another contact. The contact number must be unique across all contacts."
                        .formatted(next.number())));
  }

  private void email() {
    var email = next.texts.getOrDefault("EmailAddress", "");
    if (!email.isEmpty() && !EMAIL.matcher(email).matches()) {
      errors.add("Email address must be valid.");
    }
  }

  private void slots(
      String member, String typeName, List<String> parts, Map<String, Map<String, String>> slots) {
    var given = sent.list(member);
    if (given == null) {
      return;
    }
    for (var entry : given) {
      var type = entry.nonBlank(typeName);
      if (type == null) {
        errors.add(typeName + " must be specified");
        continue;
      }
      var values = new LinkedHashMap<String, String>();
      for (var part : parts) {
        if (entry.nonBlank(part) != null) {
          values.put(part, entry.text(part));
        }
      }
      slots.put(type, values);
    }
  }

  private void persons() {
    var given = sent.list("ContactPersons");
    if (given == null) {
      return;
    }
    if (given.size() > MOST_PERSONS) {
      errors.add("A contact cannot have more than 5 contact persons");
    }
    next.persons =
        given.stream()
            .map(
                person ->
                    new Contact.Person(
                        person.text("FirstName"),
                        person.text("LastName"),
                        person.text("EmailAddress"),
                        Boolean.TRUE.equals(person.flag("IncludeInEmails"))))
            .toList();
  }
}
