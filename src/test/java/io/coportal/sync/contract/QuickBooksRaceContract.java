package io.coportal.sync.contract;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import io.coportal.sync.simulator.Fault;
import io.coportal.sync.simulator.quickbooks.QuickBooksFaults;
import io.coportal.sync.simulator.quickbooks.QuickBooksFaults.Shape;
import io.coportal.sync.simulator.quickbooks.RequestIds;
import java.math.BigDecimal;
import java.time.Instant;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** Versions, repeats, limits and consents, in the forms that QuickBooks gives them. */
abstract class QuickBooksRaceContract extends QuickBooksContract {
  private static final String AUTO_SYNC = "{\"autoSync\": true}";

  private final TestInvoice invoice = TestInvoice.plain();

  @AfterEach
  void requestIdsAsBefore() {
    quickBooks.requestIds().single(RequestIds.Policy.REPLAY);
  }

  @Test
  void anUpdateOnAnOldVersionIsReadAgainAndRepeated() {
    workspace.synced(invoice);
    workspace.change(AUTO_SYNC);
    people.editByUser(booked(invoice).externalId(), QuickBooksBooks.memo());
    ledger.journal().clear();

    workspace.put(invoice.version(2).line("More", "1", "1"));

    workspace.awaitVersion(invoice.id(), 2);
    assertThat(calls())
        .extracting(ledger::kind)
        .filteredOn(kind -> kind != CallKind.OTHER_READ)
        .containsExactly(CallKind.INVOICE_WRITE, CallKind.INVOICE_READ, CallKind.INVOICE_WRITE);
    assertThat(booked(invoice).total()).isEqualByComparingTo(invoice.total());
    assertKeysNeverReused();
  }

  @Test
  void anInvoiceThatNeverStandsStillIsLeftToItsOwner() {
    workspace.synced(invoice);
    ledger.faults().next(100, writing(), stale());

    JsonNode outcome = workspace.sync(invoice.version(2).line("More", "1", "1"));
    outcome = workspace.awaitRest(invoice.id());

    assertFailed(outcome, "changed-meanwhile", "");
    assertThat(outcome.path("error").path("cure").asText()).isNotBlank();
    ledger.faults().clear();
    workspace.synced(invoice);
    assertThat(booked(invoice).total()).isEqualByComparingTo(invoice.total());
  }

  @Test
  void whatABookkeeperAddedToALineIsKept() {
    workspace.synced(invoice);
    String id = booked(invoice).externalId();
    var json = people.invoices(invoice.number()).get(0).deepCopy();
    var lines = json.withArray("/Line");
    lines.get(0).withObject("/SalesItemLineDetail").put("ServiceDate", "2026-10-30");
    var changes = JsonNodeFactory.instance.objectNode();
    changes.set("Line", lines);
    people.editByUser(id, changes);

    workspace.synced(invoice.version(2).line("More", "1", "1"));

    JsonNode held = people.invoices(invoice.number()).get(0);
    assertThat(held.at("/Line/0/SalesItemLineDetail/ServiceDate").asText()).isEqualTo("2026-10-30");
    assertThat(booked(invoice).total()).isEqualByComparingTo(invoice.total());
  }

  @Test
  void anInvoiceDeletedByAPersonIsNotMadeAgain() {
    workspace.synced(invoice);
    people.deleteByUser(booked(invoice).externalId());

    JsonNode outcome = workspace.sync(invoice.version(2).line("More", "1", "1"));

    assertFailed(outcome, "gone-in-ledger", "");
    assertThat(ledger.invoices(invoice.number())).isEmpty();
  }

  @Test
  void anInvoiceDeletedByAPersonIsNoticedThoughNobodyAsks() {
    workspace.synced(invoice);
    workspace.change(AUTO_SYNC);
    people.deleteByUser(booked(invoice).externalId());

    workspace.put(invoice.version(2).line("More", "1", "1"));

    assertFailed(workspace.awaitRest(invoice.id(), 2), "gone-in-ledger", "");
    assertThat(ledger.invoices(invoice.number())).isEmpty();
  }

  @Test
  void aCreditThatIsAppliedAtOnceIsNoDifferenceAndProtectsTheAmounts() {
    TestInvoice earlier = TestInvoice.plain();
    workspace.synced(earlier.client("cl-credit", earlier.clientName(), null));
    people.giveCredit(booked(earlier).contactId(), new BigDecimal("50"));
    invoice.client("cl-credit", earlier.clientName(), null);

    workspace.synced(invoice);

    JsonNode outcome = workspace.sync(invoice.version(2).line("More", "1", "1"));
    assertFailed(outcome, "paid-in-ledger", "payment");
    assertThat(booked(invoice).total()).isEqualByComparingTo("254.82");
  }

  @Test
  void aPartPaidInvoiceTakesWhatIsNoMoney() {
    workspace.synced(invoice);
    people.recordPayment(booked(invoice).externalId(), new BigDecimal("50"));

    workspace.synced(
        invoice
            .version(2)
            .withoutLines()
            .line("Consulting, in words of the client", "2.5", "80.00")
            .line("Hosting", "1", "12.3456"));

    assertThat(booked(invoice).lines().get(0).description()).contains("in words of the client");
    assertThat(booked(invoice).total()).isEqualByComparingTo("254.82");
  }

  @ParameterizedTest
  @EnumSource(RequestIds.Policy.class)
  void whateverARequestIdIsWorthThereIsOneInvoice(RequestIds.Policy policy) {
    quickBooks.requestIds().single(policy);
    nextWrites(3, LedgerFault.ANSWER_LOST);

    ask(invoice);

    workspace.await(invoice.id(), "SYNCED");
    assertThat(booked(invoice).total()).isEqualByComparingTo(invoice.total());
    assertKeysNeverReused();
  }

  @ParameterizedTest
  @EnumSource(RequestIds.Policy.class)
  void anErrorAfterTheWorkEndsInOneInvoiceWhateverARequestIdIsWorth(RequestIds.Policy policy) {
    quickBooks.requestIds().single(policy);
    nextWrite(QuickBooksFaults.systemFaultAfterCommit());

    ask(invoice);

    workspace.await(invoice.id(), "SYNCED");
    assertThat(booked(invoice).total()).isEqualByComparingTo(invoice.total());
  }

  @ParameterizedTest
  @EnumSource(Shape.class)
  void aLimitIsRecognisedInEveryForm(Shape shape) {
    nextWrite(QuickBooksFaults.throttled(shape, -1));
    ask(invoice);

    await().until(() -> !workspace.read(invoice.id()).path("error").path("code").isMissingNode());
    JsonNode waiting = workspace.read(invoice.id());
    assertState(waiting, "QUEUED");
    assertThat(waiting.path("error").path("code").asText()).startsWith("limit-");
    assertThat(Instant.parse(waiting.path("nextTryAt").asText()))
        .isAfter(Instant.now().plusSeconds(45));
    coportal.waitsEnd(ledger);
    workspace.await(invoice.id(), "SYNCED");
    assertThat(ledger.invoices(invoice.number())).hasSize(1);
  }

  @Test
  void aTokenOfAnotherCompanyIsRefreshedOnceAndThenLeftToTheOwner() {
    nextWrite(QuickBooksFaults.otherCompany());
    workspace.synced(invoice);
    ledger.faults().next(2, writing(), QuickBooksFaults.otherCompany());

    JsonNode outcome = workspace.sync(invoice.version(2).line("More", "1", "1"));

    assertStopped(outcome, "BLOCKED", "other-company", "econnect");
    assertThat(workspace.connection().path("state").asText()).isEqualTo("RECONNECT");
    workspace.connect();
    workspace.awaitVersion(invoice.id(), 2);
    assertThat(booked(invoice).total()).isEqualByComparingTo(invoice.total());
  }

  @Test
  void aRefreshThatIsRefusedIsLeftToTheOwner() {
    Fault refused = QuickBooksFaults.invalidGrant();
    ledger.faults().next(request -> request.target().contains("/tokens/bearer"), refused);
    ledger.expireAccessTokens();

    JsonNode outcome = workspace.sync(invoice);

    assertState(outcome, "BLOCKED");
    assertThat(outcome.path("error").path("cure").asText()).containsIgnoringCase("reconnect");
    workspace.connect();
    workspace.await(invoice.id(), "SYNCED");
    await().until(() -> workspace.connection().path("state").asText().equals("CONNECTED"));
    assertThat(ledger.invoices(invoice.number())).hasSize(1);
  }

  private static Fault stale() {
    return QuickBooksFaults.error(
        Shape.SERVICE,
        400,
        "ValidationFault",
        "5010",
        "Stale Object Error",
        "Stale Object Error : You and root were working on this at the same time.");
  }
}
