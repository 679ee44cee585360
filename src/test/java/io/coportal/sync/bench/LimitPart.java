package io.coportal.sync.bench;

import java.time.Duration;
import java.util.Map;
import java.util.stream.IntStream;

/** A back-fill under the ledger's own limits: 60 calls a minute, 5 at once. */
final class LimitPart implements Part {
  private static final int INVOICES = Integer.getInteger("bench.limit.invoices", 3000);
  private static final int A_MINUTE = 60;
  private static final int PERCENT = 100;
  private static final double SECONDS = 60;
  private static final String STORY = "limited";

  @Override
  public String name() {
    return "limit";
  }

  @Override
  public void measure(Results results) {
    try (var ledger = new Xero();
        var stage = Stage.set("limit", BenchDatabase.Kind.POSTGRESQL, ledger, Map.of())) {
      stage
          .api()
          .store(
              IntStream.range(0, INVOICES)
                  .mapToObj(n -> BenchInvoice.of(ledger.home(), STORY, n))
                  .toList());
      ledger.latency(Latency.ofBatches(ledger::elements));
      ledger.limits(true);
      long mark = Calls.mark(ledger);
      stage.rows().want(ledger.home(), ledger.name(), STORY);
      stage
          .rows()
          .awaitSynced(ledger.home(), ledger.name(), STORY, INVOICES, Duration.ofMinutes(15));
      report(results, Calls.since(ledger, mark));
    }
  }

  private void report(Results results, Calls calls) {
    double minutes = calls.span().toMillis() / SECONDS / 1000;
    results.add(
        name(),
        "xero, %d invoices, each client new, 60 calls a minute, 5 at once".formatted(INVOICES),
        PERCENT * calls.count() / (A_MINUTE * minutes),
        "% of the limit",
        "%d calls in %s min, %d refused for a limit; %s"
            .formatted(
                calls.count(),
                Results.number(minutes),
                calls.refusedForALimit(),
                calls.byOperation()));
  }
}
