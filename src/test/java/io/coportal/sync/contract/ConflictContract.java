package io.coportal.sync.contract;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import io.coportal.sync.simulator.JournalEntry;
import java.math.BigDecimal;
import java.time.LocalDate;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** What people did in the ledger is never overwritten, and said plainly. */
abstract class ConflictContract extends LedgerContract {
  private static final String AUTO_SYNC = "{\"autoSync\": true}";

  ConflictContract(LedgerUnderTest ledger) {
    super(ledger);
  }

  @Test
  void aStrangersInvoiceOfTheSameNumberIsLeftAlone() {
    TestInvoice invoice = TestInvoice.plain();
    ledger.books().takeNumber(invoice.number());
    BookedInvoice stranger = booked(invoice);

    assertFailed(workspace.sync(invoice), "number-taken", "Renumber");

    assertThat(booked(invoice)).isEqualTo(stranger);
  }

  @Test
  void aStrangersNumberIsNotTakenByRenumberingEither() {
    TestInvoice invoice = TestInvoice.plain();
    workspace.synced(invoice);
    BookedInvoice ours = booked(invoice);
    String taken = invoice.number() + "-T";
    ledger.books().takeNumber(taken);
    BookedInvoice stranger = ledger.invoices(taken).get(0);

    assertFailed(workspace.sync(invoice.version(2).number(taken)), "number-taken", "enumber");

    assertThat(ledger.invoices(taken)).containsExactly(stranger);
    assertThat(ledger.invoices(ours.number())).containsExactly(ours);
  }

  @Test
  void ourOwnInvoiceThatWeForgotIsTakenUpAgain() {
    TestInvoice invoice = TestInvoice.plain().link("https://app.coportal.example/i/forgotten");
    JsonNode first = workspace.synced(invoice);
    coportal.forgetSyncs(ledger, workspace.id());

    workspace.ask(invoice.id());

    JsonNode synced = workspace.await(invoice.id(), "SYNCED");
    assertThat(synced.path("externalId")).isEqualTo(first.path("externalId"));
    assertThat(ledger.invoices(invoice.number())).hasSize(1);
  }

  @Test
  void anInvoiceVoidedByAPersonIsNotRevived() {
    TestInvoice invoice = TestInvoice.plain();
    ledger.books().voidInvoice(workspace.synced(invoice).path("externalId").asText());

    assertFailed(
        workspace.sync(invoice.version(2).line("More", "1", "1")), "gone-in-ledger", "new invoice");

    assertThat(booked(invoice).voided()).isTrue();
  }

  @Test
  void aPaidInvoiceKeepsItsAmounts() {
    TestInvoice invoice = TestInvoice.plain();
    JsonNode first = workspace.synced(invoice);
    ledger.books().pay(first.path("externalId").asText(), invoice.total());
    BookedInvoice paid = booked(invoice);

    assertFailed(
        workspace.sync(invoice.version(2).line("More", "1", "1")), "paid-in-ledger", "payment");

    assertThat(booked(invoice)).isEqualTo(paid);
  }

  @Test
  void aPaidInvoiceThatDidNotChangeIsFine() {
    TestInvoice invoice = TestInvoice.plain();
    JsonNode first = workspace.synced(invoice);
    ledger.books().pay(first.path("externalId").asText(), invoice.total());
    ledger.journal().clear();

    workspace.synced(invoice);

    assertThat(writes()).isEmpty();
  }

  @Test
  void aPaidInvoiceTakesWhatMayStillChangeAndKeepsItsLines() {
    TestInvoice invoice = TestInvoice.plain();
    String externalId = workspace.synced(invoice).path("externalId").asText();
    ledger.books().pay(externalId, invoice.total());
    List<BookedInvoice.Line> lines = booked(invoice).lines();
    ledger.journal().clear();

    workspace.synced(invoice.version(2).reference("Order 7").due("2026-12-24"));

    assertThat(booked(invoice).dueDate()).isEqualTo("2026-12-24");
    assertThat(booked(invoice).lines()).isEqualTo(lines);
    assertThat(writes())
        .singleElement()
        .extracting(JournalEntry::body)
        .asString()
        .doesNotContain("Consulting", invoice.number());
  }

  @Test
  void theNumberIsSentAgainOnlyWhereCoPortalChangedIt() {
    TestInvoice invoice = TestInvoice.plain();
    workspace.synced(invoice);
    String number = invoice.number();
    ledger.journal().clear();

    workspace.synced(invoice.version(2).reference("Order 7").line("More", "1", "1"));
    assertThat(writes())
        .singleElement()
        .extracting(JournalEntry::body)
        .asString()
        .doesNotContain(number);
    assertThat(booked(invoice).number()).isEqualTo(number);

    workspace.synced(invoice.version(3).number(number + "-B"));
    assertThat(booked(invoice).number()).isEqualTo(number + "-B");
    assertThat(ledger.invoices(number)).isEmpty();
  }

  @Test
  void aNewerVersionSetsAFailedInvoiceGoing() {
    TestInvoice invoice = TestInvoice.plain();
    ledger.books().takeNumber(invoice.number());
    assertFailed(workspace.sync(invoice), "number-taken", "Renumber");

    workspace.synced(invoice.version(2).number(invoice.number() + "-B"));

    assertThat(booked(invoice).total()).isEqualByComparingTo(invoice.total());
  }

  @Test
  void aPaymentIsNoticedThoughNobodyAsks() {
    TestInvoice invoice = TestInvoice.plain();
    JsonNode first = workspace.synced(invoice);
    workspace.change(AUTO_SYNC);
    ledger.books().pay(first.path("externalId").asText(), new BigDecimal("10"));

    workspace.put(invoice.version(2).line("More", "1", "1"));

    assertFailed(workspace.awaitRest(invoice.id(), 2), "paid-in-ledger", "payment");
  }

  @Test
  void aVoidedInvoiceIsNoticedThoughNobodyAsks() {
    TestInvoice invoice = TestInvoice.plain();
    JsonNode first = workspace.synced(invoice);
    workspace.change(AUTO_SYNC);
    ledger.books().voidInvoice(first.path("externalId").asText());

    workspace.put(invoice.version(2).line("More", "1", "1"));

    assertFailed(workspace.awaitRest(invoice.id(), 2), "gone-in-ledger", "new invoice");
    assertThat(booked(invoice).voided()).isTrue();
  }

  @Test
  void aLockThatWeDidNotKnowOfIsHeededAndItsEndIsNoticed() {
    TestInvoice invoice = TestInvoice.plain();
    workspace.synced(TestInvoice.plain());
    ledger.books().lock(LocalDate.parse(TestInvoice.ISSUED));

    assertFailed(workspace.sync(invoice), "period-locked", " date");
    assertThat(ledger.invoices(invoice.number())).isEmpty();
    ledger.books().lock(null);

    workspace.synced(invoice);
    assertThat(booked(invoice).total()).isEqualByComparingTo(invoice.total());
  }

  @Test
  void aLockThatWeKnowOfCostsNoWrite() {
    TestInvoice invoice = TestInvoice.plain();
    ledger.books().lock(LocalDate.parse(TestInvoice.ISSUED));
    coportal.forgetReferences(ledger, ledger.home());

    assertFailed(workspace.sync(invoice), "period-locked", " date");
    assertThat(writes()).isEmpty();
    assertThat(calls(CallKind.CONTACT_WRITE)).isEmpty();
    ledger.books().lock(null);

    workspace.synced(invoice);
  }

  @AfterEach
  void unlock() {
    ledger.books().lock(null);
    coportal.forgetReferences(ledger, ledger.home());
  }

  private static void assertFailed(JsonNode outcome, String code, String cure) {
    assertThat(outcome.path("state").asText()).as(outcome.toString()).isEqualTo("FAILED");
    assertThat(outcome.path("error").path("code").asText()).isEqualTo(code);
    assertThat(outcome.path("error").path("cure").asText()).contains(cure);
  }
}
