package io.coportal.sync.bench;

import java.time.Duration;
import java.util.List;
import java.util.stream.IntStream;

/** How many calls a thousand invoices take, in an organisation that has a thousand contacts. */
final class CallsPart implements Part {
  private static final int INVOICES = Integer.getInteger("bench.calls.invoices", 1000);
  private static final int CONTACTS = Integer.getInteger("bench.calls.contacts", 1000);
  private static final int ONE_IN = 100;
  private static final Duration LIMIT = Duration.ofMinutes(10);

  @Override
  public String name() {
    return "calls";
  }

  @Override
  public void measure(Results results) {
    for (var started : SimulatedLedgers.all()) {
      try (var ledger = started.get();
          var stage = Stage.set("calls-" + ledger.name(), BenchDatabase.Kind.H2, ledger)) {
        ledger.contacts(ledger.home(), CONTACTS);
        measure(results, ledger, stage);
      }
    }
  }

  private void measure(Results results, SimulatedLedger ledger, Stage stage) {
    var cold = invoices(ledger.home(), "cold");
    var warm =
        IntStream.range(0, INVOICES)
            .mapToObj(n -> BenchInvoice.of(ledger.home(), "warm", n).forClient(cold.get(n).id()))
            .toList();
    stage.api().store(cold);
    report(results, ledger, stage, "cold", "cold: every client is new");
    stage.api().store(warm);
    report(results, ledger, stage, "warm", "warm: every client is known");
    report(results, ledger, stage, "warm", "once more, nothing changed");
    stage
        .api()
        .store(
            IntStream.range(0, INVOICES / ONE_IN)
                .mapToObj(n -> warm.get(n * ONE_IN).changed())
                .toList());
    report(results, ledger, stage, "warm", "once more, one in a hundred changed");
  }

  private void report(
      Results results, SimulatedLedger ledger, Stage stage, String story, String what) {
    long mark = Calls.mark(ledger);
    stage.rows().want(ledger.home(), ledger.name(), story);
    stage.rows().awaitSynced(ledger.home(), ledger.name(), story, INVOICES, LIMIT);
    Calls calls = Calls.since(ledger, mark);
    results.add(
        name(),
        "%s, %d invoices, %s".formatted(ledger.name(), INVOICES, what),
        "%d calls, %d reads".formatted(calls.count(), calls.reads()),
        calls.byOperation().toString());
  }

  private static List<BenchInvoice> invoices(Books books, String story) {
    return IntStream.range(0, INVOICES).mapToObj(n -> BenchInvoice.of(books, story, n)).toList();
  }
}
