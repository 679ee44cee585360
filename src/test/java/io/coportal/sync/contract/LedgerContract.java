package io.coportal.sync.contract;

import static org.assertj.core.api.Assertions.assertThat;

import io.coportal.sync.simulator.Fault;
import io.coportal.sync.simulator.JournalEntry;
import io.coportal.sync.simulator.Request;
import java.util.Arrays;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Predicate;
import java.util.stream.Collectors;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.parallel.Execution;
import org.junit.jupiter.api.parallel.ExecutionMode;

/**
 * What each part of the contract begins with: a running application, a ledger without faults and a
 * new workspace that is connected to it. The ledger keeps what earlier tests wrote; numbers,
 * clients and workspaces are new in each test. The tests of one ledger share its simulator, so they
 * follow one another.
 */
@Execution(ExecutionMode.SAME_THREAD)
abstract class LedgerContract {
  private static final long LONGEST_GATE_SECONDS = 60;
  private static final AtomicInteger WORKSPACES = new AtomicInteger();

  protected final LedgerUnderTest ledger;
  protected final CoPortalUnderTest coportal = CoPortalUnderTest.shared();
  protected final Portal portal = coportal.portal();
  protected PortalWorkspace workspace;
  private boolean cut;

  LedgerContract(LedgerUnderTest ledger) {
    this.ledger = ledger;
  }

  @BeforeEach
  void connectNewWorkspace() {
    workspace = newWorkspace().connect();
    ledger.journal().clear();
  }

  @AfterEach
  void disconnect() {
    ledger.faults().clear();
    mendTheWire();
    workspace.disconnect();
  }

  /** The ledger's address refuses connections from now on. */
  protected void cutTheWire() {
    ledger.wire().refuse();
    cut = true;
  }

  protected void mendTheWire() {
    if (cut) {
      ledger.wire().listenAgain();
      cut = false;
    }
  }

  protected PortalWorkspace newWorkspace() {
    return PortalWorkspace.created(portal, "ws-" + WORKSPACES.incrementAndGet(), ledger);
  }

  /** Strikes the next invoice writes of our application, one after the other. */
  protected void nextWrites(LedgerFault... faults) {
    for (LedgerFault fault : faults) {
      nextWrite(ledger.fault(fault));
    }
  }

  /** The same fault several times. */
  protected void nextWrites(int times, LedgerFault fault) {
    ledger.faults().next(times, writing(), ledger.fault(fault));
  }

  /** Strikes the next invoice write with what only this ledger does. */
  protected void nextWrite(Fault fault) {
    ledger.faults().next(writing(), fault);
  }

  /** Requests to write an invoice. */
  protected Predicate<Request> writing() {
    return ledger.requests(CallKind.INVOICE_WRITE);
  }

  /** Requests to read anything. */
  protected Predicate<Request> reading() {
    return ledger.requests(CallKind.INVOICE_READ, CallKind.OTHER_READ);
  }

  /** Requests that wrote invoices, in order. */
  protected List<JournalEntry> writes() {
    return calls(CallKind.INVOICE_WRITE);
  }

  protected List<JournalEntry> calls() {
    return ledger.journal().requests(entry -> ledger.kind(entry) != CallKind.NO_CALL);
  }

  protected List<JournalEntry> calls(CallKind kind) {
    return ledger.journal().requests(entry -> ledger.kind(entry) == kind);
  }

  /** Stores the invoice and presses the button, without waiting. */
  protected void ask(TestInvoice invoice) {
    workspace.put(invoice);
    workspace.ask(invoice.id());
  }

  /** All of them carry the same key and the same bytes. */
  protected static void assertSameRequest(LedgerUnderTest ledger, List<JournalEntry> entries) {
    assertThat(entries)
        .extracting(ledger::keyOf)
        .doesNotContain("")
        .containsOnly(ledger.keyOf(entries.get(0)));
    assertThat(entries)
        .extracting(JournalEntry::bodySha256)
        .containsOnly(entries.get(0).bodySha256());
  }

  /** Equal keys go with equal bytes. */
  protected void assertKeysNeverReused() {
    writes().stream()
        .collect(Collectors.groupingBy(ledger::keyOf))
        .values()
        .forEach(repeats -> assertSameRequest(ledger, repeats));
  }

  /** The one invoice the ledger holds under this number. */
  protected BookedInvoice booked(TestInvoice invoice) {
    List<BookedInvoice> found = ledger.invoices(invoice.number());
    if (found.size() != 1) {
      throw new AssertionError(
          "The ledger holds %d invoices %s".formatted(found.size(), invoice.number()));
    }
    return found.get(0);
  }

  /** As if another installation had made this workspace's contacts. */
  protected void forgetContacts() {
    coportal
        .database()
        .sql("DELETE FROM contact_link WHERE provider = ? AND workspace_id = ?")
        .params(ledger.name(), workspace.id())
        .update();
  }

  /** How the contact of the workspace's only client was found. */
  protected String matchedBy() {
    return coportal
        .database()
        .sql("SELECT matched_by FROM contact_link WHERE provider = ? AND workspace_id = ?")
        .params(ledger.name(), workspace.id())
        .query(String.class)
        .single();
  }

  /** Until a batch waits for what another one of its lane has claimed. */
  protected static void awaitClaimWaitedFor() {
    Awaitility.await()
        .alias("a batch waits for a claim")
        .until(
            () ->
                Thread.getAllStackTraces().values().stream()
                    .flatMap(Arrays::stream)
                    .anyMatch(
                        frame ->
                            frame.getClassName().endsWith(".LaneClaims")
                                && frame.getMethodName().equals("claim")));
  }

  /** The work is done; the answer leaves when the gate opens. */
  protected static Fault heldBackBy(CompletableFuture<Void> gate) {
    return Fault.changedAnswer(
        "held-back",
        answer ->
            gate.completeOnTimeout(null, LONGEST_GATE_SECONDS, TimeUnit.SECONDS)
                .thenApply(open -> answer)
                .join());
  }
}
