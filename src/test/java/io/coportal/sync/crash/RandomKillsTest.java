package io.coportal.sync.crash;

import static java.util.concurrent.CompletableFuture.delayedExecutor;
import static java.util.concurrent.CompletableFuture.runAsync;

import io.coportal.sync.simulator.RequestMatcher;
import java.time.Duration;
import java.util.List;
import java.util.Random;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.parallel.Isolated;

/**
 * Kills where nobody has thought of. {@code -Dcrash.seed=…} repeats a run's choices, {@code
 * -Dcrash.lives=…} kills more often than the three times of an ordinary run.
 */
@ExtendWith(SceneExtension.class)
@Isolated("the application is a process of its own and needs the processor")
class RandomKillsTest {
  private static final int LIVES = Integer.getInteger("crash.lives", 3);
  private static final int INVOICES_A_LIFE = 7;

  /** No more than a life's invoices need: contact looked up, contact created, invoice created. */
  private static final int MOST_CALLS = 3 * INVOICES_A_LIFE;

  private static final int LONGEST_AFTERLIFE_MILLIS = 250;
  private static final Duration EACH_CALL = Duration.ofMillis(100);

  private final Scene scene;
  private final long seed = Long.getLong("crash.seed", System.nanoTime());
  private final Random random = new Random(seed);

  RandomKillsTest(Scene scene) {
    this.scene = scene;
  }

  @Test
  void losesAndDoublesNothingInRandomKills() {
    System.out.printf("random kills: -Dcrash.seed=%d%n", seed);
    var invoices = TestInvoice.several("random", LIVES * INVOICES_A_LIFE);
    for (int life = 0; life < LIVES; life++) {
      live(invoices.subList(life * INVOICES_A_LIFE, (life + 1) * INVOICES_A_LIFE));
      scene.startAgain();
    }

    scene.expectOnceInLedger(invoices);
    System.out.printf(
        "accepted %d, synced %d, duplicates 0, lost 0%n", invoices.size(), invoices.size());
  }

  /** Ends some milliseconds after a random one of its calls has arrived at the ledger. */
  private void live(List<TestInvoice> invoices) {
    int calls = 1 + random.nextInt(MOST_CALLS);
    int afterlife = random.nextInt(LONGEST_AFTERLIFE_MILLIS);
    var anyCall = RequestMatcher.of("", "/api.xro/2.0");
    var ambush = Ambush.onTheLastOf(calls, scene.xero(), anyCall, EACH_CALL);
    invoices.forEach(scene.api()::accept);
    ambush.awaitVictim();
    runAsync(scene::kill9, delayedExecutor(afterlife, TimeUnit.MILLISECONDS)).join();
    System.out.printf("killed %d ms after call %d%n", afterlife, calls);
  }
}
