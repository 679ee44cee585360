package io.coportal.sync.simulator.xero;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.coportal.sync.simulator.Request;
import io.coportal.sync.simulator.Response;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import java.util.function.Predicate;

/** The Invoices endpoint of one organisation. */
final class InvoiceRequests {
  private static final String PLURAL = "Invoices";
  private static final Set<String> KNOWN =
      Set.of(
          "type",
          "invoiceid",
          "invoicenumber",
          "reference",
          "status",
          "date",
          "duedate",
          "amountdue",
          "amountpaid",
          "total",
          "subtotal",
          "totaltax",
          "currencycode",
          "updateddateutc",
          "url",
          "senttocontact",
          "lineamounttypes",
          "brandingthemeid",
          "contact.contactid",
          "contact.name",
          "contact.contactnumber",
          "fullypaidondate");
  private static final List<String> SUMMARY_DROPS =
      List.of("Payments", "LineItems", "HasAttachments", "CISDeduction");

  private final Organisation books;
  private final Request request;
  private final Answers answers;
  private final int unitDecimals;
  private final InvoiceJson json;

  InvoiceRequests(Organisation books, Request request, Answers answers) {
    this.books = books;
    this.request = request;
    this.answers = answers;
    this.unitDecimals = Listing.unitDecimals(request);
    this.json = new InvoiceJson(books, unitDecimals);
  }

  /**
   * @param path what follows the endpoint's name
   */
  Response answer(List<String> path) {
    if (path.size() == 2 && path.get(1).equalsIgnoreCase("History")) {
      return history(one(path.get(0)));
    }
    if (path.size() > 1) {
      throw Refusal.notFound();
    }
    return switch (request.method()) {
      case "GET" ->
          path.isEmpty() ? list() : answers.list(PLURAL, List.of(json.full(one(path.get(0)))));
      case "PUT" -> path.isEmpty() ? write(sent -> null) : refuse();
      case "POST" -> path.isEmpty() ? write(this::existing) : update(one(path.get(0)));
      default -> refuse();
    };
  }

  private static Response refuse() {
    throw Refusal.notImplemented();
  }

  private Invoice one(String idOrNumber) {
    return byId(idOrNumber)
        .or(() -> books.invoices.values().stream().filter(named(idOrNumber)).findFirst())
        .orElseThrow(Refusal::notFound);
  }

  private Optional<Invoice> byId(String text) {
    try {
      return Optional.ofNullable(books.invoices.get(UUID.fromString(text)));
    } catch (IllegalArgumentException noId) {
      return Optional.empty();
    }
  }

  private static Predicate<Invoice> named(String number) {
    return found -> number.equalsIgnoreCase(found.number);
  }

  private interface Target {
    Invoice of(Element sent) throws Missing;
  }

  private static final class Missing extends Exception {}

  private Invoice existing(Element sent) throws Missing {
    var id = sent.id("InvoiceID");
    if (id != null) {
      return Optional.ofNullable(books.invoices.get(id)).orElseThrow(Missing::new);
    }
    var number = sent.nonBlank("InvoiceNumber");
    return number == null || "ACCPAY".equals(sent.text("Type"))
        ? null
        : books.holderOf(number).orElse(null);
  }

  private Response write(Target target) {
    var elements = Answers.elements(request, PLURAL);
    var summarize = request.query("summarizeErrors").filter("false"::equalsIgnoreCase).isEmpty();
    return answers.outcomes(
        PLURAL, elements.stream().map(e -> outcome(e, target)).toList(), summarize);
  }

  private Response update(Invoice found) {
    var sent = Answers.elements(request, PLURAL).get(0);
    return answers.outcomes(PLURAL, List.of(outcome(sent, element -> found)), true);
  }

  private Outcome outcome(Element sent, Target target) {
    try {
      var old = target.of(sent);
      var change = new InvoiceChange(books, sent, old, unitDecimals);
      var element = change.apply().map(json::full).orElseGet(() -> echo(sent, old));
      return new Outcome(element, change.errors(), change.warnings());
    } catch (Missing e) {
      return new Outcome(
          echo(sent, null),
          List.of("An existing Invoice with the specified InvoiceID could not be found"),
          List.of());
    }
  }

  /** What was sent, as a refused element shows it. */
  private static ObjectNode echo(Element sent, Invoice old) {
    var echo = JsonNodeFactory.instance.objectNode();
    for (var name :
        List.of(
            "Type",
            "InvoiceNumber",
            "Reference",
            "Url",
            "Status",
            "LineAmountTypes",
            "CurrencyCode",
            "CurrencyRate",
            "LineItems",
            "Contact")) {
      if (sent.has(name)) {
        echo.set(name, sent.node().get(name));
      }
    }
    for (var name : List.of("Date", "DueDate")) {
      if (sent.date(name) != null) {
        echo.put(name + "String", XeroDates.midnight(sent.date(name)));
        echo.put(name, XeroDates.epoch(sent.date(name)));
      }
    }
    echo.put("InvoiceID", (old == null ? new UUID(0, 0) : old.id).toString());
    List.of("Payments", "CreditNotes", "Prepayments", "Overpayments").forEach(echo::putArray);
    return echo;
  }

  private Response list() {
    var listing = new Listing(request, "Invoice", KNOWN);
    var rows =
        books.invoices.values().stream()
            .filter(selected(listing))
            .sorted(
                Comparator.comparing((Invoice invoice) -> invoice.updated)
                    .thenComparing(invoice -> invoice.id.toString()))
            .map(json::full)
            .toList();
    var envelope = answers.envelope(PLURAL, List.of());
    var found = listing.filteredAndOrdered(rows);
    var summary = listing.flag("summaryOnly");
    var paged = listing.paged() || summary || listing.values("Statuses").isPresent();
    var shown = new ArrayList<ObjectNode>();
    for (var row : paged ? listing.page(found, envelope) : found) {
      var contact = books.contacts.get(UUID.fromString(row.at("/Contact/ContactID").asText()));
      shown.add(InvoiceJson.listed(row, contact, paged));
    }
    if (summary) {
      shown.forEach(row -> row.remove(SUMMARY_DROPS));
    }
    envelope.putArray(PLURAL).addAll(shown);
    return Response.json(200, envelope);
  }

  private Predicate<Invoice> selected(Listing listing) {
    var ids = listing.ids("IDs");
    var contacts = listing.ids("ContactIDs");
    var numbers = listing.values("InvoiceNumbers");
    var statuses = listing.values("Statuses");
    var term = listing.searchTerm();
    var mine = listing.flag("createdByMyApp");
    return invoice ->
        ids.map(set -> set.contains(invoice.id)).orElse(true)
            && contacts.map(set -> set.contains(invoice.contactId)).orElse(true)
            && numbers.map(set -> set.contains(lower(invoice.number))).orElse(true)
            && statuses.map(set -> set.contains(lower(invoice.status))).orElse(true)
            && term.map(
                    part ->
                        lower(invoice.number).contains(part)
                            || lower(invoice.reference).contains(part))
                .orElse(true)
            && (!mine || invoice.byApp)
            && listing.modifiedSince(invoice.updated);
  }

  private Response history(Invoice invoice) {
    if (request.method().equals("PUT")) {
      for (var record : Answers.elements(request, "HistoryRecords")) {
        invoice.history.add(
            new Invoice.HistoryRecord(
                "Note", books.now(), "System Generated", record.text("Details")));
      }
    } else if (!request.method().equals("GET")) {
      throw Refusal.notImplemented();
    }
    var records = new ArrayList<ObjectNode>();
    for (var record : invoice.history) {
      records.add(
          JsonNodeFactory.instance
              .objectNode()
              .put("Changes", record.changes())
              .put("DateUTC", XeroDates.epoch(record.at()))
              .put("User", record.user())
              .put("Details", record.details()));
    }
    return answers.list("HistoryRecords", records);
  }

  private static String lower(String text) {
    return text == null ? "" : text.toLowerCase(Locale.ROOT);
  }
}
