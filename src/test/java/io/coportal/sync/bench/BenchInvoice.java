package io.coportal.sync.bench;

import java.util.Locale;

/**
 * An invoice of two lines and 250.00 before tax, plus one for each version.
 *
 * @param client names the client; invoices with the same one share a client
 */
record BenchInvoice(Books books, String id, String client, int version) {
  private static final int NET = 249;
  private static final int PERCENT = 100;

  /** Invoice {@code n} of a story, for a client of its own. */
  static BenchInvoice of(Books books, String story, int n) {
    String id = "%s-%06d".formatted(story, n);
    return new BenchInvoice(books, id, id, 1);
  }

  BenchInvoice forClient(String other) {
    return new BenchInvoice(books, id, other, version);
  }

  BenchInvoice changed() {
    return new BenchInvoice(books, id, client, version + 1);
  }

  String number() {
    return id.toUpperCase(Locale.ROOT);
  }

  String json() {
    int net = NET + version;
    String tax = "%d.%02d".formatted(net * books.taxPercent() / PERCENT, cents(net));
    String total = "%d.%02d".formatted(net + net * books.taxPercent() / PERCENT, cents(net));
    return """
        {"version": %d, "number": "%s", "status": "sent", "issueDate": "2026-08-03",
         "dueDate": "2026-09-02", "currency": "%s",
         "client": {"clientId": "cl-%s", "name": "Client %s", "email": "%s@client.example",
           "country": "%s"},
         "lines": [{"description": "Design", "quantity": 2, "unitPrice": 100.00},
           {"description": "Hosting", "quantity": 1, "unitPrice": %d.00}],
         "taxRate": %d, "taxReason": "standard",
         "subtotal": %d.00, "taxTotal": %s, "total": %s}"""
        .formatted(
            version,
            number(),
            books.currency(),
            client,
            client,
            client,
            books.country(),
            net - 200,
            books.taxPercent(),
            net,
            tax,
            total);
  }

  private int cents(int net) {
    return net * books.taxPercent() % PERCENT;
  }
}
