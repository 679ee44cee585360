package io.coportal.sync.contract;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import io.coportal.sync.simulator.Fault;
import io.coportal.sync.simulator.JournalEntry;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** What is due together goes out together, and what is wrong with one is nobody else's fate. */
abstract class BatchContract extends DueTogether {
  private static final int CLIENTS = 12;
  private static final int KILOBYTE = 1024;
  private static final int LONGEST_REQUEST = 256 * KILOBYTE;

  private final Fault refusal;

  /**
   * @param refusal of a request as a whole
   */
  BatchContract(LedgerUnderTest ledger, Fault refusal) {
    super(ledger);
    this.refusal = refusal;
  }

  @Test
  void manyInvoicesGoOutInAsFewRequestsAsTheBatchSizeAllowsAndMakeEachClientOnce() {
    List<TestInvoice> firsts = TestInvoice.plain(CLIENTS);
    List<TestInvoice> seconds =
        firsts.stream()
            .map(first -> TestInvoice.plain().client("of-" + first.id(), first.clientName(), null))
            .toList();
    firsts.forEach(first -> first.client("of-" + first.id(), first.clientName(), null));
    List<TestInvoice> invoices = Stream.of(firsts, seconds).flatMap(List::stream).toList();

    raise(invoices);

    awaitBooked(invoices);
    int requests = (invoices.size() + firstBatch() - 1) / firstBatch();
    assertThat(writes()).hasSizeLessThanOrEqualTo(requests);
    assertThat(writes().stream().mapToInt(DueTogether::size).sum()).isEqualTo(invoices.size());
    assertThat(calls(CallKind.CONTACT_WRITE)).hasSizeLessThanOrEqualTo(requests);
    assertThat(firsts)
        .allSatisfy(first -> assertThat(ledger.contacts(first.clientName())).hasSize(1));
  }

  @Test
  void clientsWhomALifeThatDiedHasJustCreatedAreFoundThoughTheIndexDoesNotKnowThem() {
    List<TestInvoice> firsts = TestInvoice.plain(CLIENTS);
    firsts.forEach(first -> first.client("of-" + first.id(), first.clientName(), null));
    raise(firsts);
    awaitBooked(firsts);
    forgetContactsAndIndex();

    List<TestInvoice> seconds =
        firsts.stream()
            .map(first -> TestInvoice.plain().client("of-" + first.id(), first.clientName(), null))
            .toList();
    raise(seconds);

    awaitBooked(seconds);
    assertThat(firsts)
        .allSatisfy(first -> assertThat(ledger.contacts(first.clientName())).hasSize(1));
  }

  /** As if the server had died between the ledger's answer and its own commit. */
  private void forgetContactsAndIndex() {
    String links = "contact_link WHERE workspace_id = ? AND provider = ?";
    for (String statement :
        List.of(
            "DELETE FROM ledger_contact WHERE contact_id IN (SELECT contact_id FROM " + links + ")",
            "DELETE FROM " + links)) {
      coportal.database().sql(statement).params(workspace.id(), ledger.name()).update();
    }
  }

  /** Who finds an invoice at fault. */
  enum Bad {
    FOR_THE_LEDGER,
    FOR_A_CHECK,
    FOR_ITS_CLIENT
  }

  @ParameterizedTest
  @EnumSource
  void aBadInvoiceFailsAloneAndTheOthersAreTakenInTheSameRequest(Bad bad) {
    TestInvoice refused = refused(bad);
    List<TestInvoice> good = TestInvoice.plain(4);
    List<TestInvoice> before = good.subList(0, 2);
    List<TestInvoice> after = good.subList(2, 4);

    raise(Stream.of(before, List.of(refused), after).flatMap(List::stream).toList());

    awaitBooked(good);
    JsonNode failed = workspace.await(refused.id(), "FAILED");
    assertThat(failed.path("error").path("code").asText()).isEqualTo(code(bad));
    assertThat(failed.path("error").path("cure").asText()).isNotBlank();
    assertThat(writes()).hasSize(1);
    assertThat(ledger.invoices(refused.number())).isEmpty();
  }

  private TestInvoice refused(Bad bad) {
    return switch (bad) {
      case FOR_THE_LEDGER -> ledger.refused().invoice();
      case FOR_A_CHECK -> TestInvoice.plain().tax("7", "standard");
      case FOR_ITS_CLIENT ->
          TestInvoice.plain().client("cl-archived", ledger.archivedContactName(), null);
    };
  }

  private String code(Bad bad) {
    return switch (bad) {
      case FOR_THE_LEDGER -> ledger.refused().code();
      case FOR_A_CHECK -> "tax-rate-missing";
      case FOR_ITS_CLIENT -> "contact-archived";
    };
  }

  @Test
  void ofARequestThatIsRefusedAsAWholeOnlyTheBadOneFailsAndTheOthersGoTogetherAgain() {
    List<TestInvoice> good = TestInvoice.plain(3);
    TestInvoice bad = TestInvoice.plain();
    ledger.faults().next(100, writing().and(request -> names(request.text(), bad)), refusal);

    raise(Stream.concat(good.stream(), Stream.of(bad)).toList());

    awaitBooked(good);
    workspace.await(bad.id(), "FAILED");
    assertThat(writes()).extracting(DueTogether::size).containsExactly(4, 1, 1, 1, 1);
    assertThat(ledger.invoices(bad.number())).isEmpty();

    ledger.journal().clear();
    raise(changed(good, 2));
    awaitBooked(good, 2);
    assertThat(writes()).extracting(DueTogether::size).containsExactly(3);
  }

  @Test
  void changedInvoicesAreReadInOneCallAndWrittenInOneAndUnchangedOnesCostNone() {
    List<TestInvoice> invoices = TestInvoice.plain(6);
    raise(invoices);
    awaitBooked(invoices);
    ledger.journal().clear();

    raise(changed(invoices, 2));
    awaitBooked(invoices, 2);

    assertThat(calls(CallKind.INVOICE_READ)).hasSizeLessThanOrEqualTo(1);
    assertThat(writes()).extracting(DueTogether::size).containsExactly(6);
    ledger.journal().clear();

    raise(invoices.stream().map(invoice -> invoice.version(3)).toList());
    awaitBooked(invoices, 3);

    assertThat(calls()).isEmpty();
  }

  @Test
  void newAndChangedInvoicesAreWrittenInARequestEach() {
    List<TestInvoice> known = TestInvoice.plain(2);
    raise(known);
    awaitBooked(known);
    ledger.journal().clear();
    List<TestInvoice> unknown = TestInvoice.plain(3);

    raise(Stream.concat(changed(known, 2).stream(), unknown.stream()).toList());

    awaitBooked(known, 2);
    awaitBooked(unknown);
    assertThat(writes()).extracting(DueTogether::size).containsExactlyInAnyOrder(2, 3);
  }

  @Test
  void severalChangedClientsOfABatchAreToldInOneCallAndATakenNameConcernsNobodyElse() {
    List<TestInvoice> firsts = TestInvoice.plain(4);
    raise(firsts);
    awaitBooked(firsts);
    List<TestInvoice> seconds =
        firsts.stream()
            .map(first -> TestInvoice.plain().clientOf(first))
            .map(next -> next.clientWith("name", next.clientName() + " & Sons"))
            .toList();
    ledger.books().takeName(seconds.get(1).clientName());
    ledger.journal().clear();

    raise(seconds);

    awaitBooked(seconds);
    assertThat(calls(CallKind.CONTACT_WRITE)).hasSize(1);
    assertThat(writes()).extracting(DueTogether::size).containsExactly(4);
    for (TestInvoice next : seconds) {
      TestInvoice shown = next == seconds.get(1) ? firsts.get(1) : next;
      assertThat(booked(next).contactName()).isEqualTo(shown.clientName());
    }
  }

  @Test
  void changesThatAreRefusedAsAWholeAreToldOneByOne() {
    List<TestInvoice> firsts = TestInvoice.plain(2);
    raise(firsts);
    awaitBooked(firsts);
    List<TestInvoice> seconds =
        firsts.stream()
            .map(
                first -> TestInvoice.plain().clientOf(first).clientWith("taxNumber", "GB123456789"))
            .toList();
    ledger.journal().clear();
    ledger.faults().next(ledger.requests(CallKind.CONTACT_WRITE), refusal);

    raise(seconds);

    awaitBooked(seconds);
    assertThat(calls(CallKind.CONTACT_WRITE)).hasSize(3);
    assertThat(seconds)
        .extracting(next -> ledger.books().contact(booked(next).contactId()).taxNumber())
        .containsOnly("GB123456789");
  }

  @Test
  void ofABatchNothingMoreIsSentOnceALimitIsMet() {
    List<TestInvoice> known = TestInvoice.plain(2);
    raise(known);
    awaitBooked(known);
    ledger.journal().clear();
    nextWrite(ledger.limit(3600));
    List<TestInvoice> unknown = TestInvoice.plain(2);

    raise(Stream.concat(changed(known, 2).stream(), unknown.stream()).toList());

    Stream.concat(known.stream(), unknown.stream())
        .forEach(invoice -> workspace.await(invoice.id(), "BLOCKED"));
    assertThat(writes()).hasSize(1);
    coportal.waitsEnd(ledger);
    awaitBooked(known, 2);
    awaitBooked(unknown);
  }

  @Test
  void moreThanARequestMayHoldIsCutInTwo() {
    String words = "word ".repeat(700).strip();
    List<TestInvoice> invoices = TestInvoice.plain(4);
    for (TestInvoice invoice : invoices) {
      for (int line = 0; line < 25; line++) {
        invoice.line(words, "1", "1.10");
      }
    }

    raise(invoices);

    awaitBooked(invoices);
    assertThat(writes()).extracting(DueTogether::size).containsExactly(2, 2);
    assertThat(writes())
        .extracting(JournalEntry::body)
        .allSatisfy(body -> assertThat(body).hasSizeLessThan(LONGEST_REQUEST));
  }

  @Test
  void aClickIsNotHeldUpByABatchInFlight() {
    TestInvoice clicked = storedForAClick();
    List<TestInvoice> members = TestInvoice.plain(3);
    CompletableFuture<Void> gate = new CompletableFuture<>();
    nextWrite(heldBackBy(gate));
    raise(members);
    members.forEach(member -> workspace.await(member.id(), "SENDING"));

    JsonNode outcome = workspace.press(clicked.id()).json();

    assertThat(outcome.path("state").asText()).as(outcome.toString()).isEqualTo("SYNCED");
    assertThat(members).allSatisfy(member -> assertThat(workspace.history(member.id())).isEmpty());
    gate.complete(null);
    awaitBooked(members);
    awaitBooked(List.of(clicked));
  }

  @Test
  void aClickGoesBeforeWhatHasWaitedLonger() {
    TestInvoice clicked = storedForAClick();
    List<TestInvoice> members = TestInvoice.plain(3);
    coportal.holdLane(ledger, workspace.id());
    members.forEach(this::put);
    workspace.ask(clicked.id());

    coportal.waitsEnd(ledger);

    awaitBooked(members);
    awaitBooked(List.of(clicked));
    assertThat(writes()).extracting(DueTogether::size).containsExactly(1, 3);
  }

  /** Stored while auto-sync was off; its client is known to the ledger. */
  private TestInvoice storedForAClick() {
    TestInvoice earlier = TestInvoice.plain();
    TestInvoice clicked = TestInvoice.plain();
    for (TestInvoice invoice : List.of(earlier, clicked)) {
      invoice.client("of-" + earlier.id(), earlier.clientName(), null);
    }
    workspace.change("{\"autoSync\": false}");
    put(clicked);
    workspace.change("{\"autoSync\": true}");
    workspace.synced(earlier);
    ledger.journal().clear();
    return clicked;
  }
}
