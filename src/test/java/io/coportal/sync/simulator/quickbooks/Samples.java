package io.coportal.sync.simulator.quickbooks;

/** Bodies the tests send. Ids are looked up, because they differ between companies. */
final class Samples {
  static final String UK = QuickBooksSimulator.UNITED_KINGDOM;
  static final String FRAMERS = "Canal Street Framers";

  private final People people;
  private final String currency;

  Samples(QuickBooksSimulator quickBooks, String realm) {
    this.people = quickBooks.people(realm);
    this.currency = people.customers().get(0).at("/CurrencyRef/value").asText();
  }

  static Samples uk(QuickBooksSimulator quickBooks) {
    return new Samples(quickBooks, UK);
  }

  String framers() {
    return people.idOf("Customer", FRAMERS);
  }

  String code(String name) {
    return people.idOf("TaxCode", name);
  }

  String item(String name) {
    return people.idOf("Item", name);
  }

  /** Members of an invoice of the framers, the lines last. */
  String invoice(String number, String... lines) {
    return """
        {"DocNumber":"%s","TxnDate":"2026-11-20","DueDate":"2026-12-20",
         "CustomerRef":{"value":"%s"},"CurrencyRef":{"value":"%s"},"Line":[%s]}"""
        .formatted(number, framers(), currency, String.join(",", lines));
  }

  /** An invoice over 100 at the first tax code. */
  String invoice(String number) {
    return invoice(number, line("100.00", "1", "100", firstCode()));
  }

  String firstCode() {
    return people.all("TaxCode").get(0).get("Id").asText();
  }

  String line(String amount, String quantity, String price, String code) {
    return """
        {"Amount":%s,"Description":"Work","DetailType":"SalesItemLineDetail",
         "SalesItemLineDetail":{"ItemRef":{"value":"%s"},"Qty":%s,"UnitPrice":%s,
         "TaxCodeRef":{"value":"%s"}}}"""
        .formatted(amount, item("Services"), quantity, price, code);
  }

  /** {@code body} with more members in front. */
  static String with(String body, String members) {
    return "{" + members + "," + body.strip().substring(1);
  }

  /** {@code body} without one of its members, which must be written in one line. */
  static String without(String body, String member) {
    return body.replaceFirst("\"" + member + "\":(\\{[^}]*}|\"[^\"]*\"|\\[.*?])\\s*,\\s*", "");
  }
}
