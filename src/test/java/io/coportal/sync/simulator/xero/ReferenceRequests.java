package io.coportal.sync.simulator.xero;

import com.fasterxml.jackson.databind.node.ObjectNode;
import io.coportal.sync.simulator.Request;
import io.coportal.sync.simulator.Response;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.function.Function;
import java.util.function.Predicate;

/** The read-only endpoints of one organisation: itself and its settings. */
final class ReferenceRequests {
  private static final Set<String> ACCOUNT =
      Set.of(
          "accountid",
          "code",
          "name",
          "status",
          "type",
          "taxtype",
          "class",
          "systemaccount",
          "enablepaymentstoaccount",
          "bankaccountnumber",
          "updateddateutc");
  private static final Set<String> TAX_RATE =
      Set.of(
          "name",
          "taxtype",
          "reporttaxtype",
          "status",
          "effectiverate",
          "displaytaxrate",
          "canapplytoassets",
          "canapplytoequity",
          "canapplytoexpenses",
          "canapplytoliabilities",
          "canapplytorevenue");
  private static final Set<String> ITEM =
      Set.of(
          "itemid",
          "code",
          "name",
          "description",
          "issold",
          "ispurchased",
          "istrackedasinventory",
          "updateddateutc",
          "salesdetails.unitprice",
          "salesdetails.accountcode",
          "salesdetails.taxtype");
  private static final Set<String> CURRENCY = Set.of("code", "description");

  private final Organisation books;
  private final Request request;
  private final Answers answers;

  ReferenceRequests(Organisation books, Request request, Answers answers) {
    this.books = books;
    this.request = request;
    this.answers = answers;
  }

  Response answer(String endpoint, List<String> path) {
    if (!request.method().equals("GET")) {
      throw Refusal.notImplemented();
    }
    return switch (endpoint) {
      case "organisation", "organisations" -> organisation(path);
      case "accounts" ->
          rows(
              "Accounts",
              "Account",
              ACCOUNT,
              rows(books.accounts, ReferenceJson::account),
              path,
              "AccountID");
      case "taxrates" ->
          rows(
              "TaxRates",
              "TaxRate",
              TAX_RATE,
              rows(books.taxRates, ReferenceJson::taxRate),
              path,
              "TaxType");
      case "currencies" ->
          rows(
              "Currencies",
              "Currency",
              CURRENCY,
              books.currencies.entrySet().stream().map(ReferenceJson::currency).toList(),
              path,
              "Code");
      case "brandingthemes" ->
          rows(
              "BrandingThemes",
              "BrandingTheme",
              Set.of(),
              List.of(ReferenceJson.brandingTheme(books)),
              path,
              "BrandingThemeID");
      case "items" -> items(path);
      case "trackingcategories" ->
          rows(
              "TrackingCategories",
              "TrackingCategory",
              Set.of("name", "status"),
              List.of(ReferenceJson.trackingCategory(books)),
              path,
              "TrackingCategoryID");
      default -> throw Refusal.notFound();
    };
  }

  private Response organisation(List<String> path) {
    if (path.isEmpty()) {
      return answers.list("Organisations", List.of(ReferenceJson.organisation(books)));
    }
    if (path.get(0).equalsIgnoreCase("Actions")) {
      return answers.list("Actions", ReferenceJson.actions(books));
    }
    throw Refusal.notFound();
  }

  private Response items(List<String> path) {
    var decimals = Listing.unitDecimals(request);
    var items = rows(books.items, item -> ReferenceJson.item(item, decimals));
    var byCode = path.size() == 1 && books.item(path.get(0)).isPresent() ? "Code" : "ItemID";
    return rows("Items", "Item", ITEM, items, path, byCode);
  }

  private Response rows(
      String plural,
      String type,
      Set<String> known,
      List<ObjectNode> rows,
      List<String> path,
      String key) {
    if (path.isEmpty()) {
      return answers.list(plural, new Listing(request, type, known).filteredAndOrdered(rows));
    }
    Predicate<ObjectNode> named =
        row ->
            row.path(key)
                .asText()
                .toLowerCase(Locale.ROOT)
                .equals(path.get(0).toLowerCase(Locale.ROOT));
    var one = rows.stream().filter(named).findFirst().orElseThrow(Refusal::notFound);
    return answers.list(plural, List.of(one));
  }

  private static <T> List<ObjectNode> rows(List<T> things, Function<T, ObjectNode> json) {
    return things.stream().map(json).toList();
  }
}
