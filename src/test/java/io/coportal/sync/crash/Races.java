package io.coportal.sync.crash;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.coportal.sync.contract.CallKind;
import io.coportal.sync.contract.LedgerUnderTest;
import io.coportal.sync.simulator.Fault;
import io.coportal.sync.simulator.JournalEntry;
import java.io.UncheckedIOException;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;

/** Races between instances, each told so many times; the ledgers' books and journals judge. */
final class Races {
  /** What each call takes at least, so that two at once can be seen. */
  private static final Duration EACH_CALL = Duration.ofMillis(60);

  private static final Duration IN_FLIGHT = Duration.ofSeconds(2);
  private static final Duration STOP_LIMIT = Duration.ofSeconds(120);
  private static final Duration LIMIT = Duration.ofSeconds(120);
  private static final int ALL_CALLS = 1_000_000;
  private static final int TOO_MANY = 429;
  private static final int A_LOT = 10;
  private static final AtomicInteger STORIES = new AtomicInteger();

  private final Instances instances;

  Races(Instances instances) {
    this.instances = instances;
  }

  /** Every lane has work at the same moment on all instances; one of them serves it. */
  void claims(int rounds) {
    String story = story("claim");
    int[] before = marks();
    everyCallTakes(EACH_CALL);
    List<Push> all = new ArrayList<>();
    for (int round = 0; round < rounds; round++) {
      List<Push> pushes = oneInEachLane(story, round);
      acceptEverywhereAtOnce(pushes);
      instances.expectOnceInLedgers(pushes, instances.all().get(round % instances.all().size()));
      all.addAll(pushes);
    }
    instances.ledgers().forEach(ledger -> ledger.faults().clear());

    for (int n = 0; n < before.length; n++) {
      expectOneServesALane(instances.ledgers().get(n), before[n]);
    }
    expectWrittenOnce(all);
    print("claims", all);
  }

  /** Every token is no longer good at the same moment, wherever it is asked for next. */
  void refreshes(int rounds) {
    String story = story("refresh");
    List<Push> all = new ArrayList<>();
    for (int round = 0; round < rounds; round++) {
      int refreshed = instances.refreshes().size();
      instances.ledgers().forEach(LedgerUnderTest::expireAccessTokens);
      List<Push> pushes = oneInEachLane(story, round);
      acceptEverywhereAtOnce(pushes);
      instances.expectOnceInLedgers(pushes, instances.first());
      assertThat(instances.refreshes())
          .as("one refresh of each grant")
          .hasSize(refreshed + instances.connections());
      all.addAll(pushes);
    }
    instances.expectConnected(instances.first());
    print("refreshes", all);
  }

  /** The owner disconnects at one instance and reconnects at another while calls are in flight. */
  void reconnects(int rounds) {
    String story = story("again");
    List<Push> all = new ArrayList<>();
    for (int round = 0; round < rounds; round++) {
      Installation here = instances.all().get(round % instances.all().size());
      Installation there = instances.all().get((round + 1) % instances.all().size());
      List<Push> pushes = oneInEachLane(story, round);
      var calls = Ambush.on(pushes, Push::isCreation, Fault.slowAnswer(IN_FLIGHT));
      acceptEverywhereAtOnce(pushes);
      calls.awaitVictims();
      for (Push push : pushes) {
        here.api().disconnect(push.invoice().company(), push.ledger());
        Owner.connects(there.api(), push.invoice().company(), push.ledger());
      }
      instances.expectOnceInLedgers(pushes, there);
      all.addAll(pushes);
    }
    instances.expectConnected(instances.first());
    print("reconnects", all);
  }

  /** Each instance in turn is stopped as a service manager does it, while buttons are pressed. */
  void rollingStop(int rounds) {
    List<Push> all = new ArrayList<>();
    underLoad(
        story("roll"),
        all,
        () -> {
          for (int n = 0; n < rounds * instances.all().size(); n++) {
            Installation one = instances.all().get(n % instances.all().size());
            one.process().terminate(STOP_LIMIT);
            expectNoFault(one);
            one.start();
          }
        });
    instances.all().forEach(Races::expectNoFault);
    expectWrittenOnce(all);
    print("rolling stops", all);
  }

  /** Each instance in turn is killed while buttons are pressed. */
  void kills(int rounds) {
    List<Push> all = new ArrayList<>();
    underLoad(
        story("kill"),
        all,
        () -> {
          for (int n = 0; n < rounds * instances.all().size(); n++) {
            Installation one = instances.all().get(n % instances.all().size());
            one.process().kill9();
            one.start();
          }
        });
    print("kills", all);
  }

  /** An instance is frozen in the middle of its calls, beyond its lease, and then goes on. */
  void freezes(int rounds) {
    String story = story("freeze");
    List<Push> all = new ArrayList<>();
    for (int round = 0; round < rounds; round++) {
      Installation frozen = instances.all().get(round % instances.all().size());
      Installation awake = instances.all().get((round + 1) % instances.all().size());
      List<Push> pushes = oneInEachLane(story, round);
      var calls = Ambush.on(pushes, Push::isCreation, Fault.slowAnswer(IN_FLIGHT));
      acceptEverywhereAtOnce(pushes);
      calls.awaitVictims();
      frozen.process().freeze();
      try {
        instances.expectOnceInLedgers(pushes, awake);
      } finally {
        frozen.process().thaw();
      }
      instances.expectOnceInLedgers(pushes, frozen);
      all.addAll(pushes);
    }
    assertThat(all).allSatisfy(push -> assertThat(push.invoices()).hasSize(1));
    print("freezes", all);
  }

  private void underLoad(String story, List<Push> accepted, Runnable misfortunes) {
    everyCallTakes(EACH_CALL);
    CountDownLatch end = new CountDownLatch(1);
    ExecutorService caller = Executors.newSingleThreadExecutor();
    var pressed = CompletableFuture.runAsync(() -> pressUntil(end, story, accepted), caller);
    try {
      await().atMost(LIMIT).until(() -> written(story) >= A_LOT);
      misfortunes.run();
    } finally {
      end.countDown();
      caller.shutdown();
    }
    pressed.join();
    instances.ledgers().forEach(ledger -> ledger.faults().clear());
    instances.expectOnceInLedgers(accepted, instances.first());
  }

  /** What is not accepted by one instance is asked of the next one, as CoPortal would. */
  private void pressUntil(CountDownLatch end, String story, List<Push> accepted) {
    try {
      for (int n = 0; !end.await(200, TimeUnit.MILLISECONDS); n++) {
        for (Push push : oneInEachLane(story, n)) {
          if (acceptedBySomebody(push, n)) {
            accepted.add(push);
          }
        }
      }
    } catch (InterruptedException stopping) {
      Thread.currentThread().interrupt();
    }
  }

  private boolean acceptedBySomebody(Push push, int n) {
    for (int each = 0; each < instances.all().size(); each++) {
      try {
        Installation one = instances.all().get((n + each) % instances.all().size());
        if (one.api().press(push).statusCode() == 202) {
          return true;
        }
      } catch (UncheckedIOException gone) {
        // The next one is asked.
        continue;
      }
    }
    return false;
  }

  private long written(String story) {
    return instances.ledgers().stream()
        .flatMap(
            ledger ->
                ledger
                    .journal()
                    .requests(entry -> ledger.kind(entry) == CallKind.INVOICE_WRITE)
                    .stream())
        .filter(entry -> entry.body().contains(story.toUpperCase(Locale.ROOT)))
        .count();
  }

  private void acceptEverywhereAtOnce(List<Push> pushes) {
    CompletableFuture.allOf(
            instances.all().stream()
                .map(one -> CompletableFuture.runAsync(() -> pushes.forEach(one.api()::accept)))
                .toArray(CompletableFuture[]::new))
        .join();
  }

  private List<Push> oneInEachLane(String story, int n) {
    return instances.companies().stream()
        .flatMap(company -> instances.ledgers().stream().map(each -> push(company, each, story, n)))
        .toList();
  }

  private static Push push(Company company, LedgerUnderTest ledger, String story, int n) {
    String its = story + company.country();
    return new Push(ledger, TestInvoice.of(company, its, n, 1, "of-" + its));
  }

  /** Invoices of two stories never share a number. */
  private static String story(String name) {
    return name + STORIES.incrementAndGet() + "-";
  }

  private void everyCallTakes(Duration least) {
    instances
        .ledgers()
        .forEach(
            ledger ->
                ledger
                    .faults()
                    .next(
                        ALL_CALLS,
                        request ->
                            ledger.kind(request.method(), request.target(), request.text())
                                != CallKind.NO_CALL,
                        Fault.slowAnswer(least)));
  }

  private int[] marks() {
    return instances.ledgers().stream()
        .mapToInt(ledger -> ledger.journal().requests().size())
        .toArray();
  }

  private void expectOneServesALane(LedgerUnderTest ledger, int since) {
    List<JournalEntry> calls =
        ledger.journal().requests().stream()
            .skip(since)
            .filter(entry -> ledger.kind(entry) != CallKind.NO_CALL)
            .toList();
    for (Company company : instances.companies()) {
      String organisation = ledger.booksOf(company.workspace()).orElseThrow().organisation();
      Map<Installation, Instant> busyUntil = new HashMap<>();
      for (JournalEntry call : calls) {
        if (call.target().contains(organisation)
            || call.header("xero-tenant-id").equals(organisation)) {
          Installation caller = instances.calling(call.header("Host"));
          busyUntil.forEach(
              (other, until) ->
                  assertThat(other == caller || !call.at().isBefore(until))
                      .as("one instance at a time calls for %s: %s", company, call)
                      .isTrue());
          busyUntil.put(caller, call.at().plus(EACH_CALL));
        }
      }
    }
  }

  /** A lane that pauses does so for all instances. */
  private static void expectNoFault(Installation instance) {
    assertThat(instance.process().output()).doesNotContain("their lane pauses");
  }

  private static void expectWrittenOnce(Collection<Push> pushes) {
    assertThat(pushes).allSatisfy(push -> assertThat(push.creations()).hasSize(1));
  }

  private void print(String race, List<Push> pushes) {
    int held = pushes.stream().mapToInt(push -> push.invoices().size()).sum();
    long breaches =
        instances.ledgers().stream()
            .mapToLong(
                ledger -> ledger.journal().requests(entry -> entry.status() == TOO_MANY).size())
            .sum();
    assertThat(held).isEqualTo(pushes.size());
    System.out.printf(
        "%s by %d instances: accepted %d, synced %d, duplicates %d, lost 0, limit breaches %d%n",
        race, instances.all().size(), pushes.size(), pushes.size(), held - pushes.size(), breaches);
  }
}
