package io.coportal.sync.reconcile;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.coportal.sync.connection.RunningServer;
import java.time.Duration;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.util.List;
import java.util.UUID;
import java.util.stream.IntStream;
import java.util.stream.LongStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.dao.DuplicateKeyException;
import org.springframework.jdbc.core.JdbcTemplate;
import org.springframework.transaction.support.TransactionTemplate;

/** Asking for many invoices bit by bit, whoever does it and however often it is interrupted. */
class BackfillsTest extends RunningServer {
  /** Keeps this server's own workers out of the lane. */
  private static final OffsetDateTime BLOCKED_UNTIL = OffsetDateTime.parse("2100-01-01T00:00Z");

  private static final Duration PATIENCE = Duration.ofSeconds(60);
  private static final int HUGE = 300_000;
  private static final String LEDGER = "xero";
  private static final BackfillFilter ALL = new BackfillFilter(null, null, null, null, true, false);

  @Autowired private Backfills backfills;
  @Autowired private BackfillStore store;
  @Autowired private BackfillRows rows;
  @Autowired private BackfillAsking asking;
  @Autowired private BackfillRun run;
  @Autowired private BackfillYielding yielding;
  @Autowired private LaneFence fence;
  @Autowired private JdbcTemplate batches;
  @Autowired private TransactionTemplate transaction;

  private final String connection = UUID.randomUUID().toString();
  private String workspace;
  private String backfill;

  @BeforeEach
  void connect() {
    workspace = workspace();
    db.sql(
            """
            INSERT INTO connection (id, workspace_id, provider, organisation_id, organisation_name,
              state, settings, lane_epoch, blocked_until, connected_at, created_at, updated_at)
            VALUES (?, ?, 'xero', ?, 'Harbour Studio Ltd', 'CONNECTED', '{}', 0, ?, ?, ?, ?)""")
        .params(connection, workspace, connection, BLOCKED_UNTIL, now(), now(), now())
        .update();
  }

  @AfterEach
  void end() {
    if (backfill != null) {
      backfills.cancel(workspace, LEDGER, backfill);
    }
  }

  @Test
  void twoInstancesAtTheSamePlaceAskOnce() {
    invoices(700);
    start();
    Backfill seenByBoth = store.find(backfill).orElseThrow();

    asking.step(seenByBoth);
    asking.step(seenByBoth);

    assertThat(store.find(backfill).orElseThrow().asked()).isIn(300L, 600L, 700L);
    runToTheEnd();
    assertThat(store.find(backfill).orElseThrow().asked()).isEqualTo(700);
    assertThat(rowsOf("backfill_id = '" + backfill + "'")).isEqualTo(700);
  }

  @Test
  void anInvoiceThatSomebodyHoldsIsWaitedForWithoutHoldingOthers() {
    invoices(3);
    transaction.executeWithoutResult(
        status -> {
          db.sql("SELECT version FROM invoice WHERE workspace_id = ? AND invoice_id = ? FOR UPDATE")
              .params(workspace, id(1))
              .query(Long.class)
              .single();
          askElsewhere();
        });

    runToTheEnd();

    assertThat(rowsOf("priority = 9 AND state = 'QUEUED'")).isEqualTo(3);
  }

  @Test
  void theLaneGetsAThousandAtATimeAndACancelLeavesNothingBehind() {
    invoices(1_500);
    start();

    runToTheEnd();
    run.go();

    assertThat(rowsOf("due_at IS NOT NULL")).isBetween(500, 1_000);
    assertThat(rowsOf("state = 'QUEUED'")).isEqualTo(1_500);
    backfills.cancel(workspace, LEDGER, backfill);
    awaitTakenBack(1_500);
    assertThat(rowsOf("TRUE")).isZero();
  }

  @Test
  void aCancelGivesEachRowTheStateItHad() {
    invoices(3);
    row(id(0), 1L, "SYNCED", null);
    row(id(1), null, "FAILED", null);
    row(id(2), null, "QUEUED", now());
    db.sql("UPDATE invoice SET version = 2 WHERE workspace_id = ?").param(workspace).update();
    start();
    runToTheEnd();
    assertThat(rowsOf("state = 'QUEUED' AND wanted_version = 2")).isEqualTo(3);

    backfills.cancel(workspace, LEDGER, backfill);

    awaitTakenBack(2);
    assertThat(rowsOf("state = 'SYNCED' AND wanted_version = 1 AND due_at IS NULL")).isEqualTo(1);
    assertThat(rowsOf("state = 'FAILED' AND wanted_version = 1 AND due_at IS NULL")).isEqualTo(1);
    assertThat(rowsOf("state = 'QUEUED' AND priority = 5 AND due_at IS NOT NULL")).isEqualTo(1);
  }

  @Test
  void whatTheLaneTriedInVainSaysThatItWasCancelled() {
    invoices(1);
    start();
    runToTheEnd();
    await().atMost(PATIENCE).until(() -> rowsOf("due_at IS NOT NULL") == 1);
    db.sql(
            """
            INSERT INTO sync_attempt (id, invoice_sync_id, workspace_id, at, version, outcome)
            SELECT id, id, workspace_id, updated_at, 1, 'QUEUED' FROM invoice_sync WHERE workspace_id = ?""")
        .param(workspace)
        .update();

    backfills.cancel(workspace, LEDGER, backfill);

    awaitTakenBack(1);
    assertThat(rowsOf("state = 'FAILED' AND error_code = 'backfill-cancelled'")).isEqualTo(1);
  }

  @Test
  @Tag("long")
  void threeHundredThousandAreAskedForInTheirTimeAndCountedAtOnce() {
    invoices(HUGE);
    long asked = millis(this::start);
    long queued = millis(this::runToTheEnd);
    await().atMost(PATIENCE).until(() -> store.find(backfill).orElseThrow().counts() != null);

    List<Long> looks =
        LongStream.range(0, 20)
            .map(n -> millis(() -> backfills.get(workspace, LEDGER, backfill)))
            .sorted()
            .boxed()
            .toList();
    long cancelled = millis(() -> backfills.cancel(workspace, LEDGER, backfill));

    System.out.printf(
        "300,000 invoices: forecast and start %d ms, queued in %d ms, progress %s ms, cancel %d ms%n",
        asked, queued, looks, cancelled);
    assertThat(looks.get(10)).isLessThan(100);
    awaitTakenBack(HUGE);
  }

  @Test
  void aLaneThatIsNeverWithoutATurnGivesACancelledOneItsRowsBack() {
    invoices(3);
    start();
    runToTheEnd();
    run.go();
    picked();
    LaneTurn replaced = new LaneTurn(lane(), fence.take(connection).epoch(), 4);
    LaneTurn turn = new LaneTurn(lane(), fence.take(connection).epoch(), 4);
    transaction.executeWithoutResult(
        status -> {
          store.cancel(store.find(backfill).orElseThrow());
          rows.park(store.find(backfill).orElseThrow());
        });
    yielding.nothingInHand(replaced);
    run.go();
    assertThat(yielding.isAwaited(connection)).isTrue();
    assertThat(store.find(backfill).orElseThrow().holding()).isTrue();

    yielding.nothingInHand(turn);

    assertThat(yielding.isAwaited(connection)).isFalse();
    awaitTakenBack(3);
    await().atMost(PATIENCE).until(() -> !store.find(backfill).orElseThrow().holding());
    db.sql("DELETE FROM scheduled_tasks WHERE task_instance = ?").param(connection).update();
  }

  private LaneTurn.Lane lane() {
    return new LaneTurn.Lane(connection, LEDGER);
  }

  /**
   * As if a worker elsewhere served the lane, on and on; a turn of this server's own ends first.
   */
  private void picked() {
    await().ignoreException(DuplicateKeyException.class).until(this::isPicked);
  }

  private boolean isPicked() {
    int taken =
        db.sql(
                """
                UPDATE scheduled_tasks SET picked = TRUE, picked_by = 'elsewhere',
                  last_heartbeat = ?, version = version + 1
                WHERE task_instance = ? AND picked = FALSE""")
            .params(BLOCKED_UNTIL, connection)
            .update();
    int busy =
        db.sql("SELECT COUNT(*) FROM scheduled_tasks WHERE task_instance = ?")
            .param(connection)
            .query(Integer.class)
            .single();
    return taken == 1 || busy == 0 && isPickedAnew();
  }

  private boolean isPickedAnew() {
    return db.sql(
                """
                INSERT INTO scheduled_tasks (task_name, task_instance, execution_time, picked,
                  picked_by, last_heartbeat, version)
                VALUES ('lane', ?, ?, TRUE, 'elsewhere', ?, 1)""")
            .params(connection, now(), BLOCKED_UNTIL)
            .update()
        == 1;
  }

  private void start() {
    backfill = backfills.start(workspace, LEDGER, ALL).id();
  }

  /** In a thread of its own: this one holds an invoice. */
  private void askElsewhere() {
    Thread other =
        new Thread(
            () -> {
              start();
              run.go();
            });
    other.start();
    await().atMost(PATIENCE).until(() -> !other.isAlive());
    assertThat(store.find(backfill).orElseThrow().asked()).isZero();
  }

  private void runToTheEnd() {
    await()
        .atMost(PATIENCE.multipliedBy(5))
        .until(
            () -> {
              run.go();
              return store.find(backfill).orElseThrow().allAsked();
            });
  }

  private void awaitTakenBack(int howMany) {
    await()
        .atMost(PATIENCE.multipliedBy(5))
        .until(() -> store.find(backfill).orElseThrow().takenBack() == howMany);
  }

  private static long millis(Runnable work) {
    long begun = System.nanoTime();
    work.run();
    return Duration.ofNanos(System.nanoTime() - begun).toMillis();
  }

  private int rowsOf(String condition) {
    return db.sql("SELECT COUNT(*) FROM invoice_sync WHERE workspace_id = ? AND " + condition)
        .param(workspace)
        .query(Integer.class)
        .single();
  }

  private void row(String invoiceId, Long synced, String state, OffsetDateTime due) {
    db.sql(
            """
            INSERT INTO invoice_sync (id, workspace_id, provider, organisation_id, invoice_id,
              connection_id, wanted_version, synced_version, state, due_at, priority, verify,
              intent_seq, attempts, created_at, updated_at)
            VALUES (?, ?, 'xero', ?, ?, ?, 1, ?, ?, ?, 5, FALSE, 0, 0, ?, ?)""")
        .params(
            UUID.randomUUID().toString(),
            workspace,
            connection,
            invoiceId,
            connection,
            synced,
            state,
            due,
            now(),
            now())
        .update();
  }

  private void invoices(int howMany) {
    transaction.executeWithoutResult(status -> store(howMany, now()));
  }

  private void store(int howMany, OffsetDateTime now) {
    IntStream.iterate(0, from -> from < howMany, from -> from + 10_000)
        .forEach(
            from ->
                batches.batchUpdate(
                    """
                    INSERT INTO invoice (workspace_id, invoice_id, version, number, status,
                      client_id, client_name, issue_date, currency, total, created_at, updated_at)
                    VALUES (?, ?, 1, ?, 'sent', ?, 'Client', DATE '2026-01-31', 'GBP', 120, ?, ?)""",
                    IntStream.range(from, Math.min(howMany, from + 10_000))
                        .mapToObj(
                            n ->
                                new Object[] {
                                  workspace, id(n), "N-" + n, "client-" + n % 1_000, now, now
                                })
                        .toList()));
  }

  private static String id(int n) {
    return "inv-%06d".formatted(n);
  }

  private OffsetDateTime now() {
    return clock.instant().atOffset(ZoneOffset.UTC);
  }
}
