package io.coportal.sync.crash;

import static org.assertj.core.api.Assertions.assertThat;

import io.coportal.sync.simulator.Fault;
import java.time.Duration;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.parallel.Isolated;

/** A stop by a service manager, with work in hand. */
@ExtendWith(SceneExtension.class)
@Isolated("the application is a process of its own and needs the processor")
class StopTest {
  private static final Duration IN_FLIGHT = Duration.ofSeconds(3);
  private static final Duration LIMIT = Duration.ofSeconds(35);
  private static final int QUEUED = 5;

  private final Scene scene;

  StopTest(Scene scene) {
    this.scene = scene;
  }

  @Test
  void finishesTheCallInFlightStartsNoOtherAndLosesNothing() {
    var invoices = TestInvoice.several("stop", QUEUED);
    var call = Ambush.on(scene.xero(), "PUT", "/api.xro/2.0/Invoices", Fault.slowAnswer(IN_FLIGHT));

    invoices.forEach(scene.api()::accept);
    call.awaitVictim();
    var took = scene.installation().process().terminate(LIMIT);
    System.out.printf("SIGTERM with a call in flight: ended after %d ms%n", took.toMillis());
    assertThat(scene.books().creations(invoices)).as("invoices sent before the end").hasSize(1);
    scene.startAgain();

    scene.expectOnceInLedger(invoices);
    assertThat(scene.books().creations(invoices))
        .as("nothing was sent twice, not even under the same key")
        .hasSize(QUEUED);
  }
}
