package io.coportal.sync.simulator.xero;

import java.util.UUID;

/** Bodies the tests send. */
final class Samples {
  static final UUID UK = XeroSimulator.UNITED_KINGDOM;
  static final UUID BAKERY = Seeds.id("GB", 3, 1);
  static final UUID ARCHIVED = Seeds.id("GB", 3, 3);
  static final UUID EXISTING = Seeds.id("GB", 4, 1);
  static final String LINE =
      "{\"Description\":\"Work\",\"Quantity\":1,\"UnitAmount\":100,\"AccountCode\":\"200\"}";

  private Samples() {}

  /** An approved invoice of the bakery over 100 and tax. */
  static String invoice(String number) {
    return invoice(number, "\"LineItems\":[" + LINE + "]");
  }

  /** An approved invoice with members of one's own, LineItems among them. */
  static String invoice(String number, String members) {
    return """
        {"Type":"ACCREC","Contact":{"ContactID":"%s"},"InvoiceNumber":"%s","Date":"2026-11-20",
         "DueDate":"2026-12-20","Status":"AUTHORISED",%s}"""
        .formatted(BAKERY, number, members);
  }

  static String lines(String... lines) {
    return "\"LineItems\":[" + String.join(",", lines) + "]";
  }

  static String batch(String... invoices) {
    return "{\"Invoices\":[" + String.join(",", invoices) + "]}";
  }
}
