package io.coportal.sync.simulator.xero;

import java.util.Optional;
import java.util.Set;

/** Which contact an invoice is for: a known one, possibly edited by the way, or a new one. */
final class ContactResolution {
  private static final String ARCHIVED =
      "The contact with the specified contact details has been archived. The contact must be"
          + " un-archived before creating new invoices or credit notes.";
  private static final String UNIDENTIFIED =
      "The Contact must contain at least 1 of the following elements to identify the contact:"
          + " Name, ContactID, ContactNumber";

  private final Organisation books;
  private final Set<String> errors;

  ContactResolution(Organisation books, Set<String> errors) {
    this.books = books;
    this.errors = errors;
  }

  /** The contact to keep together with the invoice; empty if there is none, which is an error. */
  Optional<Contact> forInvoice(Element sent) {
    if (sent == null) {
      errors.add("A Contact must be specified for this type of transaction");
      return Optional.empty();
    }
    var id = sent.id("ContactID");
    var name = sent.nonBlank("Name");
    var number = sent.nonBlank("ContactNumber");
    if (id == null && name == null && number == null) {
      errors.add(UNIDENTIFIED);
      return Optional.empty();
    }
    var found =
        id != null
            ? Optional.ofNullable(books.contacts.get(id))
            : Optional.ofNullable(number)
                .flatMap(books::contactByNumber)
                .or(() -> Optional.ofNullable(name).flatMap(books::activeByName));
    if (found.isEmpty() && (id != null || name == null)) {
      errors.add("A Contact must be specified for this type of transaction");
      return Optional.empty();
    }
    if (found.filter(contact -> contact.archived).isPresent()) {
      errors.add(ARCHIVED);
      return Optional.empty();
    }
    return Optional.of(new ContactChange(books, sent, found.orElse(null), errors).prepare());
  }

  static String unidentified() {
    return UNIDENTIFIED;
  }
}
