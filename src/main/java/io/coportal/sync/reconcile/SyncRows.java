package io.coportal.sync.reconcile;

import io.coportal.sync.ledger.ErrorClass;
import java.sql.ResultSet;
import java.sql.SQLException;
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

/** Reads and finds the rows of {@code invoice_sync}. */
@Repository
class SyncRows {
  private final JdbcClient jdbc;
  private final Clock clock;

  SyncRows(JdbcClient jdbc, Clock clock) {
    this.jdbc = jdbc;
    this.clock = clock;
  }

  SyncRow get(String id) {
    return jdbc.sql("SELECT * FROM invoice_sync WHERE id = ?")
        .param(id)
        .query(SyncRows::row)
        .single();
  }

  /**
   * Holds the row for the rest of the running transaction: a trigger that raises the wanted version
   * comes before or after it, never in between.
   */
  SyncRow lock(String id) {
    return jdbc.sql("SELECT * FROM invoice_sync WHERE id = ? FOR UPDATE")
        .param(id)
        .query(SyncRows::row)
        .single();
  }

  /** Whether another invoice of CoPortal is already linked to this one of the ledger. */
  boolean heldByAnother(SyncRow row, String externalId) {
    return jdbc.sql(
                """
            SELECT COUNT(*) FROM invoice_sync
            WHERE workspace_id = ? AND provider = ? AND organisation_id = ? AND external_id = ?
              AND id <> ?""")
            .params(row.workspaceId(), row.provider(), row.organisationId(), externalId, row.id())
            .query(Integer.class)
            .single()
        > 0;
  }

  Optional<SyncRow> find(
      String workspaceId, String provider, String organisationId, String invoiceId) {
    return jdbc.sql(
            """
            SELECT * FROM invoice_sync
            WHERE workspace_id = ? AND provider = ? AND organisation_id = ? AND invoice_id = ?""")
        .params(workspaceId, provider, organisationId, invoiceId)
        .query(SyncRows::row)
        .optional();
  }

  List<SyncRow> ofInvoice(String workspaceId, String invoiceId) {
    return jdbc.sql(
            """
            SELECT * FROM invoice_sync WHERE workspace_id = ? AND invoice_id = ?
            ORDER BY provider, updated_at DESC""")
        .params(workspaceId, invoiceId)
        .query(SyncRows::row)
        .list();
  }

  /** The row whose turn it is in this lane: a waiting person first, then the longest due. */
  Optional<SyncRow> nextDue(String connectionId) {
    return jdbc.sql(
            """
            SELECT * FROM invoice_sync WHERE connection_id = ? AND due_at <= ?
            ORDER BY priority, due_at FETCH FIRST 1 ROWS ONLY""")
        .params(connectionId, now())
        .query(SyncRows::row)
        .optional();
  }

  Optional<Instant> earliestDue(String connectionId) {
    return jdbc.sql("SELECT MIN(due_at) AS due_at FROM invoice_sync WHERE connection_id = ?")
        .param(connectionId)
        .query((rs, n) -> Optional.ofNullable(instant(rs, "due_at")))
        .single();
  }

  /** Since when the row that is due longest has been due, in any lane. */
  Optional<Instant> oldestDue() {
    return jdbc.sql(
            """
            SELECT due_at FROM invoice_sync WHERE due_at <= ?
            ORDER BY due_at FETCH FIRST 1 ROWS ONLY""")
        .param(now())
        .query((rs, n) -> instant(rs, "due_at"))
        .optional();
  }

  /** How many rows there are of each state; a state without rows is left out. */
  Map<SyncState, Long> byState() {
    Map<SyncState, Long> counts = new EnumMap<>(SyncState.class);
    jdbc.sql("SELECT state, COUNT(*) AS number FROM invoice_sync GROUP BY state")
        .query(
            rs -> {
              counts.put(SyncState.valueOf(rs.getString("state")), rs.getLong("number"));
            });
    return counts;
  }

  /** Until when a limit of the ledger keeps this lane waiting, perhaps in the past. */
  Optional<Instant> blockedUntil(String connectionId) {
    return jdbc.sql("SELECT blocked_until FROM connection WHERE id = ?")
        .param(connectionId)
        .query((rs, n) -> Optional.ofNullable(instant(rs, "blocked_until")))
        .single();
  }

  /** Connections with due rows that no task of this lane is about to serve. */
  List<String> connectionsWithForgottenRows() {
    OffsetDateTime now = now();
    return jdbc.sql(
            """
            SELECT DISTINCT s.connection_id FROM invoice_sync s
            JOIN connection c ON c.id = s.connection_id
            WHERE s.due_at <= ? AND (c.blocked_until IS NULL OR c.blocked_until <= ?)
              AND NOT EXISTS (
                SELECT 1 FROM scheduled_tasks t
                WHERE t.task_name = 'lane' AND t.task_instance = s.connection_id
                  AND (t.picked = TRUE OR t.execution_time <= ?))""")
        .params(now, now, now)
        .query(String.class)
        .list();
  }

  private OffsetDateTime now() {
    return clock.instant().atOffset(ZoneOffset.UTC);
  }

  static Instant instant(ResultSet rs, String column) throws SQLException {
    OffsetDateTime value = rs.getObject(column, OffsetDateTime.class);
    return value == null ? null : value.toInstant();
  }

  private static ErrorClass errorClass(ResultSet rs) throws SQLException {
    String name = rs.getString("error_class");
    return name == null ? null : ErrorClass.valueOf(name);
  }

  private static SyncRow row(ResultSet rs, int number) throws SQLException {
    return new SyncRow(
        rs.getString("id"),
        rs.getString("workspace_id"),
        rs.getString("provider"),
        rs.getString("organisation_id"),
        rs.getString("invoice_id"),
        rs.getString("connection_id"),
        rs.getLong("wanted_version"),
        rs.getObject("synced_version", Long.class),
        SyncState.valueOf(rs.getString("state")),
        instant(rs, "due_at"),
        rs.getInt("priority"),
        rs.getBoolean("verify"),
        rs.getLong("intent_seq"),
        rs.getString("open_request_id"),
        rs.getString("external_id"),
        rs.getString("external_number"),
        rs.getString("external_url"),
        rs.getString("payload_hash"),
        rs.getString("held_invoice"),
        instant(rs, "last_synced_at"),
        errorClass(rs),
        rs.getString("error_code"),
        rs.getString("error_message"),
        rs.getString("error_cure"),
        rs.getInt("attempts"));
  }
}
