package io.coportal.sync.contract;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import io.coportal.sync.simulator.Fault;
import io.coportal.sync.simulator.JournalEntry;
import io.coportal.sync.simulator.Response;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.atomic.AtomicBoolean;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/**
 * Whatever becomes of the answer to a batch, and of its members meanwhile: it is settled as a
 * whole, and each of them ends in the ledger once, with its newest content.
 */
abstract class BatchAnswerContract extends DueTogether {
  private static final List<String> OUTCOMES = List.of("Invoices", "BatchItemResponse");

  BatchAnswerContract(LedgerUnderTest ledger) {
    super(ledger);
  }

  @ParameterizedTest
  @EnumSource(
      names = {
        "ANSWER_LOST",
        "DROPPED_BEFORE_WORK",
        "ERROR_AFTER_WORK",
        "GATEWAY_AFTER_WORK",
        "TRUNCATED_ANSWER"
      })
  void aBatchWithoutAnAnswerIsSettledBeforeAnyOfItsMembersGoesOn(LedgerFault fault) {
    nextWritesFail(ledger.fault(fault));

    assertSettledFirst();
  }

  @Test
  void aBatchThatIsWorkedOnWhenNobodyWaitsAnyMoreDoublesNothing() {
    List<TestInvoice> members = TestInvoice.plain(4);
    nextWrites(LedgerFault.SLOW_WORK);
    raise(members);
    awaitBooked(members);

    await().until(() -> writes().stream().anyMatch(write -> !write.fault().isEmpty()));

    awaitBooked(members);
  }

  @Test
  void anAnswerThatTellsOfOneInvoiceLessIsNoAnswer() {
    nextWritesFail(Fault.changedAnswer("one-less", BatchAnswerContract::cut));

    assertSettledFirst();
  }

  /** Twice; once the first is on its way, the lane begins nothing more until the waits end. */
  private void nextWritesFail(Fault fault) {
    AtomicBoolean held = new AtomicBoolean();
    ledger
        .faults()
        .next(
            2,
            request -> {
              boolean strikes = writing().test(request);
              if (strikes && held.compareAndSet(false, true)) {
                coportal.holdLane(ledger, workspace.id());
              }
              return strikes;
            },
            fault);
  }

  private static Response cut(Response whole) {
    JsonNode body = json(whole.text());
    OUTCOMES.stream()
        .map(body::path)
        .filter(outcomes -> outcomes.size() > 1)
        .forEach(outcomes -> ((ArrayNode) outcomes).remove(0));
    return Response.json(whole.status(), body);
  }

  /** The members are clicked, changed and cancelled while nobody knows what became of them. */
  private void assertSettledFirst() {
    List<TestInvoice> untouched = TestInvoice.plain(2);
    TestInvoice clicked = TestInvoice.plain();
    TestInvoice changed = TestInvoice.plain();
    TestInvoice both = TestInvoice.plain();
    TestInvoice cancelled = TestInvoice.plain();
    List<TestInvoice> members =
        List.of(untouched.get(0), clicked, changed, both, cancelled, untouched.get(1));
    raise(members);
    await().until(() -> members.stream().allMatch(this::isOpen));

    workspace.ask(clicked.id());
    changed(List.of(changed, both), 2).forEach(this::put);
    workspace.ask(both.id());
    put(cancelled.version(2).status("cancelled"));
    coportal.waitsEnd(ledger);

    awaitBooked(List.of(changed, both), 2);
    awaitBooked(untouched);
    awaitBooked(List.of(clicked));
    boolean taken = workspace.awaitRest(cancelled.id()).path("state").asText().equals("SYNCED");
    assertThat(ledger.invoices(cancelled.number())).hasSize(taken ? 1 : 0);
    assertThat(ledger.faults().pending()).isZero();
    assertRepeatsComeFirst();
  }

  private boolean isOpen(TestInvoice member) {
    return workspace.state(member.id()).equals("SENDING");
  }

  /** No other request before the first is settled, by its own repeat or by a look-up. */
  private void assertRepeatsComeFirst() {
    List<JournalEntry> writes = writes();
    String first = ledger.keyOf(writes.get(0));
    List<JournalEntry> repeats =
        writes.stream().takeWhile(write -> ledger.keyOf(write).equals(first)).toList();
    List<JournalEntry> others = writes.subList(repeats.size(), writes.size());
    assertThat(others).extracting(ledger::keyOf).doesNotContain(first);
    assertThat(size(repeats.get(0))).isEqualTo(6);
    long lookUps =
        calls(CallKind.INVOICE_READ).stream()
            .filter(read -> others.isEmpty() || read.sequence() < others.get(0).sequence())
            .count();
    assertThat(repeats.size() + lookUps).isGreaterThan(1);
  }

  @Test
  void contentThatGoesToAnotherAndBackWithinMinutesEndsAsItBegan() {
    List<TestInvoice> invoices = TestInvoice.plain(3);
    raise(invoices);
    awaitBooked(invoices);

    invoices.forEach(invoice -> other(invoice.version(2)));
    raise(invoices);
    awaitBooked(invoices, 2);
    invoices.forEach(invoice -> asAtFirst(invoice.version(3)));
    raise(invoices);

    awaitBooked(invoices, 3);
  }

  @Test
  void contentThatGoesBackWhileItsChangeIsUnknownEndsAsItBegan() {
    List<TestInvoice> invoices = TestInvoice.plain(3);
    raise(invoices);
    awaitBooked(invoices);
    nextWritesFail(ledger.fault(LedgerFault.ERROR_AFTER_WORK));

    invoices.forEach(invoice -> other(invoice.version(2)));
    raise(invoices);
    await().until(() -> invoices.stream().allMatch(this::isOpen));
    invoices.forEach(invoice -> asAtFirst(invoice.version(3)));
    invoices.forEach(this::put);
    coportal.waitsEnd(ledger);

    awaitBooked(invoices, 3);
  }

  private static void other(TestInvoice invoice) {
    invoice.withoutLines().line("Something else", "3", "70.00");
  }

  private static void asAtFirst(TestInvoice invoice) {
    invoice.withoutLines().line("Consulting", "2.5", "80.00").line("Hosting", "1", "12.3456");
  }

  @ParameterizedTest
  @EnumSource
  void aDisconnectWhileABatchIsInFlightLosesAndDoublesNothing(Reconnect reconnect) {
    List<TestInvoice> members = TestInvoice.plain(4);
    CompletableFuture<Void> gate = new CompletableFuture<>();
    nextWrite(heldBackBy(gate));
    raise(members);
    await().until(() -> members.stream().allMatch(this::isOpen));

    workspace.disconnect();
    if (reconnect == Reconnect.BEFORE_THE_ANSWER) {
      workspace.connect();
      gate.complete(null);
    } else {
      gate.complete(null);
      members.forEach(member -> workspace.awaitRest(member.id()));
      workspace.connect();
    }

    awaitBooked(members);
  }

  enum Reconnect {
    BEFORE_THE_ANSWER,
    AFTER_IT
  }
}
