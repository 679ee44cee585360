package io.coportal.sync.crash;

import static org.assertj.core.api.Assertions.assertThat;

import io.coportal.sync.StartsApplications;
import io.coportal.sync.contract.CallKind;
import io.coportal.sync.simulator.Fault;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

/** A stop by a service manager, with work in hand for every ledger. */
@StartsApplications
@ExtendWith(SceneExtension.class)
class StopTest {
  private static final Duration IN_FLIGHT = Duration.ofSeconds(3);
  private static final Duration LIMIT = Duration.ofSeconds(35);
  private static final int QUEUED = 12;

  /** Requests of a lane in flight, the click's place included. */
  private static final long PLACES = 5;

  private final Scene scene;

  StopTest(Scene scene) {
    this.scene = scene;
  }

  @Test
  void finishesTheCallsInFlightStartsNoOtherAndLosesNothing() {
    var pushes = scene.everywhere(TestInvoice.several("stop", QUEUED));
    var calls =
        Ambush.at(
            scene.ledgers(),
            (ledger, request) -> ledger.requests(CallKind.INVOICE_WRITE).test(request),
            Fault.slowAnswer(IN_FLIGHT));

    scene
        .ledgers()
        .forEach(
            ledger ->
                ledger
                    .faults()
                    .next(
                        QUEUED,
                        ledger.requests(CallKind.INVOICE_WRITE),
                        Fault.slowAnswer(IN_FLIGHT)));

    scene.accept(pushes);
    calls.awaitVictims();
    var before = requests(pushes);
    var took = scene.installation().process().terminate(LIMIT);
    System.out.printf("SIGTERM with calls in flight: ended after %d ms%n", took.toMillis());
    // On a busy machine the first are answered before the last are accepted.
    assertThat(requests(pushes))
        .as("requests sent to each ledger before the end")
        .hasSize(scene.ledgers().size())
        .allSatisfy(
            (ledger, sent) ->
                assertThat(sent).isBetween(1L, before.getOrDefault(ledger, 0L) + PLACES));
    scene.ledgers().forEach(ledger -> ledger.faults().clear());
    scene.startAgain();

    scene.expectOnceInLedger(pushes);
    assertThat(creations(pushes).values())
        .as("nothing was sent twice, not even under the same key")
        .containsOnly(QUEUED);
  }

  /** How many requests with creations arrived at each ledger. */
  private static Map<String, Long> requests(List<Push> pushes) {
    return pushes.stream()
        .flatMap(
            push ->
                push.creations().stream()
                    .map(entry -> Map.entry(push.ledger().name(), entry.sequence())))
        .distinct()
        .collect(Collectors.groupingBy(Map.Entry::getKey, Collectors.counting()));
  }

  /** How many creations arrived at each ledger. */
  private static Map<String, Integer> creations(List<Push> pushes) {
    return pushes.stream()
        .collect(
            Collectors.groupingBy(
                push -> push.ledger().name(),
                Collectors.summingInt(push -> push.creations().size())));
  }
}
