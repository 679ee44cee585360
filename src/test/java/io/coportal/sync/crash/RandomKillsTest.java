package io.coportal.sync.crash;

import static java.util.concurrent.CompletableFuture.delayedExecutor;
import static java.util.concurrent.CompletableFuture.runAsync;

import java.time.Duration;
import java.util.List;
import java.util.Random;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.parallel.Isolated;

/**
 * Kills where nobody has thought of. {@code -Dcrash.seed=…} repeats a run's choices, {@code
 * -Dcrash.lives=…} kills more often than three times. Part of {@code mvn -Plong verify}.
 */
@Tag("long")
@Isolated("the starts of whole applications would stretch every other test's waits")
@ExtendWith(SceneExtension.class)
class RandomKillsTest {
  private static final int LIVES = Integer.getInteger("crash.lives", 3);
  private static final int INVOICES_A_LIFE = 7;

  /** No more than a push needs: contact looked up, contact created, invoice created. */
  private static final int CALLS_A_PUSH = 3;

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
    var pushes = scene.everywhere(TestInvoice.several("random", LIVES * INVOICES_A_LIFE));
    int aLife = pushes.size() / LIVES;
    for (int life = 0; life < LIVES; life++) {
      live(pushes.subList(life * aLife, (life + 1) * aLife));
      scene.startAgain();
    }

    scene.expectOnceInLedger(pushes);
    System.out.printf(
        "accepted %d, synced %d, duplicates 0, lost 0%n", pushes.size(), pushes.size());
  }

  /** Ends some milliseconds after a random one of its calls has arrived at a ledger. */
  private void live(List<Push> pushes) {
    int calls = 1 + random.nextInt(CALLS_A_PUSH * pushes.size());
    int afterlife = random.nextInt(LONGEST_AFTERLIFE_MILLIS);
    // What is left of the life before would hold up this one's calls and count them there.
    scene.ledgers().forEach(ledger -> ledger.faults().clear());
    var ambush = Ambush.onTheLastOf(calls, scene.ledgers(), EACH_CALL);
    scene.accept(pushes);
    ambush.awaitVictims();
    runAsync(scene::kill9, delayedExecutor(afterlife, TimeUnit.MILLISECONDS)).join();
    System.out.printf("killed %d ms after call %d%n", afterlife, calls);
  }
}
