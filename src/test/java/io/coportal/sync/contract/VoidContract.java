package io.coportal.sync.contract;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.fasterxml.jackson.databind.JsonNode;
import io.coportal.sync.contract.LedgerBooks.LineEdit;
import io.coportal.sync.simulator.JournalEntry;
import java.math.BigDecimal;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/**
 * What CoPortal cancels is voided in the ledger where the owner wants that, and nothing else is.
 */
abstract class VoidContract extends LedgerContract {
  private final TestInvoice invoice = TestInvoice.plain();

  VoidContract(LedgerUnderTest ledger) {
    super(ledger);
  }

  private void voidCancelled() {
    assertThat(workspace.change("{\"voidCancelled\": true}").status()).isEqualTo(200);
  }

  @Test
  void aCancelledInvoiceIsVoidedByAClick() {
    voidCancelled();
    JsonNode synced = workspace.synced(invoice);
    ledger.journal().clear();

    JsonNode outcome = workspace.sync(invoice.version(2).status("cancelled"));

    assertThat(outcome.path("state").asText()).as(outcome.toString()).isEqualTo("VOIDED");
    assertThat(outcome.path("externalId")).isEqualTo(synced.path("externalId"));
    assertThat(outcome.path("syncedVersion").asInt()).isEqualTo(2);
    assertThat(booked(invoice).voided()).isTrue();
    assertThat(writes()).hasSize(1);
    assertThat(calls(CallKind.INVOICE_READ)).hasSize(1);
  }

  @Test
  void autoSyncVoidsItByItself() {
    workspace.change("{\"autoSync\": true, \"voidCancelled\": true}");
    workspace.put(invoice);
    workspace.await(invoice.id(), "SYNCED");

    workspace.put(invoice.version(2).status("cancelled"));

    workspace.await(invoice.id(), "VOIDED");
    assertThat(booked(invoice).voided()).isTrue();
  }

  @Test
  void withoutTheSettingTheLedgerIsLeftAlone() {
    workspace.change("{\"autoSync\": true}");
    workspace.synced(invoice);
    ledger.journal().clear();

    workspace.put(invoice.version(2).status("cancelled"));
    Portal.Answer refused = workspace.press(invoice.id());

    assertThat(refused.status()).isEqualTo(409);
    assertThat(refused.json().path("code").asText()).isEqualTo("status-not-pushed");
    assertThat(refused.json().path("cure").asText()).contains("voidCancelled");
    assertThat(workspace.state(invoice.id())).isEqualTo("SYNCED");
    assertThat(booked(invoice).voided()).isFalse();
    assertThat(writes()).isEmpty();
  }

  @Test
  void whatNeverWasInTheLedgerIsNotMadeThereToBeVoided() {
    voidCancelled();

    workspace.put(invoice.status("cancelled"));

    assertThat(workspace.press(invoice.id()).status()).isEqualTo(409);
    assertThat(ledger.invoices(invoice.number())).isEmpty();
  }

  @Test
  void aPaidInvoiceIsNotVoided() {
    voidCancelled();
    ledger.books().pay(workspace.synced(invoice).path("externalId").asText(), new BigDecimal("10"));

    assertKept("paid-in-ledger");
  }

  @Test
  void anInvoiceThatSomebodyEditedIsNotVoided() {
    voidCancelled();
    ledger
        .books()
        .edit(workspace.synced(invoice).path("externalId").asText(), LineEdit.REPRICED, 1);

    assertKept("edited-in-ledger");
  }

  @Test
  void anOldInvoiceIsNotVoided() {
    workspace.change("{\"voidCancelled\": true, \"voidWithinDays\": 10}");
    workspace.synced(invoice.issued("2026-10-01").due("2026-12-01"));

    assertKept("too-old-to-void");
  }

  private void assertKept(String code) {
    ledger.journal().clear();
    JsonNode outcome = workspace.sync(invoice.version(2).status("cancelled"));

    assertThat(outcome.path("state").asText()).as(outcome.toString()).isEqualTo("FAILED");
    assertThat(outcome.at("/error/code").asText()).isEqualTo(code);
    assertThat(outcome.at("/error/cure").asText()).contains("credit note");
    assertThat(booked(invoice).voided()).isFalse();
    assertThat(writes()).isEmpty();
  }

  @Test
  void whatSomebodyVoidedAlreadyIsDone() {
    voidCancelled();
    ledger.books().voidInvoice(workspace.synced(invoice).path("externalId").asText());
    ledger.journal().clear();

    JsonNode outcome = workspace.sync(invoice.version(2).status("cancelled"));

    assertThat(outcome.path("state").asText()).isEqualTo("VOIDED");
    assertThat(writes()).isEmpty();
  }

  @Test
  void aVoidedInvoiceThatCoPortalRevivesIsNotRevivedInTheLedger() {
    voidCancelled();
    workspace.synced(invoice);
    workspace.sync(invoice.version(2).status("cancelled"));

    JsonNode outcome = workspace.sync(invoice.version(3).status("sent"));

    assertThat(outcome.at("/error/code").asText()).isEqualTo("gone-in-ledger");
    assertThat(booked(invoice).voided()).isTrue();
  }

  @ParameterizedTest
  @EnumSource(names = {"ANSWER_LOST", "ERROR_AFTER_WORK", "DROPPED_BEFORE_WORK", "XML_AFTER_WORK"})
  void aVoidWithoutAnAnswerIsLookedAtAndEndsVoided(LedgerFault fault) {
    voidCancelled();
    workspace.synced(invoice);
    nextWrites(2, fault);

    workspace.put(invoice.version(2).status("cancelled"));
    workspace.ask(invoice.id());

    workspace.await(invoice.id(), "VOIDED");
    assertThat(booked(invoice).voided()).isTrue();
    assertKeysNeverReused();
  }

  @ParameterizedTest
  @EnumSource(names = {"ANSWER_LOST", "DROPPED_BEFORE_WORK"})
  void whatIsCancelledWhileItsCreationIsUnknownDoesNotStandInTheLedger(LedgerFault fault) {
    voidCancelled();
    nextWrites(2, fault);
    workspace.put(invoice);
    workspace.ask(invoice.id());
    await().until(() -> ledger.faults().pending() < 2);

    workspace.put(invoice.version(2).status("cancelled"));
    workspace.ask(invoice.id());

    JsonNode end = workspace.awaitRest(invoice.id(), 2);
    assertThat(end.path("state").asText()).as(end.toString()).isIn("VOIDED", "FAILED");
    assertThat(ledger.invoices(invoice.number()))
        .allSatisfy(held -> assertThat(held.voided()).isTrue());
    assertThat(ledger.invoices(invoice.number())).hasSizeLessThanOrEqualTo(1);
  }

  @Test
  void severalAreVoidedInOneCallAndOneThatIsPaidStandsAlone() {
    voidCancelled();
    List<TestInvoice> invoices = TestInvoice.plain(3);
    invoices.forEach(workspace::synced);
    ledger.books().pay(booked(invoices.get(1)).externalId(), new BigDecimal("10"));
    workspace.change("{\"autoSync\": true}");
    ledger.journal().clear();

    coportal.holdLane(ledger, workspace.id());
    invoices.forEach(each -> workspace.put(each.version(2).status("cancelled")));
    coportal.waitsEnd(ledger);

    workspace.await(invoices.get(0).id(), "VOIDED");
    workspace.await(invoices.get(1).id(), "FAILED");
    workspace.await(invoices.get(2).id(), "VOIDED");
    assertThat(writes()).extracting(JournalEntry::status).containsExactly(200);
    assertThat(booked(invoices.get(1)).voided()).isFalse();
  }

  @Test
  void aPreviewShowsTheVoid() {
    voidCancelled();
    workspace.synced(invoice);
    ledger.journal().clear();

    JsonNode preview =
        portal
            .send(
                "POST",
                workspace.path("/invoices/" + invoice.id() + "/previews/" + ledger.name()),
                invoice.version(2).status("cancelled").json())
            .json();

    assertThat(preview.path("action").asText()).as(preview.toString()).isEqualTo("void");
    assertThat(preview.path("request").isObject()).isTrue();
    assertThat(writes()).isEmpty();
  }
}
