package io.coportal.sync.bench;

import java.io.IOException;
import java.time.Duration;
import java.util.stream.IntStream;
import org.awaitility.Awaitility;

/** The processor's time of an invoice where the ledger takes none, beside the plain loop. */
final class CpuPart implements Part {
  private static final int INVOICES = Integer.getInteger("bench.cpu.invoices", 1000);
  private static final int WARM_UP = Integer.getInteger("bench.cpu.warm-up", 1000);
  private static final Duration IDLE = Duration.ofSeconds(5);
  private static final Duration LIMIT = Duration.ofMinutes(10);

  @Override
  public String name() {
    return "cpu";
  }

  @Override
  public void measure(Results results) throws IOException, InterruptedException {
    for (var kind : BenchDatabase.Kind.asked()) {
      try (var ledger = new Xero();
          var stage = Stage.set("cpu-" + kind, kind, ledger)) {
        measure(results, ledger, stage);
      }
    }
    try (var ledger = new Xero()) {
      var loop = LoopProcess.run(ledger, WARM_UP, INVOICES);
      results.add(
          name(),
          "loop over the SDK",
          (double) loop.cpuMillis() / INVOICES,
          "ms an invoice",
          "%d after %d, %d ms by the clock".formatted(INVOICES, WARM_UP, loop.wallMillis()));
    }
  }

  private void measure(Results results, SimulatedLedger ledger, Stage stage) {
    report(results, ledger, stage, "first", WARM_UP, "the first after the start");
    report(results, ledger, stage, "then", INVOICES, "after these");
  }

  private void report(
      Results results,
      SimulatedLedger ledger,
      Stage stage,
      String story,
      int howMany,
      String when) {
    Duration before = stage.application().cpu();
    stage
        .api()
        .store(
            IntStream.range(0, howMany)
                .mapToObj(n -> BenchInvoice.of(ledger.home(), story, n))
                .toList());
    Duration stored = stage.application().cpu();
    double idle = idleShare(stage);
    Duration begun = stage.application().cpu();
    long clock = System.nanoTime();
    stage.rows().want(ledger.home(), ledger.name(), story);
    stage.rows().awaitSynced(ledger.home(), ledger.name(), story, howMany, LIMIT);
    long wall = Duration.ofNanos(System.nanoTime() - clock).toMillis();
    double used = stage.application().cpu().minus(begun).toMillis() - wall * idle;
    results.add(
        name(),
        "us, %s, %d invoices, each client new, %s"
            .formatted(stage.database().kind(), howMany, when),
        used / howMany,
        "ms an invoice",
        "less %s %% idle; %d ms by the clock; storing it by PUT before that: %s ms"
            .formatted(
                Results.number(idle * 100),
                wall,
                Results.number((double) stored.minus(before).toMillis() / howMany)));
  }

  /** What the application uses of a processor while it has nothing to do. */
  private static double idleShare(Stage stage) {
    Duration before = stage.application().cpu();
    Awaitility.await()
        .pollDelay(IDLE)
        .atMost(IDLE.multipliedBy(2))
        .until(() -> stage.application().cpu().compareTo(before) >= 0);
    return (double) stage.application().cpu().minus(before).toMillis() / IDLE.toMillis();
  }
}
