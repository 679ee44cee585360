package io.coportal.sync.simulator.quickbooks;

import static io.coportal.sync.simulator.Html.cut;
import static io.coportal.sync.simulator.Html.escaped;

import com.fasterxml.jackson.databind.JsonNode;
import io.coportal.sync.simulator.Html;
import io.coportal.sync.simulator.Response;
import java.util.Collection;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;
import java.util.stream.Collectors;
import java.util.stream.StreamSupport;

/** The ledger for people to look at: companies, their customers and invoices, an invoice. */
final class LedgerPages {
  private final Map<String, Company> companies;

  LedgerPages(Map<String, Company> companies) {
    this.companies = companies;
  }

  /**
   * @param path what follows {@code /ledger}
   */
  Response answer(List<String> path) {
    if (path.isEmpty()) {
      return list();
    }
    return Optional.ofNullable(companies.get(path.get(0)))
        .map(books -> inside(books, path))
        .orElseGet(LedgerPages::nothing);
  }

  private static Response inside(Company books, List<String> path) {
    synchronized (books) {
      if (path.size() == 1) {
        return overview(books);
      }
      return path.size() == 3 && path.get(1).equals("invoices")
          ? books
              .find("Invoice", path.get(2))
              .map(found -> invoice(books, Shown.of(books, "Invoice", found)))
              .orElseGet(LedgerPages::nothing)
          : nothing();
    }
  }

  private static Response nothing() {
    return Response.html(404, Html.page("Nothing here", "<p><a href=\"/ledger\">Ledgers</a></p>"));
  }

  private Response list() {
    var rows =
        rows(
            companies.values(),
            books ->
                "<td><a href=\"/ledger/%s\">%s</a></td><td>%s</td><td class=\"n\">%d</td>"
                    .formatted(
                        books.profile.realm(),
                        escaped(books.profile.name()),
                        escaped(books.profile.homeCurrency()),
                        books.all("Invoice").size()));
    return page(
        "QuickBooks simulator: ledgers",
        table("<th>Company</th><th>Currency</th><th class=\"n\">Invoices</th>", rows));
  }

  private static Response overview(Company books) {
    var invoices =
        rows(
            newestFirst(books),
            invoice ->
                "<td><a href=\"/ledger/%s/invoices/%s\">%s</a></td>%s<td>%s</td><td>%s</td><td>%s</td><td class=\"n\">%s</td><td class=\"n\">%s</td><td>%s</td>%s"
                    .formatted(
                        books.profile.realm(),
                        text(invoice, "Id"),
                        number(invoice),
                        cut(invoice.at("/CustomerRef/name").asText()),
                        text(invoice, "TxnDate"),
                        text(invoice, "DueDate"),
                        status(invoice),
                        money(invoice, "TotalAmt"),
                        money(invoice, "Balance"),
                        escaped(invoice.at("/CurrencyRef/value").asText()),
                        cut(invoice.path("PrivateNote").asText())));
    var customers =
        rows(
            books.all("Customer"),
            customer ->
                "%s<td>%s</td><td>%s</td><td>%s</td>"
                    .formatted(
                        cut(customer.path("DisplayName").asText()),
                        escaped(customer.at("/PrimaryEmailAddr/Address").asText()),
                        escaped(customer.at("/CurrencyRef/value").asText()),
                        customer.path("Active").asBoolean() ? "ACTIVE" : "INACTIVE"));
    return page(
        books.profile.name(),
        "<p><a href=\"/ledger\">All ledgers</a></p><h2>Invoices</h2>"
            + table(
                "<th>Number</th><th>Customer</th><th>Date</th><th>Due</th><th>Status</th>"
                    + "<th class=\"n\">Total</th><th class=\"n\">Open</th><th>Currency</th>"
                    + "<th>Private note</th>",
                invoices)
            + "<h2>Customers</h2>"
            + table("<th>Name</th><th>E-mail</th><th>Currency</th><th>Status</th>", customers));
  }

  private static List<JsonNode> newestFirst(Company books) {
    return books.all("Invoice").stream()
        .<JsonNode>map(invoice -> Shown.of(books, "Invoice", invoice))
        .sorted(Comparator.comparingLong((JsonNode each) -> each.get("Id").asLong()).reversed())
        .toList();
  }

  private static Response invoice(Company books, JsonNode invoice) {
    var lines =
        rows(
            StreamSupport.stream(invoice.path("Line").spliterator(), false)
                .filter(line -> !line.path("DetailType").asText().equals("SubTotalLineDetail"))
                .toList(),
            line -> line(books, line));
    var head =
        "<p><a href=\"/ledger/%s\">%s</a></p><p>%s · %s · due %s · <strong>%s</strong></p><p>Private note: %s</p>"
            .formatted(
                books.profile.realm(),
                escaped(books.profile.name()),
                escaped(invoice.at("/CustomerRef/name").asText()),
                text(invoice, "TxnDate"),
                text(invoice, "DueDate"),
                status(invoice),
                text(invoice, "PrivateNote"));
    var currency = escaped(invoice.at("/CurrencyRef/value").asText());
    var sums =
        total("Tax", money(invoice.path("TxnTaxDetail"), "TotalTax"), currency)
            + total("Total", money(invoice, "TotalAmt"), currency)
            + total("Balance", money(invoice, "Balance"), currency);
    return page(
        "Invoice " + invoice.path("DocNumber").asText(invoice.path("Id").asText()),
        head
            + table(
                "<th>Description</th><th class=\"n\">Quantity</th><th class=\"n\">Price</th>"
                    + "<th>Item</th><th>Tax code</th><th class=\"n\">Amount</th>",
                lines)
            + "<table class=\"sums\">"
            + sums
            + "</table><p class=\"muted\">Id "
            + text(invoice, "Id")
            + " · SyncToken "
            + text(invoice, "SyncToken")
            + "</p>");
  }

  private static String line(Company books, JsonNode line) {
    var detail = line.path(line.path("DetailType").asText());
    var code = References.value(detail, "TaxCodeRef");
    var name = books.find("TaxCode", code).map(found -> found.path("Name").asText()).orElse(code);
    return "<td class=\"wrap\">%s</td><td class=\"n\">%s</td><td class=\"n\">%s</td><td>%s</td><td>%s</td><td class=\"n\">%s</td>"
        .formatted(
            text(line, "Description"),
            text(detail, "Qty"),
            text(detail, "UnitPrice"),
            escaped(detail.at("/ItemRef/name").asText()),
            escaped(name),
            line.hasNonNull("Amount") ? money(line, "Amount") : "");
  }

  private static String total(String name, String amount, String currency) {
    return "<tr><th>%s</th><td class=\"n\">%s %s</td></tr>".formatted(name, currency, amount);
  }

  private static String status(JsonNode invoice) {
    if (invoice.path("PrivateNote").asText().startsWith("Voided")
        && Amounts.of(invoice, "TotalAmt").signum() == 0) {
      return "VOIDED";
    }
    return Amounts.of(invoice, "Balance").signum() == 0 ? "PAID" : "OPEN";
  }

  private static String number(JsonNode invoice) {
    return invoice.hasNonNull("DocNumber") ? text(invoice, "DocNumber") : "(no number)";
  }

  private static String text(JsonNode object, String member) {
    var value = object.path(member);
    return escaped(value.isNumber() ? value.decimalValue().toPlainString() : value.asText());
  }

  private static String money(JsonNode object, String member) {
    return Amounts.cents(Amounts.of(object, member)).toPlainString();
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
