package io.coportal.sync.contract;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.fasterxml.jackson.databind.JsonNode;
import io.coportal.sync.simulator.JournalEntry;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import org.junit.jupiter.api.Test;

/** A limit of the ledger is kept to the second, for everything that goes to that organisation. */
abstract class LimitContract extends LedgerContract {
  private static final int SECONDS = 6;
  private static final int HOUR = 3600;

  LimitContract(LedgerUnderTest ledger) {
    super(ledger);
  }

  @Test
  void nothingIsSentBeforeALimitEndsAndThenAllGoesOn() {
    TestInvoice refused = TestInvoice.plain();
    TestInvoice behind = TestInvoice.plain();
    nextWrite(ledger.limit(SECONDS));
    ask(refused);
    workspace.awaitError(refused.id(), "limit-reached");
    ask(behind);

    workspace.await(refused.id(), "SYNCED");
    workspace.await(behind.id(), "SYNCED");

    JournalEntry limited = writes().get(0);
    assertNothingSentUntilTheEndOf(limited);
    assertThat(writes())
        .filteredOn(write -> ledger.keyOf(write).equals(ledger.keyOf(limited)))
        .hasSize(2);
    assertKeysNeverReused();
  }

  @Test
  void whatIsOnItsWayMeanwhileSendsNothingMoreUntilTheLimitEnds() {
    workspace.synced(TestInvoice.plain());
    ledger.journal().clear();
    TestInvoice onItsWay = TestInvoice.plain();
    TestInvoice refused = TestInvoice.plain();
    CompletableFuture<Void> gate = new CompletableFuture<>();
    ledger.faults().next(reading(), heldBackBy(gate));
    ask(onItsWay);
    await().until(() -> ledger.faults().pending() == 0);
    nextWrite(ledger.limit(SECONDS));
    ask(refused);
    workspace.awaitError(refused.id(), "limit-reached");

    gate.complete(null);

    workspace.await(onItsWay.id(), "SYNCED");
    workspace.await(refused.id(), "SYNCED");
    assertNothingSentUntilTheEndOf(writes().get(0));
    assertThat(onItsWay).satisfies(this::booked);
  }

  private void assertNothingSentUntilTheEndOf(JournalEntry limited) {
    assertThat(limited.status()).isNotEqualTo(200);
    assertThat(calls())
        .filteredOn(call -> call.sequence() > limited.sequence())
        .isNotEmpty()
        .allSatisfy(
            call ->
                assertThat(Duration.between(limited.at(), call.at()))
                    .isGreaterThanOrEqualTo(Duration.ofSeconds(SECONDS)));
  }

  @Test
  void aBurstOfLimitsEndsInOneInvoiceEach() {
    List<TestInvoice> burst =
        List.of(TestInvoice.plain(), TestInvoice.plain(), TestInvoice.plain());
    ledger.faults().next(4, writing(), ledger.limit(-1));

    burst.forEach(this::ask);

    await()
        .until(
            () -> {
              coportal.waitsEnd(ledger);
              return burst.stream()
                  .allMatch(invoice -> "SYNCED".equals(workspace.state(invoice.id())));
            });
    assertThat(burst).allSatisfy(invoice -> booked(invoice));
    assertThat(ledger.faults().pending()).isZero();
    assertKeysNeverReused();
  }

  @Test
  void aLimitWithoutAWordIsWaitedForAMinute() {
    TestInvoice invoice = TestInvoice.plain();
    nextWrite(ledger.limit(-1));
    ask(invoice);

    JsonNode waiting = workspace.awaitError(invoice.id(), "limit-reached");

    assertThat(waiting.path("state").asText()).isEqualTo("QUEUED");
    assertThat(Instant.parse(waiting.path("nextTryAt").asText()))
        .isAfter(Instant.now().plusSeconds(45));
    coportal.waitsEnd(ledger);
    workspace.await(invoice.id(), "SYNCED");
  }

  @Test
  void aDayLimitShowsBlockedAndCostsNoCallUntilItEnds() {
    TestInvoice invoice = TestInvoice.plain();
    TestInvoice behind = TestInvoice.plain();
    nextWrite(ledger.limit(HOUR));
    ask(invoice);
    JsonNode blocked = workspace.await(invoice.id(), "BLOCKED");
    ledger.journal().clear();

    ask(behind);
    workspace.ask(invoice.id());

    assertThat(blocked.path("error").path("cure").asText()).contains("by itself");
    await().during(Duration.ofSeconds(1)).until(() -> calls().isEmpty());
    coportal.waitsEnd(ledger);
    workspace.await(invoice.id(), "SYNCED");
    workspace.await(behind.id(), "SYNCED");
  }

  @Test
  void aLimitAtALookUpHoldsTheLaneToo() {
    TestInvoice invoice = TestInvoice.plain();
    ledger.faults().next(reading(), ledger.limit(HOUR));
    ask(invoice);

    workspace.await(invoice.id(), "BLOCKED");

    coportal.waitsEnd(ledger);
    workspace.await(invoice.id(), "SYNCED");
  }
}
