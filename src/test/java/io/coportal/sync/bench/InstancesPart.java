package io.coportal.sync.bench;

import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;

/**
 * Two instances against one where lanes bind: each instance serves so many lanes at a time, one
 * call of one invoice at a time in each, 0.3 s a call, and there are more lanes than workers.
 */
final class InstancesPart implements Part {
  private static final int EACH = Integer.getInteger("bench.instances.each", 40);
  private static final String WORKERS = System.getProperty("bench.instances.workers", "3");
  private static final String STORY = "lanes";
  private static final double MILLIS = 1000;

  @Override
  public String name() {
    return "instances";
  }

  @Override
  public void measure(Results results) {
    double one = seconds(1);
    double two = seconds(2);
    String what = "%s workers each, 6 lanes, 0.3 s a call, one at a time, ".formatted(WORKERS);
    String how = "PostgreSQL; %d invoices of known clients a lane".formatted(EACH);
    results.add(name(), what + "one instance", one, "s", how);
    results.add(name(), what + "two instances", two, "s", how);
    results.add(name(), "two instances against one", one / two, "×", "");
  }

  private static double seconds(int instances) {
    var ledgers = List.of(new Xero(), new QuickBooks());
    try (var database = BenchDatabase.start(BenchDatabase.Kind.POSTGRESQL);
        var running = new Instances(instances, database, ledgers);
        var rows = new Rows(database)) {
      for (var ledger : ledgers) {
        ledger.books().forEach(books -> prepare(running.first(), books, ledger));
      }
      for (var ledger : ledgers) {
        ledger.latency(Latency.single());
      }
      long before = System.nanoTime();
      for (var ledger : ledgers) {
        ledger.books().forEach(books -> rows.want(books, ledger.name(), STORY));
      }
      for (var ledger : ledgers) {
        ledger
            .books()
            .forEach(
                books ->
                    rows.awaitSynced(books, ledger.name(), STORY, EACH, Duration.ofMinutes(5)));
      }
      return Duration.ofNanos(System.nanoTime() - before).toMillis() / MILLIS;
    } finally {
      ledgers.forEach(SimulatedLedger::close);
    }
  }

  /** So many instances on one database. */
  private static final class Instances implements AutoCloseable {
    private final List<Application> all;

    private Instances(
        int howMany, BenchDatabase database, List<? extends SimulatedLedger> ledgers) {
      all =
          IntStream.rangeClosed(1, howMany)
              .mapToObj(number -> start(number, database, ledgers))
              .toList();
    }

    private Application first() {
      return all.get(0);
    }

    @Override
    public void close() {
      all.forEach(Application::close);
    }
  }

  private static Application start(
      int number, BenchDatabase database, List<? extends SimulatedLedger> ledgers) {
    Map<String, String> settings = new LinkedHashMap<>();
    for (var ledger : ledgers) {
      settings.putAll(ledger.unlimited());
      settings.put("coportal.ledgers." + ledger.name() + ".batch.invoices", "1");
      settings.put("coportal.ledgers." + ledger.name() + ".batch.first", "1");
    }
    settings.put("coportal.lane.batches", "1");
    settings.put("db-scheduler.threads", WORKERS);
    return Application.start("instance-" + number, database, List.copyOf(ledgers), settings);
  }

  /** The client is known before it is measured. */
  private static void prepare(Application application, Books books, SimulatedLedger ledger) {
    application.api().connect(books, ledger);
    var known = BenchInvoice.of(books, "known", 0).forClient(STORY);
    application.api().store(known);
    application.api().click(known, ledger);
    application
        .api()
        .store(
            IntStream.range(0, EACH)
                .mapToObj(n -> BenchInvoice.of(books, STORY, n).forClient(STORY))
                .toList());
  }
}
