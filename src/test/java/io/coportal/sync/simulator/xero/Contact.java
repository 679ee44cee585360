package io.coportal.sync.simulator.xero;

import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;

/** A contact in the ledger: its plain texts by their API names, and its lists. */
final class Contact {
  UUID id = UUID.randomUUID();
  boolean archived;
  boolean customer;
  UUID mergedTo;
  Map<String, String> texts = new LinkedHashMap<>();
  Map<String, Map<String, String>> addresses = new LinkedHashMap<>();
  Map<String, Map<String, String>> phones = new LinkedHashMap<>();
  List<Person> persons = new ArrayList<>();
  Instant updated;

  record Person(String firstName, String lastName, String email, boolean includeInEmails) {}

  Contact copy() {
    var copy = new Contact();
    copy.id = id;
    copy.archived = archived;
    copy.customer = customer;
    copy.mergedTo = mergedTo;
    copy.texts = new LinkedHashMap<>(texts);
    addresses.forEach((type, parts) -> copy.addresses.put(type, new LinkedHashMap<>(parts)));
    phones.forEach((type, parts) -> copy.phones.put(type, new LinkedHashMap<>(parts)));
    copy.persons = new ArrayList<>(persons);
    copy.updated = updated;
    return copy;
  }

  /** Whether a caller could see no difference but the time of the last change. */
  boolean same(Contact other) {
    return other != null
        && archived == other.archived
        && texts.equals(other.texts)
        && addresses.equals(other.addresses)
        && phones.equals(other.phones)
        && persons.equals(other.persons);
  }

  String name() {
    return texts.getOrDefault("Name", "");
  }

  String number() {
    return texts.getOrDefault("ContactNumber", "");
  }
}
