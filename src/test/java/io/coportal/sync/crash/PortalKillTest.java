package io.coportal.sync.crash;

import static java.util.concurrent.CompletableFuture.delayedExecutor;
import static java.util.concurrent.CompletableFuture.runAsync;
import static org.assertj.core.api.Assertions.assertThat;

import io.coportal.sync.StartsApplications;
import io.coportal.sync.contract.CallKind;
import io.coportal.sync.simulator.Fault;
import io.coportal.sync.simulator.RequestMatcher;
import java.time.Duration;
import java.util.Random;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/**
 * CoPortal's invoices change all the time, and nobody lends a hand: they are read, pushed to both
 * ledgers and reported back through {@code kill -9} and an hour in which CoPortal's API is down;
 * with {@code mvn -Pcrash-matrix verify} through a kill at every stage. The hour is CoPortal's own,
 * by its clock: the application's waits never grow beyond {@code coportal.retry.longest-delay} and
 * its questions have no end, so that a longer outage is more of the same. {@code -Dcrash.seed=…}
 * repeats a run's choices, {@code -Dcrash.lives=…} kills more often at random than the one time of
 * the profile, {@code -Dcrash.outage=…} goes through more unanswered questions than its eight: 60
 * are an hour's as they are shipped.
 */
@StartsApplications
class PortalKillTest {
  private static final RequestMatcher PAGE = RequestMatcher.of("GET", "/v1/invoices");
  private static final RequestMatcher REPORT = RequestMatcher.of("PUT", "/sync/");
  private static final CallKind[] ANY_CALL = {
    CallKind.INVOICE_WRITE, CallKind.INVOICE_READ, CallKind.CONTACT_WRITE, CallKind.OTHER_READ
  };
  private static final int LIVES = Integer.getInteger("crash.lives", 1);
  private static final int UNANSWERED = Integer.getInteger("crash.outage", 8);

  /** As many as show that the waits grow. */
  private static final int SOME_UNANSWERED = 3;

  private static final int LONGEST_AFTERLIFE_MILLIS = 250;

  /** Longer than a kill takes on a busy machine. */
  private static final Duration IN_FLIGHT = Duration.ofSeconds(6);

  private final long seed = Long.getLong("crash.seed", System.nanoTime());
  private final Random random = new Random(seed);

  @Test
  void everyChangeArrivesOnceThroughTheMostTellingKills() {
    try (PortalWorld world = new PortalWorld(random)) {
      killOn(world, "during a page", world.atCoPortal(PAGE, Fault.slowAnswer(IN_FLIGHT)));
      killOn(world, "between push and report", world.atCoPortal(REPORT, Fault.slowWork(IN_FLIGHT)));
      passAnHourWithoutCoPortal(world, SOME_UNANSWERED);

      world.expectEverythingArrivedOnce();
    }
  }

  @Tag("crash-matrix")
  @Test
  void everyChangeArrivesOnceThroughKillsAndAnHourWithoutCoPortal() {
    System.out.printf("kills while pulling and reporting: -Dcrash.seed=%d%n", seed);
    try (PortalWorld world = new PortalWorld(random)) {
      killOn(world, "during a page", world.atCoPortal(PAGE, Fault.slowAnswer(IN_FLIGHT)));
      killSoonAfter(world, "while a page is stored", PAGE);
      killBetweenPageAndPush(world);
      killOn(world, "before the ledgers commit", writes(world, Fault.slowWork(IN_FLIGHT)));
      killOn(world, "after the ledgers committed", writes(world, Fault.slowAnswer(IN_FLIGHT)));
      killOn(world, "between push and report", world.atCoPortal(REPORT, Fault.slowWork(IN_FLIGHT)));
      killOn(world, "after a report", world.atCoPortal(REPORT, Fault.slowAnswer(IN_FLIGHT)));
      for (int life = 0; life < LIVES; life++) {
        killSoonAfter(world, "at random", random.nextBoolean() ? PAGE : REPORT);
      }
      passAnHourWithoutCoPortal(world, UNANSWERED);

      world.expectEverythingArrivedOnce();
    }
  }

  private static Ambush writes(PortalWorld world, Fault fault) {
    return world.atEachLedger(fault, CallKind.INVOICE_WRITE);
  }

  private static void killOn(PortalWorld world, String moment, Ambush ambush) {
    ambush.awaitVictims();
    world.kill9(moment);
    world.start();
  }

  /** Some milliseconds after the call was answered, while that answer is being stored, or later. */
  private void killSoonAfter(PortalWorld world, String moment, RequestMatcher call) {
    int afterlife = random.nextInt(LONGEST_AFTERLIFE_MILLIS);
    world.atCoPortal(call, Fault.slowAnswer(Duration.ZERO)).awaitVictims();
    runAsync(() -> world.kill9(moment), delayedExecutor(afterlife, TimeUnit.MILLISECONDS)).join();
    world.start();
  }

  /** Both lanes hang in a call while a page is stored: who asks for the next has stored the one. */
  private static void killBetweenPageAndPush(PortalWorld world) {
    world.atEachLedger(Fault.slowWork(IN_FLIGHT), ANY_CALL).awaitVictims();
    world.atCoPortal(PAGE, Fault.slowAnswer(Duration.ZERO)).awaitVictims();
    world.atCoPortal(PAGE, Fault.slowAnswer(Duration.ZERO)).awaitVictims();
    Remains left = world.kill9("between page and push");
    assertThat(left.unpushed()).as("stored and not pushed").isPositive();
    world.start();
  }

  private static void passAnHourWithoutCoPortal(PortalWorld world, int unanswered) {
    world.coportal().downFor(Duration.ofHours(1));
    world.awaitUnanswered(unanswered, PAGE, REPORT);
    Remains left = world.kill9("in the hour without CoPortal");
    assertThat(left.untold()).as("in a ledger and not told").isPositive();
    world.start();
    world.awaitUnanswered(unanswered, PAGE, REPORT);
    world.coportal().clock().advance(Duration.ofHours(1));
  }
}
