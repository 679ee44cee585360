package io.coportal.sync.invoice;

import static io.coportal.sync.invoice.BadInvoices.Told.BY_THE_READER_ALONE;
import static io.coportal.sync.invoice.BadInvoices.Told.BY_THE_SCHEMA_TOO;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.fasterxml.jackson.databind.node.TextNode;
import java.util.stream.Stream;

/** One good invoice, and what may be wrong with it. */
final class BadInvoices {
  static final String GOOD =
      """
      {"version":3,"number":"INV-1","status":"sent","issueDate":"2026-10-01","dueDate":"2026-10-31",\
      "currency":"GBP","client":{"clientId":"c-1","name":"Ann O'Hara","email":"ann@example.com",\
      "company":"O'Hara & Sons","phone":"+44 20 7946 0000","taxNumber":"GB123","country":"GB",\
      "address":{"line1":"1 High Street","city":"London","postalCode":"N1 1AA","country":"GB"}},\
      "lines":[{"lineId":"l-1","description":"Design\\nTwo rounds","quantity":1.50,"unitPrice":100},\
      {"description":"Stamp","quantity":"1","unitPrice":"0.1000"}],\
      "taxRate":20,"subtotal":150.10,"taxTotal":30.02,"total":"180.12","reference":"PO 7",\
      "url":"https://app.coportal.example/invoices/inv-1"}\
      """;

  private static final String HERE = "the value under test";

  enum Told {
    BY_THE_SCHEMA_TOO,
    BY_THE_READER_ALONE
  }

  /**
   * @param at pointer of the member that is changed
   * @param value its JSON; null: the member is left out
   * @param faultAt pointer that the refusal must name
   * @param says part of what it must say
   */
  record Bad(String at, String value, String faultAt, String says, Told told) {
    String json() {
      return with(at, value);
    }

    @Override
    public String toString() {
      return at + " = " + (value != null && value.length() > 40 ? value.length() + " long" : value);
    }
  }

  private BadInvoices() {}

  /** The good invoice with one member changed, added, or (null) left out. */
  static String with(String pointer, String value) {
    JsonNode root = JsonText.parse(GOOD);
    int cut = pointer.lastIndexOf('/');
    JsonNode parent = root.at(pointer.substring(0, cut));
    String name = pointer.substring(cut + 1);
    if (parent instanceof ArrayNode array) {
      array.set(Integer.parseInt(name), TextNode.valueOf(HERE));
    } else if (value == null) {
      ((ObjectNode) parent).remove(name);
    } else {
      ((ObjectNode) parent).put(name, HERE);
    }
    // Put in as text, so that no parser touches its digits or escapes.
    return JsonText.compact(root).replace('"' + HERE + '"', value == null ? "" : value);
  }

  private static Bad schema(String at, String value, String says) {
    return new Bad(at, value, at, says, BY_THE_SCHEMA_TOO);
  }

  private static Bad reader(String at, String value, String says) {
    return new Bad(at, value, at, says, BY_THE_READER_ALONE);
  }

  static Stream<Bad> all() {
    return Stream.of(structure(), texts(), amounts(), choices(), agreement()).flatMap(s -> s);
  }

  private static Stream<Bad> structure() {
    Stream<Bad> missing =
        Stream.of(
                "/version /number /status /issueDate /currency /client /lines /taxRate /subtotal"
                    + " /taxTotal /total /client/clientId /client/name /lines/0/description"
                    + " /lines/0/quantity /lines/0/unitPrice")
            .flatMap(names -> Stream.of(names.split(" ")))
            .flatMap(
                at -> Stream.of(schema(at, null, "is missing"), schema(at, "null", "is missing")));
    Stream<Bad> unknown =
        Stream.of(
                "/workspaceId",
                "/state",
                "/externalId",
                "/id",
                "/@class",
                "/client/x",
                "/client/address/x",
                "/lines/0/x")
            .map(at -> schema(at, "\"x\"", "not a known member"));
    return Stream.of(
            missing,
            unknown,
            Stream.of(
                schema("/lines", "[]", "1 to 1,000"),
                schema("/lines", "{}", "array"),
                schema("/lines/0", "1", "object"),
                schema("/lines/0", "null", "object"),
                schema("/client", "\"Ann\"", "object"),
                schema("/client/address", "[]", "object")))
        .flatMap(s -> s);
  }

  private static Stream<Bad> texts() {
    return Stream.of(
        schema("/number", "\"\"", "not blank"),
        schema("/number", "\" \\u00a0\"", "not blank"),
        schema("/number", "7", "not a text"),
        schema("/number", quoted("9", 256), "at most 255"),
        schema("/number", "\"INV\\u00001\"", "control"),
        schema("/number", "\"INV\\t1\"", "control"),
        schema("/number", "\"INV\\r\\nX-Evil: 1\"", "control"),
        schema("/client/name", "\"\"", "not blank"),
        schema("/client/name", quoted("n", 256), "at most 255"),
        reader("/client/name", "\"half \\ud83d\"", "surrogate"),
        reader("/client/name", quoted("\uD83D\uDE00", 200), "at most 255"),
        schema("/client/clientId", "\"../x\"", "1 to 64"),
        schema("/client/clientId", quoted("c", 65), "at most 64"),
        schema("/lines/0/lineId", "\"a b\"", "1 to 64"),
        schema("/client/email", "\"ann\"", "e-mail"),
        schema("/client/email", "\"ann@example\"", "e-mail"),
        schema("/client/email", "\"a@b.c, d@e.f\"", "e-mail"),
        schema("/client/email", "\"\"", "e-mail"),
        schema("/client/phone", quoted("1", 51), "at most 50"),
        schema("/client/company", quoted("c", 256), "at most 255"),
        schema("/client/taxNumber", quoted("1", 51), "at most 50"),
        schema("/client/country", "\"United Kingdom\"", "at most 2"),
        schema("/client/country", "\"gb\"", "3166"),
        reader("/client/country", "\"ZZ\"", "3166"),
        schema("/client/address/line1", quoted("a", 501), "at most 500"),
        schema("/client/address/city", "\"a\\u0007\"", "control"),
        schema("/client/address/country", "\"\"", "3166"),
        schema("/lines/0/description", "\"\"", "not blank"),
        schema("/lines/0/description", quoted("d", 4001), "at most 4000"),
        schema("/lines/0/description", "\"a\\u0000b\"", "control"),
        schema("/reference", quoted("r", 256), "at most 255"),
        schema("/reference", "\"a\\nb\"", "control"),
        schema("/url", "\"/invoices/1\"", "absolute"),
        schema("/url", "\"javascript:alert(1)\"", "absolute"),
        schema("/url", "\"ftp://example.com/\"", "absolute"),
        schema("/url", "\"https://user@example.com/\"", "absolute"),
        schema("/url", "\"https://example.com/a b\"", "absolute"),
        schema("/url", "\"https://example.com/" + "a".repeat(1000) + "\"", "at most 1000"));
  }

  private static Stream<Bad> amounts() {
    return Stream.of(
        schema("/version", "0", "whole number"),
        schema("/version", "-1", "whole number"),
        schema("/version", "\"1\"", "whole number"),
        schema("/version", "1.5", "whole number"),
        reader("/version", "9223372036854775808", "whole number"),
        schema("/total", "\"NaN\"", "decimal"),
        schema("/total", "true", "decimal"),
        schema("/total", "\"-0\"", "decimal"),
        schema("/total", "\"1e2\"", "decimal"),
        schema("/total", "\"1,00\"", "decimal"),
        schema("/total", "\" 1\"", "decimal"),
        schema("/total", "\"180.12345678901\"", "decimal"),
        schema("/total", "1e400", "decimal"),
        schema("/total", "1e999999999", "decimal"),
        reader("/total", "1e-400", "decimal"),
        reader("/total", "0e400", "decimal"),
        reader("/total", "180.123456789012345", "decimal"),
        schema("/total", "1000000000000000", "decimal"),
        schema("/total", "-180.12", "credit note"),
        schema("/total", "\"-180.12\"", "credit note"),
        reader("/subtotal", "150.1000000000000001", "decimal"),
        reader("/taxTotal", "1e-11", "decimal"),
        schema("/lines/0/unitPrice", "\"1000000000000000\"", "decimal"),
        schema("/lines/0/unitPrice", "-1e16", "decimal"),
        schema("/lines/0/quantity", "[]", "decimal"),
        schema("/lines/0/quantity", "0", "line of nothing"),
        schema("/lines/0/quantity", "0.00", "line of nothing"),
        schema("/lines/0/quantity", "\"0.00\"", "line of nothing"),
        schema("/taxRate", "-1", "percentage"),
        schema("/taxRate", "100.0001", "percentage"),
        schema("/taxRate", "\"101\"", "percentage"),
        schema("/taxRate", "\"20.00000\"", "decimals"),
        reader("/taxRate", "20.00000", "decimals"),
        schema("/lines/0/taxRate", "\"-5\"", "percentage"));
  }

  private static Stream<Bad> choices() {
    return Stream.of(
        schema("/status", "\"overdue\"", "awaiting_confirmation"),
        schema("/status", "\"SENT\"", "awaiting_confirmation"),
        schema("/status", "1", "awaiting_confirmation"),
        schema("/taxReason", "\"because\"", "zero_rated_export"),
        schema("/currency", "\"gbp\"", "4217"),
        schema("/currency", "\"POUND\"", "at most 3"),
        reader("/currency", "\"XXX\"", "4217"),
        reader("/currency", "\"XAU\"", "4217"),
        reader("/currency", "\"QQQ\"", "4217"),
        schema("/issueDate", "\"01/10/2026\"", "YYYY-MM-DD"),
        schema("/issueDate", "\"0000-00-00\"", "YYYY-MM-DD"),
        schema("/issueDate", "\"10000-01-01\"", "YYYY-MM-DD"),
        schema("/issueDate", "\"1899-12-31\"", "YYYY-MM-DD"),
        schema("/issueDate", "\"3000-01-01\"", "YYYY-MM-DD"),
        schema("/issueDate", "\"2026-10-01T00:00:00Z\"", "YYYY-MM-DD"),
        schema("/issueDate", "\"٢٠٢٦-١٠-٠١\"", "YYYY-MM-DD"),
        schema("/issueDate", "20261001", "YYYY-MM-DD"),
        schema("/issueDate", "\"2026-13-01\"", "calendar"),
        reader("/dueDate", "\"2027-02-29\"", "calendar"),
        schema("/dueDate", "\"\"", "YYYY-MM-DD"));
  }

  /** What no schema can tell: members against each other. */
  private static Stream<Bad> agreement() {
    return Stream.of(
        reader("/dueDate", "\"2026-09-30\"", "before the issue date"),
        reader("/taxReason", "\"exempt\"", "standard or reduced"),
        reader("/lines/0/taxReason", "\"out_of_scope\"", "standard or reduced"),
        reader("/subtotal", "150.11", "150.10"),
        reader("/taxTotal", "30.03", "30.02"),
        reader("/total", "180.13", "180.12"));
  }

  private static String quoted(String text, int times) {
    return "\"" + text.repeat(times) + "\"";
  }
}
