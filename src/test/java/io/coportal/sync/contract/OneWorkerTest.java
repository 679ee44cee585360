package io.coportal.sync.contract;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.fasterxml.jackson.databind.JsonNode;
import io.coportal.sync.OnEachDatabase;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/** All lanes of an instance wait for its only worker: a person goes first. */
@OnEachDatabase
class OneWorkerTest {
  /** A turn ends after five seconds when another lane waits. */
  private static final Duration LONGER_THAN_A_TURN = Duration.ofSeconds(8);

  private static LedgerUnderTest ledger;
  private static CoPortalUnderTest application;

  private final List<PortalWorkspace> workspaces = new ArrayList<>();
  private final CompletableFuture<Void> gate = new CompletableFuture<>();

  @BeforeAll
  static void start() {
    ledger = LedgersUnderTest.another().get(0);
    String timeOut = "coportal.ledgers.%s.response-timeout-ms".formatted(ledger.name());
    application =
        CoPortalUnderTest.another(
            List.of(ledger), Map.of("db-scheduler.threads", "1", timeOut, "30000"));
  }

  @AfterAll
  static void stop() {
    application.stop();
  }

  @AfterEach
  void letGo() {
    gate.complete(null);
    ledger.faults().clear();
    workspaces.forEach(PortalWorkspace::disconnect);
  }

  @Test
  void aClickIsServedWhileTheLaneWaitsForItsLastBatchToLetOthersIn() {
    PortalWorkspace busy = workspace("uk-studio");
    PortalWorkspace waiting = workspace("za-agency");
    TestInvoice clicked = TestInvoice.plain();
    busy.synced(clicked);
    TestInvoice held = holdTheWorker(busy);
    waiting.put(TestInvoice.plain());

    long begun = System.nanoTime();
    for (int version = 2; since(begun).compareTo(LONGER_THAN_A_TURN) < 0; version++) {
      JsonNode synced = busy.synced(clicked.version(version).line("Change", "1", "1"));
      assertThat(synced.path("syncedVersion").asInt()).isEqualTo(version);
    }

    assertThat(busy.state(held.id())).isEqualTo("SENDING");
  }

  @Test
  void aLaneInWhichAPersonWaitsGoesBeforeThoseThatHaveWaitedLonger() {
    PortalWorkspace busy = workspace("uk-studio");
    PortalWorkspace backlog = workspace("za-agency");
    PortalWorkspace person = workspace("au-freelance");
    TestInvoice earlier = TestInvoice.plain().currency("ZAR").tax("0", "zero_rated_export");
    TestInvoice clicked = TestInvoice.plain().currency("AUD").tax("0", "zero_rated_export");
    person.change("{\"autoSync\": false}");
    holdTheWorker(busy);
    backlog.put(earlier);
    await().until(() -> "QUEUED".equals(backlog.state(earlier.id())));
    person.put(clicked);
    person.ask(clicked.id());
    await().until(() -> "QUEUED".equals(person.state(clicked.id())));

    gate.complete(null);

    backlog.await(earlier.id(), "SYNCED");
    person.await(clicked.id(), "SYNCED");
    assertThat(lastSynced(person, clicked)).isLessThan(lastSynced(backlog, earlier));
  }

  private static String lastSynced(PortalWorkspace workspace, TestInvoice invoice) {
    return workspace.read(invoice.id()).path("lastSyncedAt").asText();
  }

  private TestInvoice holdTheWorker(PortalWorkspace busy) {
    TestInvoice held = TestInvoice.plain();
    ledger.faults().next(ledger.requests(CallKind.INVOICE_WRITE), LedgerContract.heldBackBy(gate));
    busy.put(held);
    busy.await(held.id(), "SENDING");
    await().until(() -> ledger.faults().pending() == 0);
    return held;
  }

  /** Each in an organisation of its own. */
  private PortalWorkspace workspace(String sample) {
    LedgerUnderTest.SampleBooks books = ledger.booksOf(sample).orElseThrow();
    String id = sample + "-" + Integer.toHexString(gate.hashCode());
    PortalWorkspace workspace =
        PortalWorkspace.created(application.portal(), id, ledger)
            .connect(books.organisation(), books.settings());
    workspace.change("{\"autoSync\": true}");
    workspaces.add(workspace);
    return workspace;
  }

  private static Duration since(long begun) {
    return Duration.ofNanos(System.nanoTime() - begun);
  }
}
