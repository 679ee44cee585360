package io.coportal.sync.contract;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import org.junit.jupiter.api.Test;

/** What people did in the ledger is never overwritten, and said plainly. */
abstract class ConflictContract extends LedgerContract {
  ConflictContract(LedgerUnderTest ledger) {
    super(ledger);
  }

  @Test
  void aStrangersInvoiceOfTheSameNumberIsLeftAlone() {
    TestInvoice invoice = TestInvoice.plain();
    ledger.takeNumber(invoice.number());
    BookedInvoice stranger = booked(invoice);

    assertFailed(workspace.sync(invoice), "number-taken", "Renumber");

    assertThat(booked(invoice)).isEqualTo(stranger);
  }

  @Test
  void ourOwnInvoiceThatWeForgotIsTakenUpAgain() {
    TestInvoice invoice = TestInvoice.plain().link("https://app.coportal.example/i/forgotten");
    JsonNode first = workspace.synced(invoice);
    coportal.forgetSyncs(workspace.id());

    workspace.ask(invoice.id());

    JsonNode synced = workspace.await(invoice.id(), "SYNCED");
    assertThat(synced.path("externalId")).isEqualTo(first.path("externalId"));
    assertThat(ledger.invoices(invoice.number())).hasSize(1);
  }

  @Test
  void anInvoiceVoidedByAPersonIsNotRevived() {
    TestInvoice invoice = TestInvoice.plain();
    ledger.voidByPerson(workspace.synced(invoice).path("externalId").asText());

    assertFailed(
        workspace.sync(invoice.version(2).line("More", "1", "1")), "gone-in-ledger", "new invoice");

    assertThat(booked(invoice).voided()).isTrue();
  }

  @Test
  void aPaidInvoiceKeepsItsAmounts() {
    TestInvoice invoice = TestInvoice.plain();
    JsonNode first = workspace.synced(invoice);
    ledger.payByPerson(first.path("externalId").asText(), invoice.total());
    BookedInvoice paid = booked(invoice);

    assertFailed(
        workspace.sync(invoice.version(2).line("More", "1", "1")), "paid-in-ledger", "payment");

    assertThat(booked(invoice)).isEqualTo(paid);
  }

  @Test
  void aPaidInvoiceThatDidNotChangeIsFine() {
    TestInvoice invoice = TestInvoice.plain();
    JsonNode first = workspace.synced(invoice);
    ledger.payByPerson(first.path("externalId").asText(), invoice.total());
    ledger.journal().clear();

    workspace.synced(invoice);

    assertThat(writes()).isEmpty();
  }

  @Test
  void aNewerVersionSetsAFailedInvoiceGoing() {
    TestInvoice invoice = TestInvoice.plain();
    ledger.takeNumber(invoice.number());
    assertFailed(workspace.sync(invoice), "number-taken", "Renumber");

    workspace.synced(invoice.version(2).number(invoice.number() + "-B"));

    assertThat(booked(invoice).total()).isEqualByComparingTo(invoice.total());
  }

  private static void assertFailed(JsonNode outcome, String code, String cure) {
    assertThat(outcome.path("state").asText()).as(outcome.toString()).isEqualTo("FAILED");
    assertThat(outcome.path("error").path("code").asText()).isEqualTo(code);
    assertThat(outcome.path("error").path("cure").asText()).contains(cure);
  }
}
