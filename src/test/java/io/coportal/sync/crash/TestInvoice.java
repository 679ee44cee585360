package io.coportal.sync.crash;

import java.util.List;
import java.util.stream.IntStream;

/** An invoice over a round amount for a client of its own. */
record TestInvoice(String id, String number, String client, String json) {
  private static final int NET = 100;

  /** Invoice {@code n} of a story; ids and numbers of different stories differ. */
  static TestInvoice of(String story, int n) {
    String id = "%s-%03d".formatted(story, n);
    String number = id.toUpperCase(java.util.Locale.ROOT);
    String client = "Client " + id;
    int net = NET * (n + 1);
    int tax = net / 5;
    return new TestInvoice(
        id,
        number,
        client,
        """
        {"version": 1, "number": "%s", "status": "sent", "issueDate": "2026-08-03",
         "dueDate": "2026-09-02", "currency": "GBP",
         "client": {"clientId": "cl-%s", "name": "%s", "email": "%s@client.example",
           "country": "GB"},
         "lines": [{"description": "Design", "quantity": 1, "unitPrice": %d.00}],
         "taxRate": 20, "taxReason": "standard",
         "subtotal": %d.00, "taxTotal": %d.00, "total": %d.00}"""
            .formatted(number, id, client, id, net, net, tax, net + tax));
  }

  static List<TestInvoice> several(String story, int howMany) {
    return IntStream.range(0, howMany).mapToObj(n -> of(story, n)).toList();
  }
}
