package io.coportal.sync.crash;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.coportal.sync.contract.LedgerUnderTest;
import io.coportal.sync.contract.LedgersUnderTest;
import java.sql.SQLException;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import org.awaitility.core.ConditionTimeoutException;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.parallel.Isolated;

/**
 * Three instances on one PostgreSQL, both ledgers with their limits, users who never rest, and
 * misfortunes everywhere; then quiet, and the ledgers' books. {@code mvn -Psoak verify}, {@code
 * -Dsoak.minutes=…} of misfortunes, {@code -Dsoak.seed=…} repeats a run's choices.
 */
@Tag("soak")
@Isolated("it needs the whole machine")
class SoakTest {
  private static final int MINUTES = Integer.getInteger("soak.minutes", 20);
  private static final Duration QUIET = Duration.ofMinutes(Long.getLong("soak.quiet", 15));
  private static final List<Company> COMPANIES =
      List.of(Company.BRITISH, Company.AUSTRALIAN, Company.NEW_ZEALAND);

  private final long seed = Long.getLong("soak.seed", System.nanoTime());
  private final CountDownLatch end = new CountDownLatch(1);
  private final Queue<Throwable> troubles = new ConcurrentLinkedQueue<>();
  private final ExecutorService people = Executors.newCachedThreadPool();
  private final ScheduledExecutorService watch = Executors.newScheduledThreadPool(2);
  private final List<LedgerUnderTest> ledgers = LedgersUnderTest.limited();

  @Test
  void losesAndDoublesNothingWhateverHappens() throws Exception {
    System.out.printf("soak: %d minutes, -Dsoak.seed=%d%n", MINUTES, seed);
    try (var database = SoakDatabase.start();
        var first = Installation.ofSeveral("soak-1", ledgers, database.access(), settings());
        var second = first.beside("soak-2");
        var third = first.beside("soak-3")) {
      List<Installation> instances = List.of(first, second, third);
      first.start();
      second.launch();
      third.launch();
      connect(first.api());
      second.awaitServing();
      third.awaitServing();
      var traffic = new SoakTraffic(instances, ledgers, seed, end);
      var misfortunes = new SoakMisfortunes(instances, ledgers, database, seed, end);
      var report = new SoakReport(seed, MINUTES, traffic, misfortunes, new SoakRows(database));

      everyPeriod(1, () -> startWhatEnded(instances));
      everyPeriod(60, report::minute);
      begin(traffic, misfortunes);
      people.shutdown();
      assertThat(people.awaitTermination(MINUTES, TimeUnit.MINUTES)).as("ended early").isFalse();
      end.countDown();
      assertThat(people.awaitTermination(5, TimeUnit.MINUTES)).as("all have rested").isTrue();

      instances.forEach(Installation::awaitServing);
      report.quiet();
      SoakVerdict verdict = verdict(traffic.wishes(), new SoakRows(database));
      watch.shutdownNow();
      report.end(verdict, List.copyOf(troubles));

      assertThat(troubles).isEmpty();
      assertThat(traffic.answers().keySet())
          .as("answers: what was accepted, or a reason to come again")
          .allMatch(answer -> answer.matches("2..|409 .*|429 .*|503 .*|none"));
      assertThat(verdict.lost()).as(verdict.toString()).isZero();
      assertThat(verdict.duplicates()).as(verdict.toString()).isZero();
    } finally {
      end.countDown();
      watch.shutdownNow();
    }
  }

  private void begin(SoakTraffic traffic, SoakMisfortunes misfortunes) {
    people(() -> traffic.presses(Company.BRITISH));
    people(() -> traffic.presses(Company.AUSTRALIAN));
    people(() -> traffic.fillsIn(Company.AUSTRALIAN));
    people(() -> traffic.stores(Company.NEW_ZEALAND));
    people(misfortunes::ofInstances);
    people(misfortunes::ofDatabase);
    ledgers.forEach(ledger -> people(() -> misfortunes.of(ledger)));
  }

  private void connect(PortalApi api) {
    for (Company company : COMPANIES) {
      api.create(company);
      ledgers.forEach(ledger -> Owner.connects(api, company, ledger));
    }
    ledgers.forEach(ledger -> api.syncByItself(Company.NEW_ZEALAND, ledger));
  }

  private void people(Runnable life) {
    people.execute(
        () -> {
          try {
            life.run();
          } catch (RuntimeException | AssertionError trouble) {
            troubles.add(trouble);
          }
        });
  }

  private void everyPeriod(long seconds, Runnable work) {
    watch.scheduleAtFixedRate(
        () -> {
          try {
            work.run();
          } catch (RuntimeException | AssertionError trouble) {
            troubles.add(trouble);
          }
        },
        seconds,
        seconds,
        TimeUnit.SECONDS);
  }

  /** As a service manager does. */
  private static void startWhatEnded(List<Installation> instances) {
    instances.stream().filter(each -> !each.process().alive()).forEach(Installation::launch);
  }

  /** Waits until nothing moves any more, or it is too late. */
  private static SoakVerdict verdict(List<Wish> wishes, SoakRows rows) throws SQLException {
    try {
      await()
          .atMost(QUIET)
          .pollInterval(Duration.ofSeconds(2))
          .ignoreException(SQLException.class)
          .until(() -> rests(wishes, rows.read()));
    } catch (ConditionTimeoutException stillMoving) {
      System.out.println("soak: something still moves after " + QUIET);
    }
    return SoakVerdict.of(
        wishes, rows.read(), wishes.stream().map(Wish::ledger).distinct().toList());
  }

  private static boolean rests(List<Wish> wishes, Map<String, SoakRows.Row> rows) {
    return rows.values().stream().noneMatch(SoakRows.Row::moves)
        && wishes.stream()
            .filter(wish -> wish.accepted() > 0)
            .map(wish -> Map.entry(wish, rows.getOrDefault(SoakRows.key(wish), NOTHING)))
            .allMatch(each -> each.getValue().reaches(each.getKey().accepted()));
  }

  private static final SoakRows.Row NOTHING = new SoakRows.Row("", 0, "", null, null);

  /** Waits as in production where a ledger's safety depends on it, short ones elsewhere. */
  private Map<String, String> settings() {
    Map<String, String> settings = new HashMap<>();
    for (LedgerUnderTest ledger : ledgers) {
      String own = "coportal.ledgers." + ledger.name() + ".";
      settings.put(own + "response-timeout-ms", "10000");
      settings.put(own + "rules.look-up-after", "12s");
    }
    settings.put("coportal.retry.longest-delay", "15s");
    settings.put("coportal.circuit.longest-probe", "10s");
    settings.put("coportal.poll.auto-sync-cron", "*/10 * * * * ?");
    return settings;
  }
}
