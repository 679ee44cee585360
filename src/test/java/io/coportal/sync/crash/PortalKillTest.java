package io.coportal.sync.crash;

import static java.util.concurrent.CompletableFuture.delayedExecutor;
import static java.util.concurrent.CompletableFuture.runAsync;

import io.coportal.sync.portal.PortalInvoice;
import io.coportal.sync.simulator.Fault;
import io.coportal.sync.simulator.RequestMatcher;
import java.time.Duration;
import java.util.List;
import java.util.Random;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;

/**
 * {@code kill -9} while changes are read from CoPortal and results written back. {@code
 * -Dcrash.seed=…} repeats a run's choices, {@code -Dcrash.lives=…} kills more often at random than
 * the two times of an ordinary run.
 */
class PortalKillTest {
  private static final RequestMatcher PAGE = RequestMatcher.of("GET", "/v1/invoices");
  private static final RequestMatcher REPORT = RequestMatcher.of("PUT", "/sync/");
  private static final int INVOICES = 30;
  private static final int LIVES = Integer.getInteger("crash.lives", 2);
  private static final int LONGEST_AFTERLIFE_MILLIS = 250;

  /** Longer than a kill takes on a busy machine. */
  private static final Duration IN_FLIGHT = Duration.ofSeconds(6);

  private final long seed = Long.getLong("crash.seed", System.nanoTime());
  private final Random random = new Random(seed);

  @Test
  void everyChangeArrivesOnceThroughKillsAndAnHourWithoutCoPortal() {
    System.out.printf("kills while pulling and reporting: -Dcrash.seed=%d%n", seed);
    List<PortalInvoice> invoices = PortalInvoice.several(PortalWorld.WORKSPACE, "portal", INVOICES);
    try (PortalWorld world = new PortalWorld()) {
      killOn(world, PAGE, Fault.slowAnswer(IN_FLIGHT), () -> invoices.forEach(world::change));
      killOn(world, REPORT, Fault.slowWork(IN_FLIGHT), () -> changeSome(world, invoices));
      killOn(world, REPORT, Fault.slowAnswer(IN_FLIGHT), () -> changeSome(world, invoices));
      for (int life = 0; life < LIVES; life++) {
        killSoonAfter(
            world, random.nextBoolean() ? PAGE : REPORT, () -> changeSome(world, invoices));
      }
      world.coportal().downFor(Duration.ofHours(1));
      killOn(
          world, PAGE, Fault.slowAnswer(Duration.ofMillis(100)), () -> changeSome(world, invoices));
      world.coportal().clock().advance(Duration.ofHours(1));

      world.expectEverythingArrived(invoices);
    }
  }

  private static void killOn(PortalWorld world, RequestMatcher call, Fault fault, Runnable cause) {
    var ambush = Ambush.at(world.coportal().faults(), call, fault);
    cause.run();
    ambush.awaitVictims();
    world.kill9();
    world.start();
  }

  /** Some milliseconds after the call was answered, while that answer is being stored, or later. */
  private void killSoonAfter(PortalWorld world, RequestMatcher call, Runnable cause) {
    int afterlife = random.nextInt(LONGEST_AFTERLIFE_MILLIS);
    var ambush = Ambush.at(world.coportal().faults(), call, Fault.slowAnswer(Duration.ZERO));
    cause.run();
    ambush.awaitVictims();
    runAsync(world::kill9, delayedExecutor(afterlife, TimeUnit.MILLISECONDS)).join();
    world.start();
  }

  private void changeSome(PortalWorld world, List<PortalInvoice> invoices) {
    for (PortalInvoice invoice : invoices) {
      if (random.nextInt(3) == 0) {
        world.change(invoice.changedTo(100 + random.nextInt(900)));
      }
    }
  }
}
