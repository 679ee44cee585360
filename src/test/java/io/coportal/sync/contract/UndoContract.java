package io.coportal.sync.contract;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.fasterxml.jackson.databind.JsonNode;
import io.coportal.sync.contract.LedgerBooks.LineEdit;
import io.coportal.sync.contract.Portal.Answer;
import java.math.BigDecimal;
import java.time.LocalDate;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** A back-fill is taken back from the ledger, but for what somebody has touched since. */
abstract class UndoContract extends BackfillStory {
  UndoContract(LedgerUnderTest ledger) {
    super(ledger);
  }

  @AfterEach
  void unlock() {
    ledger.books().lock(null);
    coportal.forgetReferences(ledger, ledger.home());
  }

  @Test
  void whatABackfillMadeIsVoidedAndNothingElse() {
    TestInvoice clicked = TestInvoice.plain();
    workspace.synced(clicked);
    List<TestInvoice> made = stored(3);
    Answer backfill = start(ALL);
    awaitState(backfill, "DONE");
    ledger.journal().clear();

    JsonNode look = portal.get(undo(backfill)).json();
    assertThat(look.path("standing").asInt()).as(look.toString()).isEqualTo(3);
    assertThat(look.path("examples").findValuesAsText("number"))
        .containsExactlyInAnyOrderElementsOf(made.stream().map(TestInvoice::number).toList());
    assertThat(calls()).isEmpty();

    JsonNode begun = undone(backfill);

    assertThat(begun.path("created").asInt()).isEqualTo(3);
    awaitVoided(backfill, 3);
    assertThat(made)
        .allSatisfy(
            invoice -> {
              assertThat(booked(invoice).voided()).isTrue();
              assertThat(workspace.state(invoice.id())).isEqualTo("VOIDED");
            });
    assertThat(booked(clicked).voided()).isFalse();
    assertThat(writes()).hasSize(1);
  }

  @Test
  void whatSomebodyHasTouchedSinceStaysAndSaysWhy() {
    TestInvoice paid = stored(TestInvoice.plain());
    TestInvoice edited = stored(TestInvoice.plain());
    TestInvoice syncedAgain = stored(TestInvoice.plain());
    TestInvoice untouched = stored(TestInvoice.plain());
    Answer backfill = start(ALL);
    awaitState(backfill, "DONE");
    ledger.books().pay(booked(paid).externalId(), new BigDecimal("10"));
    ledger.books().edit(booked(edited).externalId(), LineEdit.REPRICED, 1);
    workspace.synced(syncedAgain.version(2).line("More", "1", "1"));

    undone(backfill);

    awaitVoided(backfill, 1);
    assertThat(booked(untouched).voided()).isTrue();
    assertThat(error(paid)).isEqualTo("paid-in-ledger");
    assertThat(error(edited)).isEqualTo("edited-in-ledger");
    assertThat(workspace.state(syncedAgain.id())).isEqualTo("SYNCED");
    JsonNode look = portal.get(undo(backfill)).json();
    assertThat(look.path("created").asInt()).as(look.toString()).isEqualTo(3);
    assertThat(look.path("kept").asInt()).isEqualTo(2);

    workspace.press(paid.id());
    assertThat(workspace.state(paid.id())).isEqualTo("SYNCED");
    assertThat(booked(paid).voided()).isFalse();
  }

  @Test
  void whatAPersonSyncedAfterTheBackfillFailedIsNotTheBackfills() {
    ledger.books().lock(LocalDate.parse(TestInvoice.ISSUED));
    coportal.forgetReferences(ledger, ledger.home());
    TestInvoice clicked = stored(TestInvoice.plain());
    Answer backfill = start(ALL);
    awaitState(backfill, "DONE");
    ledger.books().lock(null);
    workspace.press(clicked.id());
    workspace.await(clicked.id(), "SYNCED");

    assertThat(undone(backfill).path("created").asInt()).isZero();
    assertThat(booked(clicked).voided()).isFalse();
  }

  @Test
  void aVoidedInvoiceStaysVoidedWhateverIsAsked() {
    TestInvoice invoice = stored(TestInvoice.plain());
    Answer backfill = start(ALL);
    awaitState(backfill, "DONE");
    undone(backfill);
    awaitVoided(backfill, 1);
    ledger.journal().clear();

    undone(backfill);
    JsonNode outcome = workspace.press(invoice.id()).json();

    assertThat(outcome.at("/error/code").asText()).isEqualTo("gone-in-ledger");
    assertThat(booked(invoice).voided()).isTrue();
    assertThat(writes()).isEmpty();
  }

  @Test
  void aBackfillThatRunsIsCancelledFirst() {
    stored(2);
    coportal.holdLane(ledger, workspace.id());
    Answer backfill = start(ALL);

    Answer refused = portal.send("POST", undo(backfill), null);

    assertThat(refused.status()).isEqualTo(409);
    assertThat(refused.json().path("code").asText()).isEqualTo("backfill-running");
    portal.send("DELETE", backfills() + "/" + id(backfill), null);
    coportal.waitsEnd(ledger);
  }

  @Test
  void anothersBackfillIsNotThere() {
    stored(1);
    Answer backfill = start(ALL);
    awaitState(backfill, "DONE");

    String path = newWorkspace().path("/backfills/" + ledger.name() + "/" + id(backfill) + "/undo");

    assertThat(portal.get(path).status()).isEqualTo(404);
    assertThat(portal.send("POST", path, null).status()).isEqualTo(404);
  }

  private String error(TestInvoice invoice) {
    workspace.await(invoice.id(), "FAILED");
    return workspace.read(invoice.id()).at("/error/code").asText();
  }

  private JsonNode undone(Answer backfill) {
    Answer answer = portal.send("POST", undo(backfill), null);
    assertThat(answer.status()).as(answer.text()).isEqualTo(200);
    return answer.json();
  }

  private void awaitVoided(Answer backfill, int howMany) {
    await()
        .atMost(PATIENCE)
        .untilAsserted(
            () ->
                assertThat(portal.get(undo(backfill)).json().path("voided").asInt())
                    .isEqualTo(howMany));
  }

  private String undo(Answer backfill) {
    return backfills() + "/" + id(backfill) + "/undo";
  }
}
