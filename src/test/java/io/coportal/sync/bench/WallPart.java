package io.coportal.sync.bench;

import java.io.IOException;
import java.time.Duration;
import java.util.stream.IntStream;

/** A thousand invoices at the latencies of a real ledger, beside the plain loop. */
final class WallPart implements Part {
  private static final int INVOICES = Integer.getInteger("bench.wall.invoices", 1000);
  private static final int OF_THE_LOOP = Integer.getInteger("bench.wall.loop", 60);
  private static final String STORY = "wall";
  private static final double MILLIS = 1000;

  @Override
  public String name() {
    return "wall";
  }

  @Override
  public void measure(Results results) throws IOException, InterruptedException {
    try (var ledger = new Xero();
        var stage = Stage.set("wall", BenchDatabase.Kind.POSTGRESQL, ledger)) {
      ledger.contacts(ledger.home(), INVOICES);
      stage
          .api()
          .store(
              IntStream.range(0, INVOICES)
                  .mapToObj(n -> BenchInvoice.of(ledger.home(), STORY, n))
                  .toList());
      ledger.latency(Latency.ofBatches(ledger::elements));
      double ours = seconds(ledger, stage);
      double loop = LoopProcess.run(ledger, 0, OF_THE_LOOP).wallMillis() / MILLIS;
      report(results, ours, loop * INVOICES / OF_THE_LOOP);
    }
  }

  private static double seconds(SimulatedLedger ledger, Stage stage) {
    long before = System.nanoTime();
    stage.rows().want(ledger.home(), ledger.name(), STORY);
    stage.rows().awaitSynced(ledger.home(), ledger.name(), STORY, INVOICES, Duration.ofMinutes(15));
    return Duration.ofNanos(System.nanoTime() - before).toMillis() / MILLIS;
  }

  private void report(Results results, double ours, double loop) {
    String what = "xero, %d invoices, each client new, ".formatted(INVOICES);
    results.add(name(), what + "us", ours, "s", "0.3 s a call, 2–5 s of 50; PostgreSQL; no limits");
    results.add(
        name(),
        what + "loop over the SDK",
        loop,
        "s",
        "extrapolated from %d: look up, create contact, create invoice".formatted(OF_THE_LOOP));
    results.add(name(), "times faster than the loop", loop / ours, "×", "");
  }
}
