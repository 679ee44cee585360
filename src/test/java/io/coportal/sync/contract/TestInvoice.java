package io.coportal.sync.contract;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.math.BigDecimal;
import java.math.RoundingMode;
import java.util.Currency;
import java.util.List;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.Stream;

/**
 * An invoice of CoPortal as a test wants it; its sums are computed as CoPortal does: on the sum of
 * the lines, half-up, in the smallest unit of the currency.
 */
final class TestInvoice {
  static final String ISSUED = "2026-11-02";
  static final String DUE = "2026-12-02";

  private static final AtomicInteger COUNTER = new AtomicInteger();
  private static final BigDecimal HUNDRED = new BigDecimal("100");

  private final ObjectNode json = JsonNodeFactory.instance.objectNode();
  private final String id;

  private TestInvoice(int number) {
    id = "inv-" + number;
    json.put("version", 1)
        .put("number", "CT-" + number)
        .put("status", "sent")
        .put("issueDate", ISSUED)
        .put("dueDate", DUE)
        .put("currency", "GBP")
        .put("taxRate", new BigDecimal("20"))
        .put("taxReason", "standard");
    client(
        "cl-" + number,
        "Client %d Ltd".formatted(number),
        "client%d@example.org".formatted(number));
    json.putArray("lines");
  }

  /** An invoice with number, client and id of its own, and no lines yet. */
  static TestInvoice blank() {
    return new TestInvoice(COUNTER.incrementAndGet());
  }

  /** One line of 2.5 hours at 80.00 and one of a single 12.3456, at 20 %. */
  static TestInvoice plain() {
    return blank().line("Consulting", "2.5", "80.00").line("Hosting", "1", "12.3456");
  }

  /** Several of these, each of a client of its own. */
  static List<TestInvoice> plain(int number) {
    return Stream.generate(TestInvoice::plain).limit(number).toList();
  }

  String id() {
    return id;
  }

  String number() {
    return json.get("number").asText();
  }

  String clientName() {
    return json.path("client").path("name").asText();
  }

  TestInvoice number(String number) {
    json.put("number", number);
    return this;
  }

  int version() {
    return json.path("version").asInt();
  }

  TestInvoice version(int version) {
    json.put("version", version);
    return this;
  }

  TestInvoice status(String status) {
    json.put("status", status);
    return this;
  }

  TestInvoice currency(String code) {
    json.put("currency", code);
    return this;
  }

  TestInvoice issued(String date) {
    json.put("issueDate", date);
    return this;
  }

  TestInvoice withoutDueDate() {
    json.remove("dueDate");
    return this;
  }

  TestInvoice due(String date) {
    json.put("dueDate", date);
    return this;
  }

  TestInvoice reference(String reference) {
    json.put("reference", reference);
    return this;
  }

  TestInvoice link(String url) {
    json.put("url", url);
    return this;
  }

  TestInvoice tax(String percent, String reason) {
    json.put("taxRate", new BigDecimal(percent)).put("taxReason", reason);
    return this;
  }

  TestInvoice client(String clientId, String name, String email) {
    ObjectNode client = json.putObject("client").put("clientId", clientId).put("name", name);
    if (email != null) {
      client.put("email", email);
    }
    return this;
  }

  /** One more member of the client, or another value for it. */
  TestInvoice clientWith(String member, String value) {
    ((ObjectNode) json.get("client")).put(member, value);
    return this;
  }

  TestInvoice clientWithout(String member) {
    ((ObjectNode) json.get("client")).remove(member);
    return this;
  }

  /** The client's street, in a town. */
  TestInvoice clientIn(String street) {
    ((ObjectNode) json.get("client"))
        .putObject("address")
        .put("line1", street)
        .put("city", "Leeds");
    return this;
  }

  /** The same client as the other invoice's, with the same details. */
  TestInvoice clientOf(TestInvoice other) {
    json.set("client", other.json.get("client").deepCopy());
    return this;
  }

  String clientEmail() {
    return json.path("client").path("email").asText();
  }

  TestInvoice line(String description, String quantity, String unitPrice) {
    lines()
        .addObject()
        .put("description", description)
        .put("quantity", new BigDecimal(quantity))
        .put("unitPrice", new BigDecimal(unitPrice));
    return this;
  }

  /** CoPortal's id of the last line. */
  TestInvoice lineId(String id) {
    ((ObjectNode) lines().get(lines().size() - 1)).put("lineId", id);
    return this;
  }

  TestInvoice withoutLines() {
    lines().removeAll();
    return this;
  }

  BigDecimal subtotal() {
    BigDecimal sum = BigDecimal.ZERO;
    for (var line : lines()) {
      sum =
          sum.add(
              line.get("quantity").decimalValue().multiply(line.get("unitPrice").decimalValue()));
    }
    return sum.setScale(decimals(), RoundingMode.HALF_UP);
  }

  BigDecimal taxTotal() {
    return subtotal()
        .multiply(json.get("taxRate").decimalValue())
        .divide(HUNDRED, decimals(), RoundingMode.HALF_UP);
  }

  BigDecimal total() {
    return subtotal().add(taxTotal());
  }

  String json() {
    return json.deepCopy()
        .put("subtotal", subtotal())
        .put("taxTotal", taxTotal())
        .put("total", total())
        .toString();
  }

  private int decimals() {
    return Currency.getInstance(json.get("currency").asText()).getDefaultFractionDigits();
  }

  private ArrayNode lines() {
    return (ArrayNode) json.get("lines");
  }
}
