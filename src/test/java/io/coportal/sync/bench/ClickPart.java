package io.coportal.sync.bench;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;

/** What the application adds to the ledger's own time when a person waits for one invoice. */
final class ClickPart implements Part {
  private static final int CLICKS = Integer.getInteger("bench.click.clicks", 300);
  private static final int CLICKS_IN_BETWEEN = Integer.getInteger("bench.click.beside", 60);
  private static final int WARM_UP = Integer.getInteger("bench.click.warm-up", 1000);
  private static final int BACKLOG = Integer.getInteger("bench.click.backlog", 10_000);
  private static final String BACKLOG_STORY = "backlog";

  @Override
  public String name() {
    return "click";
  }

  @Override
  public void measure(Results results) {
    for (var kind : BenchDatabase.Kind.asked()) {
      for (var started : SimulatedLedgers.all()) {
        try (var ledger = started.get();
            var stage = Stage.set("click-%s-%s".formatted(kind, ledger.name()), kind, ledger)) {
          measure(results, ledger, stage, ledger.name().equals("xero"));
        }
      }
    }
  }

  private void measure(Results results, SimulatedLedger ledger, Stage stage, boolean withBackfill) {
    clicks(ledger, stage, "early", WARM_UP);
    report(results, ledger, stage, "idle, no latency", clicks(ledger, stage, "idle", CLICKS));
    if (!withBackfill) {
      return;
    }
    var original = BenchInvoice.of(ledger.home(), "original", 0);
    stage.api().store(original);
    stage.api().click(original, ledger);
    var many = new ManyRows(stage.rows(), stage.database());
    many.copies(original, BACKLOG_STORY, BACKLOG);
    many.settle();
    ledger.latency(Latency.ofBatches(ledger::elements));
    report(
        results,
        ledger,
        stage,
        "idle, 0.3 s a call",
        clicks(ledger, stage, "calm", CLICKS_IN_BETWEEN / 2));
    stage.rows().want(ledger.home(), ledger.name(), BACKLOG_STORY);
    clicks(ledger, stage, "begin", 2);
    var beside = clicks(ledger, stage, "beside", CLICKS_IN_BETWEEN);
    report(
        results,
        ledger,
        stage,
        "during a back-fill of %d, 0.3 s a call, 2–5 s of 50 (%s)"
            .formatted(BACKLOG, stage.rows().states(ledger.home(), ledger.name(), BACKLOG_STORY)),
        beside);
  }

  /** One after the other; the time that each added. */
  private static List<Duration> clicks(
      SimulatedLedger ledger, Stage stage, String story, int howMany) {
    BareCalls bare = new BareCalls(ledger);
    List<Duration> added = new ArrayList<>();
    for (int n = 0; n < howMany; n++) {
      var invoice = BenchInvoice.of(ledger.home(), story, n).forClient("regular");
      stage.api().store(invoice);
      bare.begin();
      Duration click = stage.api().click(invoice, ledger);
      added.add(click.minus(bare.repeat(invoice.number())));
    }
    return added;
  }

  private void report(
      Results results, SimulatedLedger ledger, Stage stage, String when, List<Duration> added) {
    results.add(
        name(),
        "%s, %s: added %s".formatted(ledger.name(), stage.database().kind(), when),
        Percentiles.of(added).toString(),
        "%d clicks after %d; less the same calls made directly, right afterwards"
            .formatted(added.size(), WARM_UP));
  }
}
