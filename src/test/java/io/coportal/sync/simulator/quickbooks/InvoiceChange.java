package io.coportal.sync.simulator.quickbooks;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.MissingNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.math.BigDecimal;
import java.time.LocalDate;
import java.util.List;

/** One sent invoice on its way into the books: the first thing wrong with it refuses it. */
final class InvoiceChange {
  /** What a full update keeps although it is not sent. */
  private static final List<String> LASTING = List.of("Id", "SyncToken", "MetaData", "LinkedTxn");

  private static final int USUAL_DAYS = 30;

  private final Company books;
  private final ObjectNode sent;
  private final ObjectNode old;
  private final boolean duplicateAllowed;
  private final References references;

  /**
   * @param old null to create
   * @param duplicateAllowed whether the number may be another invoice's
   */
  InvoiceChange(Company books, ObjectNode sent, ObjectNode old, boolean duplicateAllowed) {
    this.books = books;
    this.sent = sent;
    this.old = old;
    this.duplicateAllowed = duplicateAllowed;
    this.references = new References(books);
  }

  /** The invoice as it now stands in the books. */
  ObjectNode apply() {
    var next = Merge.of(sent, old, LASTING);
    required(next);
    var customer = references.customer(next);
    otherReferences(next);
    dates(next);
    header(next);
    currency(next, customer);
    money(next);
    number(next);
    var kept = books.keep("Invoice", next);
    return old == null ? credited(kept) : kept;
  }

  private void required(ObjectNode next) {
    if (References.value(next, "CustomerRef").isEmpty()) {
      throw Refusal.required("CustomerRef");
    }
    Lines.checkRequired(next.path("Line"));
    if (books.settings.multiCurrency && References.value(next, "CurrencyRef").isEmpty()) {
      throw Refusal.required("CurrencyRef");
    }
    for (var member : List.of("BillEmail", "BillEmailCc", "BillEmailBcc")) {
      CustomerChange.checkEmail(next, member);
    }
  }

  private static void otherReferences(ObjectNode next) {
    References.none(next, "SalesTermRef", "Terms");
    References.none(next, "ClassRef", "Klasses");
    References.none(next, "DepartmentRef", "Departments");
    References.none(next, "ProjectRef", "Names");
    if (!next.path("CustomField").isEmpty()) {
      throw Refusal.badReference("CustomFields", next.at("/CustomField/0/DefinitionId").asText());
    }
  }

  private void dates(ObjectNode next) {
    var today = Stamps.day(books.clock.instant());
    if (!next.hasNonNull("TxnDate")) {
      next.put("TxnDate", today.toString());
    }
    if (!next.hasNonNull("DueDate")) {
      next.put("DueDate", date(next).plusDays(USUAL_DAYS).toString());
    }
    checkOpen(books, next);
    if (old != null) {
      checkOpen(books, old);
    }
  }

  static void checkOpen(Company books, JsonNode invoice) {
    var last = books.settings.bookCloseDate;
    if (last != null && !date(invoice).isAfter(last)) {
      throw Refusal.closedPeriod();
    }
  }

  private static LocalDate date(JsonNode invoice) {
    return LocalDate.parse(invoice.get("TxnDate").asText());
  }

  private void header(ObjectNode next) {
    next.putIfAbsent("CustomField", JsonNodeFactory.instance.arrayNode());
    next.putIfAbsent("LinkedTxn", JsonNodeFactory.instance.arrayNode());
    next.putIfAbsent("EmailStatus", JsonNodeFactory.instance.textNode("NotSet"));
    next.putIfAbsent("PrintStatus", JsonNodeFactory.instance.textNode("NeedToPrint"));
    if (next.get("EmailStatus").asText().equals("NeedToSend") && !next.hasNonNull("BillEmail")) {
      throw Refusal.of("6420", "Email required", "An email address is required to send.");
    }
    if (books.profile.unitedStates()) {
      if (next.hasNonNull("GlobalTaxCalculation")) {
        throw Refusal.business("GlobalTaxCalculation is not available in this company.");
      }
      next.putIfAbsent("ApplyTaxAfterDiscount", JsonNodeFactory.instance.booleanNode(false));
    } else {
      next.putIfAbsent("GlobalTaxCalculation", JsonNodeFactory.instance.textNode("TaxExcluded"));
    }
    if (taxless(next) && sent.hasNonNull("TxnTaxDetail") && books.settings.usingSalesTax) {
      throw Refusal.of(
          "6170",
          "Invalid tax detail",
          "TxnTaxDetail is not allowed when GlobalTaxCalculation is NotApplicable");
    }
  }

  private static boolean taxless(JsonNode invoice) {
    return invoice.path("GlobalTaxCalculation").asText().equals("NotApplicable");
  }

  private void currency(ObjectNode next, ObjectNode customer) {
    var home = books.profile.homeCurrency();
    var code = next.at("/CurrencyRef/value").asText(home);
    if (!Currencies.exist(code)) {
      throw Refusal.invalid("2220", "Currency Type", code);
    }
    if (!books.settings.multiCurrency && !code.equals(home)) {
      throw Refusal.business("Multicurrency is not enabled in this company.");
    }
    if (!customer.at("/CurrencyRef/value").asText().equals(code)) {
      throw Refusal.business(
          "The currency of the transaction must be the currency of the customer.");
    }
    if (old != null && !old.path("LinkedTxn").isEmpty() && moved(next)) {
      throw Refusal.business("The customer of a paid transaction cannot be changed.");
    }
    next.set("CurrencyRef", Currencies.reference(code));
    if (!books.settings.multiCurrency) {
      next.remove("ExchangeRate");
    } else if (code.equals(home) || !next.hasNonNull("ExchangeRate")) {
      next.put("ExchangeRate", BigDecimal.ONE);
    } else if (Amounts.of(next, "ExchangeRate").signum() <= 0) {
      throw Refusal.invalid("2240", "Value range", "ExchangeRate");
    }
  }

  private boolean moved(ObjectNode next) {
    return !References.value(old, "CustomerRef").equals(References.value(next, "CustomerRef"));
  }

  private void money(ObjectNode next) {
    var lines = new Lines(books, books.settings.usingSalesTax && !taxless(next));
    next.set("Line", lines.read(next.get("Line")));
    if (!books.settings.usingSalesTax || taxless(next)) {
      next.remove("TxnTaxDetail");
    } else if (recomputes()) {
      next.set("TxnTaxDetail", taxes(next, lines.nets()));
    }
    var total = lines.net().add(Amounts.of(next.path("TxnTaxDetail"), "TotalTax"));
    if (total.signum() < 0) {
      throw Refusal.of(
          "2290", "Negative amount", "Negative amount : the total of a transaction is negative");
    }
    Balances.set(books, next, total);
  }

  /** An update of other members leaves tax figures that somebody set. */
  private boolean recomputes() {
    return old == null
        || !sent.path("sparse").asBoolean()
        || List.of("Line", "TxnTaxDetail", "TxnDate", "GlobalTaxCalculation").stream()
            .anyMatch(sent::has);
  }

  private ObjectNode taxes(ObjectNode next, List<Taxes.Net> nets) {
    var taxes = new Taxes(books, date(next));
    JsonNode given =
        sent.hasNonNull("TxnTaxDetail") ? sent.get("TxnTaxDetail") : MissingNode.getInstance();
    if (books.profile.unitedStates()) {
      return taxes.american(nets, given);
    }
    return old != null && taxes.complete(given, nets) ? taxes.sent(given) : taxes.computed(nets);
  }

  private void number(ObjectNode next) {
    var number = next.path("DocNumber").asText("");
    var automatic = next.path("AutoDocNumber").asBoolean() || number.equals("AUTO_GENERATE");
    next.remove("AutoDocNumber");
    if (automatic || number.isEmpty() && !books.settings.customTxnNumbers && old == null) {
      next.put("DocNumber", books.takeNextNumber());
    } else if (number.isEmpty()) {
      next.remove("DocNumber");
    } else if (!duplicateAllowed
        && (old == null || !number.equals(old.path("DocNumber").asText()))) {
      books
          .holderOf(number)
          .filter(held -> old == null || !held.get("Id").equals(old.get("Id")))
          .ifPresent(
              held -> {
                throw Refusal.duplicateNumber(number, held.get("Id").asText());
              });
    }
  }

  /** An open credit is applied to a fresh invoice at once, which the answer does not show yet. */
  private ObjectNode credited(ObjectNode invoice) {
    var answer = invoice.deepCopy();
    var customer = References.value(invoice, "CustomerRef");
    var credit = books.credits.get(customer);
    if (books.settings.autoApplyCredit && credit != null) {
      books.credits.remove(customer);
      Balances.pay(books, invoice, credit.min(Amounts.of(invoice, "Balance")));
    }
    return answer;
  }
}
