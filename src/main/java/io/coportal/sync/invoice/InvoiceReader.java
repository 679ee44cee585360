package io.coportal.sync.invoice;

import static io.coportal.sync.invoice.TextRule.COUNTRY_RULE;
import static io.coportal.sync.invoice.TextRule.CURRENCY_RULE;
import static io.coportal.sync.invoice.TextRule.EMAIL_RULE;
import static io.coportal.sync.invoice.TextRule.ID_RULE;
import static io.coportal.sync.invoice.TextRule.URL_RULE;
import static io.coportal.sync.invoice.TextRule.any;
import static io.coportal.sync.invoice.TextRule.anyLines;
import static io.coportal.sync.invoice.TextRule.filled;
import static io.coportal.sync.invoice.TextRule.filledLines;

import com.fasterxml.jackson.databind.JsonNode;
import io.coportal.sync.problem.Problem;
import java.math.BigDecimal;
import java.time.LocalDate;
import java.util.List;
import org.springframework.stereotype.Component;

/**
 * CoPortal's invoice out of JSON, or a refusal that names every offending place. The rules stand in
 * {@code routes/triggers/invoice.schema.json}; those a schema cannot tell (sums, dates against each
 * other, tax reasons against rates) are checked here only.
 */
@Component
public final class InvoiceReader {
  private static final int MOST_LINES = 1_000;

  /**
   * @param id the invoice's id, from the path
   * @throws Problem 400 {@code not-json}, 422 {@code invalid-invoice}
   */
  public Invoice read(String id, String json) {
    return read(id, JsonText.parse(json));
  }

  /**
   * @param body read by {@link io.coportal.sync.json.ExactJson#mapper()}: any other mapper has lost
   *     digits already
   * @throws Problem 422 {@code invalid-invoice}
   */
  public Invoice read(String id, JsonNode body) {
    Faults faults = new Faults();
    ID_RULE.fault(id).ifPresent(fault -> faults.add("", "has an id in its path that " + fault));
    Invoice invoice = read(id, body, faults);
    faults.refuseIfAny("invoice");
    return invoice;
  }

  /** A document that was accepted once stays readable, even if the rules have become stricter. */
  public static Invoice accepted(String id, String document) {
    return read(id, JsonText.parse(document), new Faults());
  }

  private static Invoice read(String id, JsonNode body, Faults faults) {
    return new JsonValue(body, "", faults).object(members -> invoice(id, members, faults));
  }

  private static Invoice invoice(String id, JsonMembers members, Faults faults) {
    JsonValue dueDate = members.optional("dueDate");
    TaxReader tax = TaxReader.ofInvoice(members);
    List<LineItem> lines =
        members.required("lines").objects(1, MOST_LINES, line -> line(line, tax));
    Invoice invoice =
        new Invoice(
            id,
            members.required("version").whole(1, Long.MAX_VALUE),
            members.required("number").text(filled(255)),
            members.required("status").oneOf(InvoiceStatus.class),
            members.required("issueDate").date(),
            dueDate.date(),
            members.required("currency").text(CURRENCY_RULE),
            members.required("client").object(InvoiceReader::client),
            lines == null || lines.contains(null) ? List.of() : lines,
            tax.rate(),
            tax.reason(),
            members.required("subtotal").amount(AmountRule.SUM),
            members.required("taxTotal").amount(AmountRule.SUM),
            members.required("total").amount(AmountRule.TOTAL),
            members.optional("reference").text(any(255)),
            members.optional("url").text(URL_RULE));
    checkOrder(invoice.issueDate(), invoice.dueDate(), dueDate);
    InvoiceSums.check(invoice, faults);
    return invoice;
  }

  private static void checkOrder(LocalDate issued, LocalDate due, JsonValue dueDate) {
    if (issued != null && due != null && due.isBefore(issued)) {
      dueDate.fault(
          "is before the issue date. Send the issue date or a later day, or leave it out.");
    }
  }

  private static LineItem line(JsonMembers members, TaxReader ofInvoice) {
    String lineId = members.optional("lineId").text(ID_RULE);
    String description = members.required("description").text(filledLines(4000));
    BigDecimal quantity = members.required("quantity").amount(AmountRule.QUANTITY);
    BigDecimal unitPrice = members.required("unitPrice").amount(AmountRule.PRICE);
    TaxReader tax = TaxReader.ofLine(members, ofInvoice);
    return new LineItem(lineId, description, quantity, unitPrice, tax.rate(), tax.reason());
  }

  private static Client client(JsonMembers members) {
    return new Client(
        members.required("clientId").text(ID_RULE),
        members.required("name").text(filled(255)),
        members.optional("email").text(EMAIL_RULE),
        members.optional("company").text(any(255)),
        members.optional("phone").text(any(50)),
        members.optional("taxNumber").text(any(50)),
        members.optional("country").text(COUNTRY_RULE),
        members.optional("address").object(InvoiceReader::address));
  }

  private static Address address(JsonMembers members) {
    return new Address(
        members.optional("line1").text(anyLines(500)),
        members.optional("line2").text(anyLines(500)),
        members.optional("city").text(anyLines(255)),
        members.optional("region").text(anyLines(255)),
        members.optional("postalCode").text(anyLines(50)),
        members.optional("country").text(COUNTRY_RULE));
  }
}
