package io.coportal.sync.simulator.quickbooks;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.math.BigDecimal;

/** Totals of an invoice, what is paid of it and what is open. */
final class Balances {
  private Balances() {}

  static void set(Company books, ObjectNode invoice, BigDecimal total) {
    var open = total.subtract(paid(books, invoice));
    if (open.signum() < 0) {
      throw Refusal.business("The amount of a transaction cannot be less than what is paid.");
    }
    invoice.put("TotalAmt", Amounts.shown(total)).put("Balance", Amounts.shown(open));
    if (books.settings.multiCurrency) {
      var rate = Amounts.of(invoice, "ExchangeRate");
      invoice.put("HomeTotalAmt", Amounts.shown(total.multiply(rate)));
      invoice.put("HomeBalance", Amounts.shown(open.multiply(rate)));
    }
  }

  /** Applies a payment, which touches the invoice as every other change does. */
  static void pay(Company books, ObjectNode invoice, BigDecimal amount) {
    var payment = JsonNodeFactory.instance.objectNode();
    payment.set("CustomerRef", invoice.get("CustomerRef").deepCopy());
    payment.set("CurrencyRef", invoice.get("CurrencyRef").deepCopy());
    payment.put("TotalAmt", Amounts.shown(amount)).put("UnappliedAmt", BigDecimal.ZERO);
    payment.put("TxnDate", Stamps.day(books.clock.instant()).toString());
    var line = payment.putArray("Line").addObject().put("Amount", Amounts.shown(amount));
    var linked = line.putArray("LinkedTxn").addObject();
    linked.put("TxnId", invoice.get("Id").asText()).put("TxnType", "Invoice");
    var id = books.keep("Payment", payment).get("Id").asText();
    invoice.withArray("LinkedTxn").addObject().put("TxnId", id).put("TxnType", "Payment");
    set(books, invoice, Amounts.of(invoice, "TotalAmt"));
    books.keep("Invoice", invoice);
  }

  static boolean paidAtAll(JsonNode invoice) {
    return !invoice.path("LinkedTxn").isEmpty();
  }

  private static BigDecimal paid(Company books, JsonNode invoice) {
    var paid = BigDecimal.ZERO;
    for (var link : invoice.path("LinkedTxn")) {
      paid = paid.add(Amounts.of(books.read("Payment", link.path("TxnId").asText()), "TotalAmt"));
    }
    return paid;
  }
}
