package io.coportal.sync.crash;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.fasterxml.jackson.databind.JsonNode;
import io.coportal.sync.contract.CallKind;
import io.coportal.sync.contract.LedgerUnderTest;
import io.coportal.sync.simulator.Fault;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.parallel.Isolated;

/** A killed back-fill goes on where it was, without a word from anybody. */
@Tag("crash-matrix")
@Isolated("the starts of whole applications would stretch every other test's waits")
@ExtendWith(SceneExtension.class)
class BackfillKillTest {
  /** Several requests of each ledger. */
  private static final int HISTORY = 240;

  private static final int MORE_THAN_ITS_CALLS = 100;
  private static final Duration EACH_WRITE = Duration.ofMillis(400);
  private static final Duration PATIENCE = Duration.ofSeconds(90);
  private static final Duration LOOK = Duration.ofMillis(30);

  private final Scene scene;

  BackfillKillTest(Scene scene) {
    this.scene = scene;
  }

  @Test
  void goesOnAfterAKillInItsMiddleAndEndsWithEachInvoiceOnce() {
    List<TestInvoice> history = TestInvoice.several("history", HISTORY);
    history.forEach(scene.api()::storeNew);
    scene.ledgers().forEach(BackfillKillTest::slowDown);
    Map<LedgerUnderTest, String> backfills =
        scene.ledgers().stream()
            .collect(
                Collectors.toMap(
                    ledger -> ledger,
                    ledger -> scene.api().startBackfill(Company.BRITISH, ledger)));

    await()
        .atMost(PATIENCE)
        .pollInterval(LOOK)
        .until(() -> backfills.keySet().stream().allMatch(each -> synced(each, backfills) > 0));
    List<Integer> before =
        backfills.keySet().stream().map(each -> synced(each, backfills)).toList();
    scene.kill9();
    scene.ledgers().forEach(ledger -> ledger.faults().clear());
    scene.startAgain();

    backfills.forEach(this::awaitDone);
    scene.expectOnceInLedger(scene.everywhere(history));
    System.out.printf(
        "back-fills killed with %s of %d invoices in the ledgers, all there in the end%n",
        before, HISTORY);
    assertThat(before).as("killed in the middle").anyMatch(each -> each < HISTORY);
  }

  private static void slowDown(LedgerUnderTest ledger) {
    ledger
        .faults()
        .next(
            MORE_THAN_ITS_CALLS,
            ledger.requests(CallKind.INVOICE_WRITE),
            Fault.slowWork(EACH_WRITE));
  }

  private int synced(LedgerUnderTest ledger, Map<LedgerUnderTest, String> backfills) {
    return counts(ledger, backfills.get(ledger)).path("synced").asInt();
  }

  private JsonNode counts(LedgerUnderTest ledger, String backfill) {
    return scene.api().progress(Company.BRITISH, ledger, backfill).path("counts");
  }

  private void awaitDone(LedgerUnderTest ledger, String backfill) {
    await()
        .atMost(PATIENCE)
        .untilAsserted(
            () ->
                assertThat(scene.api().progress(Company.BRITISH, ledger, backfill).path("state"))
                    .as("%s", counts(ledger, backfill))
                    .hasToString("\"DONE\""));
    assertThat(counts(ledger, backfill).path("synced").asInt()).isGreaterThanOrEqualTo(HISTORY);
  }
}
