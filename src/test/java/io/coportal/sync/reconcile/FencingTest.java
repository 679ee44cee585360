package io.coportal.sync.reconcile;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;
import static org.junit.jupiter.api.DynamicTest.dynamicTest;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import io.coportal.sync.SampleData;
import io.coportal.sync.SampleData.Sample;
import io.coportal.sync.connection.ReconnectNeeded;
import io.coportal.sync.connection.RunningServer;
import io.coportal.sync.invoice.Invoices;
import io.coportal.sync.json.ExactJson;
import io.coportal.sync.ledger.ErrorClass;
import io.coportal.sync.ledger.LedgerStop;
import io.coportal.sync.ledger.PreparedInvoice;
import io.coportal.sync.ledger.Totals;
import java.math.BigDecimal;
import java.time.OffsetDateTime;
import java.time.temporal.ChronoUnit;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.UUID;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestFactory;
import org.springframework.beans.factory.annotation.Autowired;

/** A worker that was frozen, and replaced meanwhile, wakes up and goes on where it was. */
class FencingTest extends RunningServer {
  private static final int WORKERS = 8;
  private static final int TURNS = 200;

  /** Keeps this server's own workers out of the lane. */
  private static final OffsetDateTime BLOCKED_UNTIL = OffsetDateTime.parse("2100-01-01T00:00Z");

  private static final Sample SAMPLE = SampleData.invoice("uk-studio", "inv-uk-0001");

  @Autowired private LaneFence fence;
  @Autowired private Invoices invoices;
  @Autowired private InvoiceWork work;
  @Autowired private FrozenRequests requests;
  @Autowired private Freezer freezer;
  @Autowired private Outcomes outcomes;
  @Autowired private Settlement settlement;
  @Autowired private Standstills standstills;
  @Autowired private SyncRows rows;

  private final String connection = UUID.randomUUID().toString();
  private final String sync = UUID.randomUUID().toString();
  private SyncBatch batch;
  private SyncJob job;
  private String request;

  @BeforeEach
  void freezeARequest() {
    String workspace = workspace();
    invoices.put(workspace, SAMPLE.invoice(), SAMPLE.json());
    connect(workspace);
    want(workspace);
    batch = new SyncBatch(connection, fence.take(connection), List.of(sync));
    work.load(batch);
    job = batch.jobs().get(0);
    job.prepared(prepared());
    request = freezer.freeze(batch, group(), json("{'method': 'PUT', 'path': '/x', 'body': {}}"));
  }

  @TestFactory
  Stream<DynamicTest> refusesWhateverAReplacedWorkerStillWrites() {
    var late = new IllegalStateException("late");
    Map<String, Runnable> writes = new TreeMap<>();
    writes.put("an answer", () -> outcomes.record(batch, request, answer()));
    writes.put("agreement", () -> outcomes.confirmed(batch, job));
    writes.put("nothing to do", () -> outcomes.unchanged(batch, job));
    writes.put("a look-up", () -> settlement.settle(batch, request, json("{'invoices': []}")));
    writes.put("a refusal", () -> standstills.stopped(batch, stop()));
    writes.put("a refusal of one", () -> standstills.one(batch, sync, stop()));
    writes.put("a postponement", () -> standstills.postponed(batch, late));
    writes.put("a dead consent", () -> standstills.reconnect(batch, new ReconnectNeeded("")));
    writes.put("a fault", () -> standstills.broken(batch, late));
    writes.put("a fault with one", () -> standstills.fault(batch, sync, late));
    writes.put("a replay", () -> requests.again(batch, request));
    writes.put("a request", () -> freezer.freeze(batch, group(), json("{}")));
    fence.take(connection);
    return writes.entrySet().stream()
        .map(write -> dynamicTest(write.getKey(), () -> expectNothingChanged(write.getValue())));
  }

  @Test
  void recordsWhatTheWorkerInTurnWrites() {
    outcomes.record(
        new SyncBatch(connection, fence.take(connection), List.of(sync)), request, answer());

    assertThat(rows.get(sync).state()).isEqualTo(SyncState.SYNCED);
    assertThat(rows.get(sync).externalId()).isEqualTo("ledger-id");
  }

  @Test
  void givesEveryWorkerATurnOfItsOwn() throws Exception {
    ExecutorService workers = Executors.newFixedThreadPool(WORKERS);
    try {
      Callable<Long> turn = () -> fence.take(connection);
      Set<Long> epochs = new HashSet<>();
      for (Future<Long> taken :
          workers.invokeAll(IntStream.range(0, TURNS).mapToObj(n -> turn).toList())) {
        epochs.add(taken.get());
      }
      assertThat(epochs).hasSize(TURNS);
    } finally {
      workers.shutdownNow();
    }
  }

  @Test
  void leavesACrashedCallAloneAsLongAsTheLedgerMayBeAtWork() {
    assertThat(rows.get(sync).dueAt())
        .isCloseTo(clock.instant().plusSeconds(10), within(5, ChronoUnit.SECONDS));
  }

  private void expectNothingChanged(Runnable lateWrite) {
    var before = everything();
    assertThatThrownBy(lateWrite::run).isInstanceOf(LaneFence.LaneLost.class);
    assertThat(everything()).usingRecursiveComparison().isEqualTo(before);
  }

  private List<List<Map<String, Object>>> everything() {
    return Stream.of(
            "SELECT * FROM connection WHERE id = :connection",
            "SELECT * FROM invoice_sync WHERE connection_id = :connection",
            "SELECT * FROM provider_request WHERE connection_id = :connection",
            "SELECT * FROM sync_attempt WHERE invoice_sync_id = :sync")
        .map(
            query ->
                db.sql(query)
                    .param("connection", connection)
                    .param("sync", sync)
                    .query()
                    .listOfRows())
        .toList();
  }

  private void connect(String workspace) {
    db.sql(
            """
            INSERT INTO connection (id, workspace_id, provider, organisation_id, organisation_name,
              state, settings, lane_epoch, blocked_until, connected_at, created_at, updated_at)
            VALUES (?, ?, 'xero', ?, 'Harbour Studio Ltd', 'CONNECTED', '{}', 0, ?, ?, ?, ?)""")
        .params(connection, workspace, connection, BLOCKED_UNTIL, now(), now(), now())
        .update();
  }

  private void want(String workspace) {
    db.sql(
            """
            INSERT INTO invoice_sync (id, workspace_id, provider, organisation_id, invoice_id,
              connection_id, wanted_version, state, priority, verify, intent_seq, attempts,
              created_at, updated_at)
            VALUES (?, ?, 'xero', ?, ?, ?, 1, 'QUEUED', 0, FALSE, 0, 0, ?, ?)""")
        .params(sync, workspace, connection, SAMPLE.id(), connection, now(), now())
        .update();
  }

  private OffsetDateTime now() {
    return OffsetDateTime.parse("2026-08-03T09:00Z");
  }

  private RequestGroup group() {
    return new RequestGroup(List.of(job));
  }

  private static PreparedInvoice prepared() {
    var invoice = SAMPLE.invoice();
    return new PreparedInvoice(
        "CREATE",
        null,
        null,
        invoice.number(),
        null,
        "https://app.coportal.example/invoices/1",
        invoice.issueDate(),
        invoice.issueDate(),
        "GBP",
        false,
        null,
        false,
        "contact-id",
        true,
        null,
        List.of(),
        new Totals(new BigDecimal("1200.00"), new BigDecimal("240.00"), new BigDecimal("1440.00")));
  }

  private static JsonNode answer() {
    return json(
        """
        {'status': 200, 'outcomes': [{'ok': true, 'invoice': {'externalId': 'ledger-id',
          'number': '%s', 'status': 'OPEN',
          'totals': {'subtotal': 1200.00, 'taxTotal': 240.00, 'total': 1440.00}}}]}"""
            .formatted(SAMPLE.invoice().number()));
  }

  private static LedgerStop stop() {
    return new LedgerStop(ErrorClass.FIX_DATA, "late", "Too late.", "Nothing to do.");
  }

  private static JsonNode json(String text) {
    try {
      return ExactJson.mapper().readTree(text.replace('\'', '"'));
    } catch (JsonProcessingException mistyped) {
      throw new IllegalArgumentException(mistyped);
    }
  }
}
