package io.coportal.sync.contract;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.fasterxml.jackson.databind.JsonNode;
import java.time.Duration;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Whatever became of an answer: the invoice is in the ledger, once, and CoPortal knows its id. */
abstract class UncertaintyContract extends LedgerContract {
  private static final Duration KEY_IS_FORGOTTEN = Duration.ofMinutes(7);

  UncertaintyContract(LedgerUnderTest ledger) {
    super(ledger);
  }

  @ParameterizedTest
  @EnumSource(
      value = LedgerFault.class,
      mode = EnumSource.Mode.EXCLUDE,
      names = {"TOKEN_EXPIRED", "DISCONNECTED", "SLOW_ANSWER", "SLOW_WORK"})
  void aFaultThatOutlastsTheErrorHandlerEndsInOneInvoice(LedgerFault fault) {
    nextWrites(2, fault);

    assertOneInvoice(asked());
  }

  @ParameterizedTest
  @EnumSource(names = {"SLOW_ANSWER", "SLOW_WORK"})
  void anAnswerThatComesTooLateEndsInOneInvoice(LedgerFault fault) {
    nextWrites(fault);
    TestInvoice invoice = asked();
    assertOneInvoice(invoice);

    await().until(() -> writes().stream().anyMatch(write -> !write.fault().isEmpty()));

    assertOneInvoice(invoice);
  }

  @Test
  void everyFaultOfTheLedgersOwnThatPassesEndsInOneInvoice() {
    ledger
        .passingFaults()
        .forEach(
            (name, fault) -> {
              nextWrite(fault);
              TestInvoice invoice = asked();
              workspace.awaitRest(invoice.id());
              assertThat(workspace.state(invoice.id())).as(name).isEqualTo("SYNCED");
              assertOneInvoice(invoice);
            });
  }

  @ParameterizedTest
  @ValueSource(strings = {"O'N ", "A&B+", "50% ", "A,B ", "C\\D ", "#(1) ", "\"Q\" "})
  void aNumberOfAnySignsIsFoundAgain(String signs) {
    nextWrites(2, LedgerFault.ERROR_AFTER_WORK);
    TestInvoice invoice = TestInvoice.plain();
    ask(invoice.number(signs + invoice.number()));

    assertOneInvoice(invoice);
    assertThat(ledger.faults().pending()).isZero();
  }

  @Test
  void aLostAnswerIsHeardByRepeatingTheSameBytesOrByLookingUp() {
    nextWrites(2, LedgerFault.ANSWER_LOST);
    TestInvoice invoice = asked();

    workspace.await(invoice.id(), "SYNCED");

    assertSameRequest(ledger, writes());
    assertOneInvoice(invoice);
  }

  @Test
  void aLostAnswerIsLookedUpOnceTheKeyIsForgotten() {
    nextWrites(100, LedgerFault.ANSWER_LOST);
    ledger
        .faults()
        .next(100, ledger.requests(CallKind.INVOICE_READ), ledger.fault(LedgerFault.ANSWER_LOST));
    TestInvoice invoice = asked();
    await().until(() -> !writes().isEmpty());
    coportal.sentEarlier(ledger, KEY_IS_FORGOTTEN);
    await().until(() -> !calls(CallKind.INVOICE_READ).isEmpty());

    ledger.clock().advance(KEY_IS_FORGOTTEN);
    ledger.journal().clear();
    ledger.faults().clear();

    assertOneInvoice(invoice);
    assertThat(writes()).isEmpty();
  }

  @Test
  void aLostAnswerStaysUnknownThoughTheLedgerThenRefusesConnections() {
    nextWrites(100, LedgerFault.ANSWER_LOST);
    ledger
        .faults()
        .next(100, ledger.requests(CallKind.INVOICE_READ), ledger.fault(LedgerFault.ANSWER_LOST));
    TestInvoice invoice = asked();
    await().until(() -> writes().size() >= (ledger.isSentAgainUnanswered() ? 2 : 1));
    cutTheWire();
    int tries = workspace.history(invoice.id()).size();
    await().until(() -> workspace.history(invoice.id()).size() >= tries + 2);
    coportal.sentEarlier(ledger, KEY_IS_FORGOTTEN);
    ledger.clock().advance(KEY_IS_FORGOTTEN);
    ledger.journal().clear();
    ledger.faults().clear();

    mendTheWire();

    assertOneInvoice(invoice);
    assertThat(writes()).isEmpty();
  }

  @Test
  void anUpdateWithoutAnAnswerEndsWithTheNewContent() {
    TestInvoice invoice = TestInvoice.plain();
    workspace.synced(invoice);
    nextWrites(2, LedgerFault.ERROR_AFTER_WORK);

    workspace.put(invoice.version(2).line("Added", "1", "7"));
    workspace.ask(invoice.id());

    assertOneInvoice(invoice);
    assertThat(workspace.read(invoice.id()).path("syncedVersion").asInt()).isEqualTo(2);
  }

  @Test
  void aNewerVersionWaitsUntilTheOlderIsKnown() {
    nextWrites(2, LedgerFault.ERROR_AFTER_WORK);
    TestInvoice invoice = asked();
    await().until(() -> writes().size() >= 1);

    workspace.put(invoice.version(2).line("Newer", "1", "3"));
    workspace.ask(invoice.id());

    workspace.awaitVersion(invoice.id(), 2);
    assertOneInvoice(invoice);
  }

  @Test
  void aForeignPageInsteadOfALookUpConcludesNothing() {
    ledger.faults().next(3, reading(), ledger.fault(LedgerFault.FOREIGN_PAGE_BEFORE_WORK));

    assertOneInvoice(asked());
  }

  private TestInvoice asked() {
    TestInvoice invoice = TestInvoice.plain();
    ask(invoice);
    return invoice;
  }

  private void assertOneInvoice(TestInvoice invoice) {
    JsonNode synced = workspace.await(invoice.id(), "SYNCED");
    BookedInvoice booked = booked(invoice);
    assertThat(booked.externalId()).isEqualTo(synced.path("externalId").asText());
    assertThat(booked.total()).isEqualByComparingTo(invoice.total());
    assertKeysNeverReused();
  }
}
