package io.coportal.sync.bench;

import com.fasterxml.jackson.databind.JsonNode;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.function.Supplier;
import org.awaitility.Awaitility;
import org.awaitility.core.ConditionTimeoutException;

/**
 * A back-fill of hundreds of thousands: how fast it is forecast, queued and taken back, what it
 * holds meanwhile, and what it costs another workspace's clicks. It is cancelled once all is queued
 * or the time is up, whatever has gone to the ledger by then.
 */
final class BackfillPart implements Part {
  private static final int INVOICES = Integer.getInteger("bench.backfill.invoices", 300_000);
  private static final Duration LIMIT =
      Duration.ofMinutes(Integer.getInteger("bench.backfill.minutes", 10));
  private static final int CLICKS = 30;
  private static final String HISTORY = "history";

  @Override
  public String name() {
    return "backfill";
  }

  @Override
  public void measure(Results results) {
    for (var kind : BenchDatabase.Kind.values()) {
      try (var ledger = new Xero();
          var stage = Stage.set("backfill-" + kind, kind, ledger)) {
        Books busy = ledger.books().get(1);
        stage.api().connect(busy, ledger);
        var original = BenchInvoice.of(busy, "original", 0);
        stage.api().store(original);
        stage.api().click(original, ledger);
        var many = new ManyRows(stage.rows(), stage.database());
        many.copies(original, HISTORY, INVOICES);
        many.settle();
        clicks(ledger, stage, "before");
        ledger.latency(Latency.ofBatches(ledger::elements));
        new Run(results, ledger, stage, busy, "%s, %d invoices, ".formatted(kind, INVOICES)).go();
      }
    }
  }

  private final class Run {
    private final Results results;
    private final SimulatedLedger ledger;
    private final Stage stage;
    private final Books busy;
    private final String where;

    private Run(Results results, SimulatedLedger ledger, Stage stage, Books busy, String where) {
      this.results = results;
      this.ledger = ledger;
      this.stage = stage;
      this.busy = busy;
      this.where = where;
    }

    private void go() {
      JsonNode forecast = timed("forecast", () -> stage.api().forecast(busy, ledger));
      results.add(name(), where + "limited by", forecast.path("limitedBy").asText(), "");
      String id = timed("started", () -> stage.api().backfill(busy, ledger));
      var clicked = CompletableFuture.supplyAsync(() -> clicks(ledger, stage, "beside"));
      timed("all queued", () -> awaitQueued(id));
      JsonNode progress = timed("progress", () -> stage.api().progress(busy, ledger, id));
      results.add(
          name(),
          where + "queued, synced by then",
          "%d, %d"
              .formatted(
                  progress.path("invoices").asLong(), progress.at("/counts/synced").asLong()),
          "%d MB resident".formatted(stage.application().residentMegabytes()));
      results.add(
          name(),
          where + "another's clicks meanwhile",
          Percentiles.of(clicked.join()).toString(),
          "%d clicks, 0.3 s of it the ledger's".formatted(CLICKS));
      timed("cancel answered", () -> stage.api().cancel(busy, ledger, id));
      timed("taken back", () -> awaitTakenBack(id));
    }

    private <T> T timed(String what, Supplier<T> work) {
      long before = System.nanoTime();
      T outcome = work.get();
      double seconds = Duration.ofNanos(System.nanoTime() - before).toMillis() / 1000.0;
      results.add(name(), where + what, seconds, "s", "");
      return outcome;
    }

    private boolean awaitQueued(String id) {
      return await(() -> stage.api().progress(busy, ledger, id).path("allQueued").asBoolean());
    }

    private boolean awaitTakenBack(String id) {
      return await(
          () -> {
            JsonNode counts = stage.api().progress(busy, ledger, id).path("counts");
            return counts.path("queued").asLong() + counts.path("sending").asLong() == 0;
          });
    }
  }

  /**
   * @return whether it came before the time was up
   */
  private static boolean await(Supplier<Boolean> over) {
    try {
      Awaitility.await().atMost(LIMIT).pollInterval(Duration.ofSeconds(1)).until(over::get);
      return true;
    } catch (ConditionTimeoutException timeIsUp) {
      return false;
    }
  }

  private static List<Duration> clicks(SimulatedLedger ledger, Stage stage, String story) {
    var whole = new ArrayList<Duration>();
    for (int n = 0; n < CLICKS; n++) {
      var invoice = BenchInvoice.of(ledger.home(), story, n).forClient("regular");
      stage.api().store(invoice);
      whole.add(stage.api().click(invoice, ledger));
    }
    return whole;
  }
}
