package io.coportal.sync.simulator.xero;

import static io.coportal.sync.simulator.Html.cut;
import static io.coportal.sync.simulator.Html.escaped;

import io.coportal.sync.simulator.Html;
import io.coportal.sync.simulator.Response;
import java.math.BigDecimal;
import java.util.Collection;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import java.util.function.Function;
import java.util.stream.Collectors;

/** The ledger for people to look at: organisations, their contacts and invoices, an invoice. */
final class LedgerPages {
  private final Map<UUID, Organisation> organisations;

  LedgerPages(Map<UUID, Organisation> organisations) {
    this.organisations = organisations;
  }

  /**
   * @param path what follows {@code /ledger}
   */
  Response answer(List<String> path) {
    if (path.isEmpty()) {
      return list();
    }
    return id(path.get(0))
        .map(organisations::get)
        .map(books -> inside(books, path))
        .orElseGet(LedgerPages::nothing);
  }

  private Response inside(Organisation books, List<String> path) {
    synchronized (books) {
      if (path.size() == 1) {
        return overview(books);
      }
      return path.size() == 3 && path.get(1).equals("invoices")
          ? id(path.get(2))
              .map(books.invoices::get)
              .map(invoice -> invoice(books, invoice))
              .orElseGet(LedgerPages::nothing)
          : nothing();
    }
  }

  private static Optional<UUID> id(String text) {
    try {
      return Optional.of(UUID.fromString(text));
    } catch (IllegalArgumentException noId) {
      return Optional.empty();
    }
  }

  private static Response nothing() {
    return Response.html(404, Html.page("Nothing here", "<p><a href=\"/ledger\">Ledgers</a></p>"));
  }

  private Response list() {
    var rows =
        rows(
            organisations.values(),
            books ->
                "<td><a href=\"/ledger/%s\">%s</a></td><td>%s</td><td class=\"n\">%d</td>"
                    .formatted(
                        books.profile.id(),
                        escaped(books.profile.name()),
                        escaped(books.profile.baseCurrency()),
                        books.invoices.size()));
    return page(
        "Xero simulator: ledgers",
        table("<th>Organisation</th><th>Currency</th><th class=\"n\">Invoices</th>", rows));
  }

  private Response overview(Organisation books) {
    var invoices =
        rows(
            newestFirst(books),
            invoice ->
                "<td><a href=\"/ledger/%s/invoices/%s\">%s</a></td>%s<td>%s</td><td>%s</td><td>%s</td><td class=\"n\">%s</td><td class=\"n\">%s</td><td>%s</td>%s"
                    .formatted(
                        books.profile.id(),
                        invoice.id,
                        escaped(invoice.number == null ? "(no number)" : invoice.number),
                        cut(books.contacts.get(invoice.contactId).name()),
                        escaped(invoice.date),
                        escaped(invoice.dueDate),
                        escaped(invoice.status),
                        money(invoice.total()),
                        money(invoice.amountDue()),
                        escaped(invoice.currency),
                        cut(invoice.url, link(invoice.url))));
    var contacts =
        rows(
            books.contacts.values(),
            contact ->
                "%s<td>%s</td><td>%s</td><td>%s</td>"
                    .formatted(
                        cut(contact.name()),
                        escaped(contact.texts.get("EmailAddress")),
                        escaped(contact.number()),
                        contact.archived ? "ARCHIVED" : "ACTIVE"));
    return page(
        books.profile.name(),
        "<p><a href=\"/ledger\">All ledgers</a></p><h2>Invoices</h2>"
            + table(
                "<th>Number</th><th>Contact</th><th>Date</th><th>Due</th><th>Status</th>"
                    + "<th class=\"n\">Total</th><th class=\"n\">Open</th><th>Currency</th>"
                    + "<th>Source</th>",
                invoices)
            + "<h2>Contacts</h2>"
            + table("<th>Name</th><th>E-mail</th><th>Contact code</th><th>Status</th>", contacts));
  }

  private static List<Invoice> newestFirst(Organisation books) {
    return books.invoices.values().stream()
        .sorted(Comparator.comparing((Invoice invoice) -> invoice.updated).reversed())
        .toList();
  }

  private Response invoice(Organisation books, Invoice invoice) {
    var lines =
        rows(
            invoice.lines,
            line ->
                "<td class=\"wrap\">%s</td><td class=\"n\">%s</td><td class=\"n\">%s</td><td>%s</td><td>%s</td><td class=\"n\">%s</td><td class=\"n\">%s</td>"
                    .formatted(
                        escaped(line.description),
                        plain(line.quantity),
                        plain(line.unitAmount),
                        escaped(line.accountCode),
                        escaped(line.taxType),
                        money(line.taxAmount),
                        money(line.lineAmount)));
    var head =
        "<p><a href=\"/ledger/%s\">%s</a></p><p>%s · %s · due %s · <strong>%s</strong> · reference %s</p><p>Source: %s</p>"
            .formatted(
                books.profile.id(),
                escaped(books.profile.name()),
                escaped(books.contacts.get(invoice.contactId).name()),
                escaped(invoice.date),
                escaped(invoice.dueDate),
                escaped(invoice.status),
                escaped(invoice.reference),
                link(invoice.url));
    var sums =
        total("Subtotal", invoice.subTotal, invoice)
            + total("Tax", invoice.totalTax, invoice)
            + total("Total", invoice.total(), invoice)
            + total("Amount due", invoice.amountDue(), invoice);
    return page(
        "Invoice " + (invoice.number == null ? invoice.id : invoice.number),
        head
            + table(
                "<th>Description</th><th class=\"n\">Quantity</th><th class=\"n\">Price</th>"
                    + "<th>Account</th><th>Tax type</th><th class=\"n\">Tax</th>"
                    + "<th class=\"n\">Amount</th>",
                lines)
            + "<table class=\"sums\">"
            + sums
            + "</table>"
            + "<p class=\"muted\">"
            + escaped(invoice.lineAmountTypes)
            + " of tax · "
            + invoice.id
            + "</p>");
  }

  private static String total(String name, BigDecimal amount, Invoice invoice) {
    return "<tr><th>%s</th><td class=\"n\">%s %s</td></tr>"
        .formatted(name, escaped(invoice.currency), money(amount));
  }

  /** A link only where a click is harmless. */
  private static String link(String url) {
    var safe = url != null && url.matches("(?i)https?://.*");
    return safe ? "<a href=\"%1$s\">%1$s</a>".formatted(escaped(url)) : escaped(url);
  }

  private static String money(BigDecimal amount) {
    return Money.cents(amount).toPlainString();
  }

  private static String plain(BigDecimal number) {
    return number == null ? "" : number.stripTrailingZeros().toPlainString();
  }

  private static <T> String rows(Collection<T> things, Function<T, String> cells) {
    return things.stream()
        .map(cells.andThen(row -> "<tr>" + row + "</tr>"))
        .collect(Collectors.joining());
  }

  private static String table(String head, String rows) {
    return "<div class=\"scroll\"><table><thead><tr>%s</tr></thead><tbody>%s</tbody></table></div>"
        .formatted(head, rows);
  }

  private static Response page(String title, String body) {
    return Response.html(200, Html.page(title, body));
  }
}
