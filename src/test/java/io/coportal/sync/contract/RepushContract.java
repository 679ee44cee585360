package io.coportal.sync.contract;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.fasterxml.jackson.databind.JsonNode;
import io.coportal.sync.contract.Portal.Answer;
import io.coportal.sync.simulator.Fault;
import java.time.Duration;
import java.util.List;
import java.util.UUID;
import org.junit.jupiter.api.Test;

/** Nothing changed, nothing sent — unless somebody says so, and then once. */
abstract class RepushContract extends LedgerContract {
  private static final Duration PATIENCE = Duration.ofSeconds(90);

  RepushContract(LedgerUnderTest ledger) {
    super(ledger);
  }

  @Test
  void whatDidNotChangeIsWrittenOverWhatIsThereUnderAKeyOfItsOwn() {
    TestInvoice invoice = TestInvoice.plain();
    JsonNode first = workspace.synced(invoice);

    JsonNode again = repush(invoice);

    assertThat(again.path("state").asText()).as(again.toString()).isEqualTo("SYNCED");
    assertThat(again.path("externalId")).isEqualTo(first.path("externalId"));
    assertThat(writes()).extracting(ledger::keyOf).doesNotHaveDuplicates().hasSize(2);
    assertThat(booked(invoice).total()).isEqualByComparingTo(invoice.total());
    workspace.synced(invoice);
    assertThat(writes()).hasSize(2);
  }

  @Test
  void eachWordForItIsOnePush() {
    TestInvoice invoice = TestInvoice.plain();
    workspace.synced(invoice);

    repush(invoice);
    repush(invoice);

    assertThat(writes()).extracting(ledger::keyOf).doesNotHaveDuplicates().hasSize(3);
    assertThat(booked(invoice).voided()).isFalse();
  }

  @Test
  void aRepeatOfTheSameRequestPushesNothingMore() {
    TestInvoice invoice = TestInvoice.plain();
    workspace.synced(invoice);
    String key = UUID.randomUUID().toString();

    for (int i = 0; i < 2; i++) {
      Answer answer = repush(invoice, "Prefer", "wait=20", "Idempotency-Key", key);
      assertThat(answer.json().path("state").asText()).isEqualTo("SYNCED");
    }
    Answer other = portal.send("POST", workspace.syncs(invoice.id()), null, "Idempotency-Key", key);

    assertThat(other.status()).isEqualTo(422);
    assertThat(writes()).hasSize(2);
  }

  @Test
  void aDoubleClickIsOnePushQueuedOrOnItsWay() {
    TestInvoice invoice = TestInvoice.plain();
    workspace.synced(invoice);
    coportal.holdLane(ledger, workspace.id());
    repush(invoice, "X", "queued");
    repush(invoice, "X", "queued twice");
    nextWrite(Fault.slowAnswer(Duration.ofMillis(700)));
    coportal.waitsEnd(ledger);
    await().until(() -> "SENDING".equals(workspace.state(invoice.id())));

    repush(invoice, "X", "on its way");

    workspace.await(invoice.id(), "SYNCED");
    workspace.synced(invoice);
    assertThat(writes()).hasSize(2);
    assertThat(booked(invoice).voided()).isFalse();
  }

  @Test
  void whatTheLedgerHasNotYetIsCreatedOnce() {
    TestInvoice invoice = TestInvoice.plain();
    workspace.put(invoice);

    assertThat(repush(invoice).path("state").asText()).isEqualTo("SYNCED");

    workspace.synced(invoice);
    assertThat(writes()).hasSize(1);
    assertThat(booked(invoice).voided()).isFalse();
  }

  @Test
  void aVoidedInvoiceIsNotRevivedAndAPaidOneNotTouched() {
    TestInvoice voided = TestInvoice.plain();
    ledger.books().voidInvoice(workspace.synced(voided).path("externalId").asText());
    TestInvoice paid = TestInvoice.plain();
    ledger.books().pay(workspace.synced(paid).path("externalId").asText(), paid.total());
    BookedInvoice before = booked(paid);
    ledger.journal().clear();

    JsonNode refused = repush(voided);

    assertThat(refused.path("state").asText()).isEqualTo("FAILED");
    assertThat(refused.path("error").path("code").asText()).isEqualTo("gone-in-ledger");
    assertThat(booked(voided).voided()).isTrue();
    assertThat(repush(paid).path("state").asText()).isEqualTo("SYNCED");
    assertThat(booked(paid)).isEqualTo(before);
    assertThat(writes()).isEmpty();
  }

  @Test
  void aLostAnswerIsSettledAsAnyOther() {
    TestInvoice invoice = TestInvoice.plain();
    workspace.synced(invoice);
    nextWrites(LedgerFault.ANSWER_LOST);

    repush(invoice, "X", "not waited for");

    await()
        .atMost(PATIENCE)
        .until(
            () -> {
              coportal.waitsEnd(ledger);
              return "SYNCED".equals(workspace.state(invoice.id()));
            });
    assertThat(booked(invoice).voided()).isFalse();
    assertKeysNeverReused();
  }

  @Test
  void aBackFillForecastsAndSendsAllOfTheseAgain() {
    List<TestInvoice> held = List.of(TestInvoice.plain(), TestInvoice.plain());
    held.forEach(workspace::synced);
    TestInvoice missing = TestInvoice.plain();
    workspace.put(missing);
    ledger.journal().clear();

    JsonNode plan = backfill("{\"repush\": true, \"dryRun\": true}").json();
    Answer started = backfill("{\"repush\": true}");

    assertThat(plan.path("forecast").path("invoices").asInt()).isEqualTo(3);
    assertThat(plan.path("forecast").path("calls").path("invoices").asInt())
        .isGreaterThanOrEqualTo(2);
    assertThat(plan.path("filter").path("repush").asBoolean()).isTrue();
    JsonNode done = awaitDone(started);
    assertThat(done.path("counts").path("synced").asInt()).isEqualTo(3);
    assertThat(writes()).hasSize(2);
    assertThat(held).allSatisfy(invoice -> assertThat(booked(invoice).voided()).isFalse());
    assertThat(booked(missing).voided()).isFalse();
    ledger.journal().clear();
    awaitDone(backfill("{\"onlyUnsynced\": false}"));
    assertThat(calls()).isEmpty();
  }

  @Test
  void aCancelledBackFillSendsNothingAgain() {
    TestInvoice invoice = TestInvoice.plain();
    workspace.synced(invoice);
    ledger.journal().clear();
    coportal.holdLane(ledger, workspace.id());
    Answer started = backfill("{\"repush\": true}");
    await().atMost(PATIENCE).until(() -> "QUEUED".equals(workspace.state(invoice.id())));

    portal.send("DELETE", backfills() + "/" + id(started), null);

    await().atMost(PATIENCE).until(() -> "SYNCED".equals(workspace.state(invoice.id())));
    coportal.waitsEnd(ledger);
    workspace.synced(invoice);
    assertThat(writes()).isEmpty();
  }

  @Test
  void refusesAFilterThatContradictsItself() {
    Answer answer = backfill("{\"repush\": true, \"onlyUnsynced\": true}");

    assertThat(answer.status()).isEqualTo(400);
    assertThat(answer.json().path("code").asText()).isEqualTo("invalid-backfill");
  }

  private JsonNode repush(TestInvoice invoice) {
    return workspace.repush(invoice.id()).json();
  }

  private Answer repush(TestInvoice invoice, String... headers) {
    return portal.send("POST", workspace.syncs(invoice.id()) + "?repush=true", null, headers);
  }

  private Answer backfill(String order) {
    return portal.send("POST", backfills(), order);
  }

  private JsonNode awaitDone(Answer started) {
    assertThat(started.status()).as(started.text()).isEqualTo(202);
    await()
        .atMost(PATIENCE)
        .until(
            () ->
                "DONE"
                    .equals(
                        portal.get(backfills() + "/" + id(started)).json().path("state").asText()));
    return portal.get(backfills() + "/" + id(started)).json();
  }

  private String backfills() {
    return workspace.path("/backfills/" + ledger.name());
  }

  private static String id(Answer started) {
    return started.json().path("id").asText();
  }
}
