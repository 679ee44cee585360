package io.coportal.sync.crash;

import java.math.BigDecimal;
import java.util.List;
import java.util.Locale;
import java.util.stream.IntStream;

/**
 * An invoice over a round amount for a client of its own.
 *
 * @param total with tax, in the company's currency
 */
record TestInvoice(
    Company company,
    String id,
    int version,
    String number,
    String client,
    BigDecimal total,
    String json) {
  private static final int NET = 100;
  private static final int WHOLE = 100;

  /** Invoice {@code n} of a story; ids and numbers of different stories differ. */
  static TestInvoice of(String story, int n) {
    return of(Company.BRITISH, story, n, 1);
  }

  /** With each version it costs more. */
  static TestInvoice of(Company company, String story, int n, int version) {
    return of(company, story, n, version, "%s-%03d".formatted(story, n));
  }

  /** For a client that other invoices may have as well. */
  static TestInvoice of(Company company, String story, int n, int version, String clientId) {
    String id = "%s-%03d".formatted(story, n);
    String number = id.toUpperCase(Locale.ROOT);
    String client = "Client " + clientId;
    int net = NET * (n + version);
    int tax = net * company.taxPercent() / WHOLE;
    return new TestInvoice(
        company,
        id,
        version,
        number,
        client,
        BigDecimal.valueOf((long) net + tax),
        """
        {"version": %d, "number": "%s", "status": "sent", "issueDate": "2026-08-03",
         "dueDate": "2026-09-02", "currency": "%s",
         "client": {"clientId": "cl-%s", "name": "%s", "email": "%s@client.example",
           "country": "%s"},
         "lines": [{"description": "Design", "quantity": 1, "unitPrice": %d.00}],
         "taxRate": %d, "taxReason": "standard",
         "subtotal": %d.00, "taxTotal": %d.00, "total": %d.00}"""
            .formatted(
                version,
                number,
                company.currency(),
                clientId,
                client,
                clientId,
                company.country(),
                net,
                company.taxPercent(),
                net,
                tax,
                net + tax));
  }

  static List<TestInvoice> several(String story, int howMany) {
    return IntStream.range(0, howMany).mapToObj(n -> of(story, n)).toList();
  }
}
