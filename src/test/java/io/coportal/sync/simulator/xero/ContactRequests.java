package io.coportal.sync.simulator.xero;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.coportal.sync.simulator.Request;
import io.coportal.sync.simulator.Response;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import java.util.function.Function;
import java.util.function.Predicate;

/** The Contacts endpoint of one organisation. */
final class ContactRequests {
  private static final String PLURAL = "Contacts";
  private static final Set<String> KNOWN =
      Set.of(
          "contactid",
          "contactnumber",
          "accountnumber",
          "contactstatus",
          "name",
          "firstname",
          "lastname",
          "emailaddress",
          "companynumber",
          "taxnumber",
          "defaultcurrency",
          "issupplier",
          "iscustomer",
          "updateddateutc");
  private static final List<String> SEARCHED =
      List.of("Name", "FirstName", "LastName", "ContactNumber", "CompanyNumber", "EmailAddress");
  private static final List<String> UNPAGED_DROPS =
      List.of("ContactPersons", "MergedToContactID", "HasAttachments");

  private final Organisation books;
  private final Request request;
  private final Answers answers;

  ContactRequests(Organisation books, Request request, Answers answers) {
    this.books = books;
    this.request = request;
    this.answers = answers;
  }

  /**
   * @param path what follows the endpoint's name
   */
  Response answer(List<String> path) {
    if (path.size() > 1) {
      throw Refusal.notFound();
    }
    return switch (request.method()) {
      case "GET" ->
          path.isEmpty()
              ? list()
              : answers.list(PLURAL, List.of(ContactJson.full(one(path.get(0)))));
      case "PUT" -> path.isEmpty() ? write(sent -> null) : refuse();
      case "POST" -> path.isEmpty() ? write(this::existing) : update(one(path.get(0)));
      default -> refuse();
    };
  }

  private static Response refuse() {
    throw Refusal.notImplemented();
  }

  private Contact one(String idOrNumber) {
    try {
      return Optional.ofNullable(books.contacts.get(UUID.fromString(idOrNumber)))
          .orElseThrow(Refusal::notFound);
    } catch (IllegalArgumentException noId) {
      return books.contactByNumber(idOrNumber).orElseThrow(Refusal::notFound);
    }
  }

  private Contact existing(Element sent) {
    var id = sent.id("ContactID");
    if (id != null) {
      return books.contacts.get(id);
    }
    return Optional.ofNullable(sent.nonBlank("ContactNumber"))
        .flatMap(books::contactByNumber)
        .or(() -> Optional.ofNullable(sent.nonBlank("Name")).flatMap(books::activeByName))
        .orElse(null);
  }

  private Response write(Function<Element, Contact> target) {
    var elements = Answers.elements(request, PLURAL);
    if (request.method().equals("POST")) {
      elements.stream()
          .map(sent -> sent.id("ContactID"))
          .filter(id -> id != null && !books.contacts.containsKey(id))
          .findFirst()
          .ifPresent(
              unknown -> {
                throw Refusal.notFound();
              });
    }
    var summarize = request.query("summarizeErrors").filter("false"::equalsIgnoreCase).isEmpty();
    var outcomes = elements.stream().map(sent -> outcome(sent, target.apply(sent))).toList();
    return answers.outcomes(PLURAL, outcomes, summarize);
  }

  private Response update(Contact found) {
    var sent = Answers.elements(request, PLURAL).get(0);
    return answers.outcomes(PLURAL, List.of(outcome(sent, found)), true);
  }

  private Outcome outcome(Element sent, Contact old) {
    var errors = new LinkedHashSet<String>();
    var next = new ContactChange(books, sent, old, errors).prepare();
    if (!errors.isEmpty()) {
      return new Outcome(echo(sent, old), errors, List.of());
    }
    books.keep(next);
    return new Outcome(ContactJson.full(next), errors, List.of());
  }

  private static ObjectNode echo(Element sent, Contact old) {
    var echo = JsonNodeFactory.instance.objectNode();
    echo.put("ContactID", (old == null ? new UUID(0, 0) : old.id).toString());
    for (var name : ContactJson.TEXTS) {
      if (sent.has(name)) {
        echo.put(name, sent.text(name));
      }
    }
    List.of("Addresses", "Phones", "ContactGroups", "ContactPersons").forEach(echo::putArray);
    return echo;
  }

  private Response list() {
    var listing = new Listing(request, "Contact", KNOWN);
    var rows =
        books.contacts.values().stream()
            .filter(selected(listing))
            .sorted(
                Comparator.comparing((Contact contact) -> contact.updated)
                    .thenComparing(contact -> contact.id.toString()))
            .map(ContactJson::full)
            .toList();
    var found = listing.filteredAndOrdered(rows);
    var envelope = answers.envelope(PLURAL, List.of());
    var paged = listing.paged() || listing.flag("summaryOnly");
    var shown = new ArrayList<>(paged ? listing.page(found, envelope) : found);
    if (!paged) {
      shown.forEach(row -> row.remove(UNPAGED_DROPS));
    }
    envelope.putArray(PLURAL).addAll(shown);
    return Response.json(200, envelope);
  }

  private Predicate<Contact> selected(Listing listing) {
    var ids = listing.ids("IDs");
    var term = listing.searchTerm();
    var archived = listing.flag("includeArchived");
    return contact ->
        (archived || !contact.archived)
            && ids.map(set -> set.contains(contact.id)).orElse(true)
            && term.map(part -> mentions(contact, part)).orElse(true)
            && listing.modifiedSince(contact.updated);
  }

  private static boolean mentions(Contact contact, String part) {
    return SEARCHED.stream()
        .map(name -> contact.texts.getOrDefault(name, ""))
        .anyMatch(text -> text.toLowerCase(Locale.ROOT).contains(part));
  }
}
