package io.coportal.sync.crash;

import io.coportal.sync.contract.CallKind;
import io.coportal.sync.contract.LedgerFault;
import io.coportal.sync.contract.LedgerUnderTest;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.concurrent.ConcurrentSkipListMap;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.LongAdder;

/**
 * What befalls instances, wires, ledgers and database, each by a thread and a random sequence of
 * its own: the same seed brings the same misfortunes in the same order.
 */
final class SoakMisfortunes {
  private static final Duration STOP_LIMIT = Duration.ofSeconds(60);
  private static final long DATABASE_AWAY_MILLIS = Long.getLong("soak.away", 60_000);

  /** Half of a request or of an answer with several invoices. */
  private static final int BYTES = 4_000;

  private static final List<LedgerFault> FAULTS =
      List.of(
          LedgerFault.UNAVAILABLE,
          LedgerFault.ERROR_BEFORE_WORK,
          LedgerFault.ERROR_AFTER_WORK,
          LedgerFault.GATEWAY_AFTER_WORK,
          LedgerFault.FOREIGN_PAGE_AFTER_WORK,
          LedgerFault.TRUNCATED_ANSWER,
          LedgerFault.ANSWER_LOST,
          LedgerFault.SLOW_ANSWER,
          LedgerFault.SLOW_WORK);

  private final List<Installation> instances;
  private final List<LedgerUnderTest> ledgers;
  private final SoakDatabase database;
  private final long seed;
  private final CountDownLatch end;
  private final Map<String, LongAdder> counts = new ConcurrentSkipListMap<>();

  SoakMisfortunes(
      List<Installation> instances,
      List<LedgerUnderTest> ledgers,
      SoakDatabase database,
      long seed,
      CountDownLatch end) {
    this.instances = instances;
    this.ledgers = ledgers;
    this.database = database;
    this.seed = seed;
    this.end = end;
  }

  /** How often each has happened. */
  Map<String, LongAdder> counts() {
    return counts;
  }

  /** Kills, stops and freezes; who has ended is started again by whoever watches over them. */
  void ofInstances() {
    Random random = new Random(seed + 11);
    while (pause(random, 6_000, 14_000)) {
      ApplicationProcess victim = instances.get(random.nextInt(instances.size())).process();
      int kind = random.nextInt(3);
      long frozen = 1_000 + random.nextInt(11_000);
      if (!victim.alive()) {
        continue;
      }
      switch (kind) {
        case 0 -> happens("kill -9", victim::kill9);
        case 1 -> happens("SIGTERM", () -> victim.terminate(STOP_LIMIT));
        default ->
            happens(
                "SIGSTOP",
                () -> {
                  victim.freeze();
                  pause(frozen);
                  victim.thaw();
                });
      }
    }
  }

  /** Faults of the wire to a ledger, of the ledger, and of its tokens. */
  void of(LedgerUnderTest ledger) {
    Random random = new Random(seed + 21 + ledgers.indexOf(ledger));
    while (pause(random, 1_500, 4_500)) {
      befall(ledger, random);
    }
    heal(ledger);
  }

  private void befall(LedgerUnderTest ledger, Random random) {
    var wire = ledger.wire();
    int times = 1 + random.nextInt(2);
    int bytes = random.nextInt(BYTES);
    long millis = 500 + random.nextInt(2_500);
    LedgerFault fault = FAULTS.get(random.nextInt(FAULTS.size()));
    switch (random.nextInt(10)) {
      case 0 -> happens("reset", () -> afresh(ledger, () -> wire.resetOnAccept(times)));
      case 1 ->
          happens(
              "reset in a request",
              () -> afresh(ledger, () -> wire.resetAfterRequestBytes(times, bytes)));
      case 2 ->
          happens(
              "half an answer",
              () -> afresh(ledger, () -> wire.cutAfterResponseBytes(times, bytes)));
      case 3 ->
          happens(
              "slow wire",
              () -> {
                wire.slowAnswers(Duration.ofMillis(millis));
                pause(4 * millis);
                wire.slowAnswers(Duration.ZERO);
              });
      case 4 ->
          happens(
              "refused connections",
              () -> {
                wire.refuse();
                pause(2 * millis);
                wire.listenAgain();
              });
      case 5 -> happens("access tokens expired", ledger::expireAccessTokens);
      default ->
          happens(
              "ledger: " + ledger.fault(fault).name(),
              () ->
                  ledger
                      .faults()
                      .next(
                          times,
                          ledger.requests(CallKind.INVOICE_WRITE, CallKind.CONTACT_WRITE),
                          ledger.fault(fault)));
    }
  }

  private static void afresh(LedgerUnderTest ledger, Runnable plan) {
    plan.run();
    ledger.wire().endOpenConnections();
  }

  private static void heal(LedgerUnderTest ledger) {
    ledger.faults().clear();
    ledger.wire().slowAnswers(Duration.ZERO);
  }

  /** Kills of the database, and each third time it is away for a minute. */
  void ofDatabase() {
    Random random = new Random(seed + 31);
    for (int n = 0; pause(random, 30_000, 60_000); n++) {
      if (n % 3 == 1) {
        happens(
            "database away",
            () -> {
              database.stop();
              pause(DATABASE_AWAY_MILLIS);
              database.startAgain();
            });
      } else {
        happens(
            "database killed",
            () -> {
              database.kill9();
              database.startAgain();
            });
      }
    }
  }

  private void happens(String what, Runnable misfortune) {
    counts.computeIfAbsent(what, first -> new LongAdder()).increment();
    misfortune.run();
  }

  private boolean pause(Random random, int least, int spread) {
    return pause(least + random.nextInt(spread));
  }

  /** Waits so long; false once it is the end. */
  private boolean pause(long millis) {
    try {
      return !end.await(millis, TimeUnit.MILLISECONDS);
    } catch (InterruptedException stopping) {
      Thread.currentThread().interrupt();
      return false;
    }
  }
}
