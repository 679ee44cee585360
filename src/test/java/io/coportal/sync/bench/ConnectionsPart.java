package io.coportal.sync.bench;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/** Another connection's first invoices beside very many connections, one with a huge backlog. */
final class ConnectionsPart implements Part {
  private static final String ON_POSTGRESQL =
      System.getProperty("bench.connections.postgresql", "1000,1000000");
  private static final String ON_H2 = System.getProperty("bench.connections.h2", "1000,100000");
  private static final int PENDING = Integer.getInteger("bench.connections.pending", 300_000);
  private static final int CLICKS = Integer.getInteger("bench.connections.clicks", 40);
  private static final int WARM_UP = 40;
  private static final String BACKLOG = "pending";

  @Override
  public String name() {
    return "connections";
  }

  @Override
  public void measure(Results results) {
    for (var kind : BenchDatabase.Kind.asked()) {
      measure(results, kind, kind == BenchDatabase.Kind.H2 ? ON_H2 : ON_POSTGRESQL);
    }
  }

  private void measure(Results results, BenchDatabase.Kind kind, String sizes) {
    try (var ledger = new Xero();
        var stage = Stage.set("connections-" + kind, kind, ledger)) {
      Books busy = ledger.books().get(1);
      stage.api().connect(busy, ledger);
      var original = BenchInvoice.of(busy, "original", 0);
      stage.api().store(original);
      stage.api().click(original, ledger);
      var many = new ManyRows(stage.rows(), stage.database());
      many.copies(original, BACKLOG, PENDING);
      many.settle();
      clicks(ledger, stage, "early", WARM_UP);
      ledger.latency(Latency.ofBatches(ledger::elements));
      stage.rows().want(busy, ledger.name(), BACKLOG);
      int connections = 0;
      for (int size : Arrays.stream(sizes.split(",")).mapToInt(Integer::parseInt).toArray()) {
        many.connections(connections + 1, size);
        connections = size;
        many.settle();
        report(results, ledger, stage, size);
      }
    }
  }

  private void report(Results results, SimulatedLedger ledger, Stage stage, int size) {
    var served = clicks(ledger, stage, "of-" + size, CLICKS);
    String where =
        "%s, %d connections, %d pending on one, ".formatted(stage.database().kind(), size, PENDING);
    results.add(
        name(),
        where + "another's invoice served",
        Percentiles.of(served.whole()).toString(),
        "%d clicks, 0.3 s of it the ledger's".formatted(CLICKS));
    results.add(
        name(),
        where + "claimed",
        Percentiles.of(served.claim()).toString(),
        "from the press to the arrival of the ledger's call");
  }

  /**
   * @param whole from the press to the outcome
   * @param claim from the press to the arrival of the first call at the ledger
   */
  private record Served(List<Duration> whole, List<Duration> claim) {}

  private static Served clicks(SimulatedLedger ledger, Stage stage, String story, int howMany) {
    var served = new Served(new ArrayList<>(), new ArrayList<>());
    for (int n = 0; n < howMany; n++) {
      var invoice = BenchInvoice.of(ledger.home(), story, n).forClient("regular");
      stage.api().store(invoice);
      long mark = Calls.mark(ledger);
      Instant pressed = Instant.now();
      served.whole().add(stage.api().click(invoice, ledger));
      Calls.since(ledger, mark).entries().stream()
          .filter(call -> call.body().contains(invoice.number()))
          .map(call -> Duration.between(pressed, call.at()))
          .forEach(served.claim()::add);
    }
    return served;
  }
}
