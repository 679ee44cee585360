package io.coportal.sync.reconcile;

import java.time.Clock;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Repository;

/**
 * The rows of {@code invoice_sync} that back-fills asked for. Of hundreds of thousands only a few
 * are due at a time: lanes and sweeps have no backlog to look through, and a back-fill can be
 * stopped at once. Callers hold the lane.
 */
@Repository
class BackfillRows {
  /** Asked for by the back-fill and by nobody else since, and not on its way. */
  private static final String ITS_OWN =
      """
      backfill_id = :backfill AND priority = %d AND open_request_id IS NULL"""
          .formatted(SyncTrigger.BACKFILL.priority());

  private static final List<SyncState> UNBEGUN = List.of(SyncState.QUEUED, SyncState.BLOCKED);

  /**
   * A worker of the lane may have taken it into its memory and not begun to send it. Once nothing
   * of it is due and the lane's turn is over, none has.
   */
  private static final String NOT_IN_HAND =
      """
      (backfill_fed = FALSE OR NOT EXISTS (
        SELECT 1 FROM scheduled_tasks t
        WHERE t.task_name = '%s' AND t.task_instance = invoice_sync.connection_id
          AND t.picked = TRUE))"""
          .formatted(Lanes.TASK);

  private final JdbcClient jdbc;
  private final Clock clock;

  BackfillRows(JdbcClient jdbc, Clock clock) {
    this.jdbc = jdbc;
    this.clock = clock;
  }

  /** How many of its rows the lane may take now. */
  int due(Backfill backfill) {
    return jdbc.sql(
            """
            SELECT COUNT(*) FROM invoice_sync
            WHERE backfill_id = ? AND state = 'QUEUED' AND due_at BETWEEN ? AND ?""")
        .params(backfill.id(), utc(Instant.EPOCH), now())
        .query(Integer.class)
        .single();
  }

  /**
   * Hands some of its waiting rows to the lane.
   *
   * @return how many
   */
  int feed(Backfill backfill, int most) {
    List<String> waiting =
        jdbc.sql(
                """
                SELECT id FROM invoice_sync
                WHERE backfill_id = ? AND state = 'QUEUED' AND due_at IS NULL
                FETCH FIRST %d ROWS ONLY"""
                    .formatted(most))
            .param(backfill.id())
            .query(String.class)
            .list();
    return waiting.isEmpty()
        ? 0
        : jdbc.sql(
                """
                UPDATE invoice_sync SET due_at = :now, backfill_fed = TRUE, updated_at = :now
                WHERE id IN (:waiting) AND state = 'QUEUED' AND due_at IS NULL""")
            .param("now", now())
            .param("waiting", waiting)
            .update();
  }

  /** Takes back from the lane what it has not begun. */
  void park(Backfill backfill) {
    for (SyncState state : UNBEGUN) {
      jdbc.sql(
              """
              UPDATE invoice_sync SET state = 'QUEUED', due_at = NULL, updated_at = :now
              WHERE state = :state AND due_at >= :ever AND %s"""
                  .formatted(ITS_OWN))
          .param("backfill", backfill.id())
          .param("state", state.name())
          .param("now", now())
          .param("ever", utc(Instant.EPOCH))
          .update();
    }
  }

  /** One of its rows, and the invoice that is to be held before the row is touched. */
  record Left(String id, String invoiceId) {}

  /** Rows that it can leave now. */
  List<Left> left(Backfill backfill, int most) {
    return unbegun(backfill, "AND " + NOT_IN_HAND, most);
  }

  /** Whether there is any that it can leave now or once nobody has it in hand. */
  boolean leaves(Backfill backfill) {
    return !unbegun(backfill, "", 1).isEmpty();
  }

  /** Whether the lane may have any in hand that it has not begun. */
  boolean isFed(Backfill backfill) {
    return !unbegun(backfill, "AND backfill_fed = TRUE", 1).isEmpty();
  }

  /** The lane has none in hand, and gets none any more. */
  void unfeed(Backfill backfill) {
    jdbc.sql(
            """
            UPDATE invoice_sync SET state = 'QUEUED', due_at = NULL, backfill_fed = FALSE
            WHERE %s AND state IN (:unbegun) AND backfill_fed = TRUE"""
                .formatted(ITS_OWN))
        .param("backfill", backfill.id())
        .param("unbegun", UNBEGUN.stream().map(SyncState::name).toList())
        .update();
  }

  /** Of one state, in the database's order of their invoices. */
  private List<Left> unbegun(Backfill backfill, String condition, int most) {
    return UNBEGUN.stream()
        .map(state -> unbegun(backfill, state, condition, most))
        .filter(found -> !found.isEmpty())
        .findFirst()
        .orElse(List.of());
  }

  private List<Left> unbegun(Backfill backfill, SyncState state, String condition, int most) {
    return jdbc.sql(
            """
            SELECT id, invoice_id FROM (
              SELECT id, invoice_id FROM invoice_sync WHERE state = :state AND %s %s
              FETCH FIRST %d ROWS ONLY) AS unbegun ORDER BY invoice_id"""
                .formatted(ITS_OWN, condition, most))
        .param("backfill", backfill.id())
        .param("state", state.name())
        .query((rs, n) -> new Left(rs.getString("id"), rs.getString("invoice_id")))
        .list();
  }

  /**
   * Sets rows back to what they were before; the caller holds their invoices.
   *
   * @return how many
   */
  int takeBack(Backfill backfill, List<Left> left) {
    List<String> ids = left.stream().map(Left::id).toList();
    return deleteUntried(backfill, ids) + restore(backfill, ids) + giveUpTried(backfill, ids);
  }

  private int deleteUntried(Backfill backfill, List<String> ids) {
    return change(
        """
        DELETE FROM invoice_sync WHERE %s AND id IN (:ids) AND backfill_was IS NULL
          AND external_id IS NULL
          AND NOT EXISTS (SELECT 1 FROM sync_attempt a WHERE a.invoice_sync_id = invoice_sync.id)
          AND NOT EXISTS (
            SELECT 1 FROM provider_request_member m WHERE m.invoice_sync_id = invoice_sync.id)""",
        backfill, ids);
  }

  private int restore(Backfill backfill, List<String> ids) {
    return change(
        """
        UPDATE invoice_sync SET state = backfill_was, wanted_version = backfill_wanted,
          due_at = NULL, backfill_id = NULL, backfill_was = NULL, backfill_wanted = NULL,
          repush_done = repush_wanted,
          error_class = CASE WHEN backfill_was = 'SYNCED' THEN NULL ELSE error_class END,
          error_code = CASE WHEN backfill_was = 'SYNCED' THEN NULL ELSE error_code END,
          error_message = CASE WHEN backfill_was = 'SYNCED' THEN NULL ELSE error_message END,
          error_cure = CASE WHEN backfill_was = 'SYNCED' THEN NULL ELSE error_cure END
        WHERE %s AND id IN (:ids) AND backfill_was IS NOT NULL""",
        backfill, ids);
  }

  /** It has a history that nobody may lose, and no state before it. */
  private int giveUpTried(Backfill backfill, List<String> ids) {
    return change(
        """
        UPDATE invoice_sync SET state = 'FAILED', due_at = NULL, backfill_id = NULL,
          error_class = 'FIX_DATA', error_code = 'backfill-cancelled',
          error_message = 'The back-fill that asked for it was cancelled before it was sent.',
          error_cure = 'Sync it if it should be in the ledger.'
        WHERE %s AND id IN (:ids)""",
        backfill, ids);
  }

  private int change(String sql, Backfill backfill, List<String> ids) {
    return jdbc.sql(
            sql.formatted(ITS_OWN + " AND state IN ('QUEUED', 'BLOCKED') AND " + NOT_IN_HAND))
        .param("backfill", backfill.id())
        .param("ids", ids)
        .update();
  }

  /** Whether any of its rows still moves by itself. */
  boolean moving(Backfill backfill) {
    return any(backfill, SyncState.QUEUED)
        || any(backfill, SyncState.SENDING)
        || any(backfill, SyncState.BLOCKED);
  }

  private boolean any(Backfill backfill, SyncState state) {
    return !jdbc.sql(
            """
            SELECT id FROM invoice_sync WHERE backfill_id = ? AND state = ?
            FETCH FIRST 1 ROWS ONLY""")
        .params(backfill.id(), state.name())
        .query(String.class)
        .list()
        .isEmpty();
  }

  /** The back-fill that asked for this row last. */
  Optional<String> backfillOf(String syncId) {
    return jdbc.sql("SELECT backfill_id FROM invoice_sync WHERE id = ? AND backfill_id IS NOT NULL")
        .param(syncId)
        .query(String.class)
        .optional();
  }

  /** Reads as many entries of an index as it has rows. */
  BackfillCounts count(Backfill backfill) {
    Map<SyncState, Long> counts = new EnumMap<>(SyncState.class);
    jdbc.sql(
            "SELECT state, COUNT(*) AS number FROM invoice_sync WHERE backfill_id = ? GROUP BY state")
        .param(backfill.id())
        .query(
            rs -> {
              counts.put(SyncState.valueOf(rs.getString("state")), rs.getLong("number"));
            });
    return BackfillCounts.of(counts);
  }

  private OffsetDateTime now() {
    return utc(clock.instant());
  }

  private static OffsetDateTime utc(Instant instant) {
    return instant.atOffset(ZoneOffset.UTC);
  }
}
