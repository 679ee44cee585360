package io.coportal.sync.reconcile;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;
import static org.junit.jupiter.api.DynamicTest.dynamicTest;

import io.coportal.sync.connection.ReconnectNeeded;
import io.coportal.sync.ledger.ErrorClass;
import io.coportal.sync.ledger.LedgerStop;
import java.time.temporal.ChronoUnit;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestFactory;
import org.springframework.beans.factory.annotation.Autowired;

/** A worker that was frozen, and replaced meanwhile, wakes up and goes on where it was. */
class FencingTest extends FrozenRequestScene {
  private static final int WORKERS = 8;
  private static final int TURNS = 200;

  @Autowired private Settlement settlement;
  @Autowired private Standstills standstills;

  FencingTest() {
    super("xero");
  }

  @TestFactory
  Stream<DynamicTest> refusesWhateverAReplacedWorkerStillWrites() {
    var late = new IllegalStateException("late");
    Map<String, Runnable> writes = new TreeMap<>();
    writes.put("an answer", () -> outcomes.record(batch, request, answer(), null));
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
        new SyncBatch(connection, fence.take(connection).epoch(), List.of(sync)),
        request,
        answer(),
        null);

    assertThat(rows.get(sync).state()).isEqualTo(SyncState.SYNCED);
    assertThat(rows.get(sync).externalId()).isEqualTo("ledger-id");
  }

  @Test
  void givesEveryWorkerATurnOfItsOwn() throws Exception {
    ExecutorService workers = Executors.newFixedThreadPool(WORKERS);
    try {
      Callable<Long> turn = () -> fence.take(connection).epoch();
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

  private static LedgerStop stop() {
    return new LedgerStop(ErrorClass.FIX_DATA, "late", "Too late.", "Nothing to do.");
  }
}
