package io.coportal.sync.reconcile;

import static java.util.stream.Collectors.toMap;

import io.coportal.sync.ledger.ErrorClass;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Clock;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.util.Collection;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Repository;

/** Reads and finds the rows of {@code invoice_sync}. */
@Repository
class SyncRows {
  /**
   * A word to send it again begins a generation: not before the ledger has it, and not while
   * another one, or anything else of the row, is on its way.
   */
  static final String TAKES_A_REPUSH =
      "external_id IS NOT NULL AND open_request_id IS NULL AND repush_wanted = repush_done";

  /** Not what was last written and read, which nobody asks for here. */
  private static final String SELECT =
      """
      SELECT s.id, s.workspace_id, s.provider, s.organisation_id, s.invoice_id, s.connection_id,
        s.wanted_version, s.synced_version, s.state, s.due_at, s.priority, s.verify, s.intent_seq,
        s.open_request_id, s.alone, s.repush_wanted > s.repush_done AS repush, s.void_wanted, s.external_id, s.external_number, s.external_url,
        s.payload_hash, s.held_invoice, s.held_doubtful, s.totals_difference, s.last_synced_at, s.error_class, s.error_code,
        s.error_message, s.error_cure, s.attempts""";

  private static final String FROM = " FROM invoice_sync s ";

  private final JdbcClient jdbc;
  private final Clock clock;

  SyncRows(JdbcClient jdbc, Clock clock) {
    this.jdbc = jdbc;
    this.clock = clock;
  }

  SyncRow get(String id) {
    return jdbc.sql(SELECT + FROM + "WHERE s.id = ?").param(id).query(SyncRows::row).single();
  }

  /**
   * A row with what it wants.
   *
   * @param document CoPortal's invoice in the wanted version
   * @param arrived when that version had come from CoPortal
   * @param newestStatus of the newest version, as invoices carry it
   */
  record Wanted(SyncRow row, String document, Instant arrived, String newestStatus) {}

  /** These rows in any order, but for those whose wanted version is not stored. */
  List<Wanted> wanted(Collection<String> ids) {
    return jdbc.sql(
            SELECT
                + ", v.document, v.received_at, i.status AS newest_status"
                + FROM
                + """
                  JOIN invoice i ON i.workspace_id = s.workspace_id AND i.invoice_id = s.invoice_id
                  JOIN invoice_version v ON v.workspace_id = s.workspace_id
                    AND v.invoice_id = s.invoice_id AND v.version = s.wanted_version
                  WHERE s.id IN (:ids)""")
        .param("ids", ids)
        .query(
            (rs, n) ->
                new Wanted(
                    row(rs, n),
                    rs.getString("document"),
                    instant(rs, "received_at"),
                    rs.getString("newest_status")))
        .list();
  }

  /**
   * Holds the row for the rest of the running transaction: a trigger that raises the wanted version
   * comes before or after it, never in between.
   */
  SyncRow lock(String id) {
    return jdbc.sql(SELECT + FROM + "WHERE s.id = ? FOR UPDATE")
        .param(id)
        .query(SyncRows::row)
        .single();
  }

  /** The same for several rows, by their ids. */
  Map<String, SyncRow> lock(Collection<String> ids) {
    return ids.isEmpty()
        ? Map.of()
        : jdbc
            .sql(SELECT + FROM + "WHERE s.id IN (:ids) FOR UPDATE")
            .param("ids", ids)
            .query(SyncRows::row)
            .list()
            .stream()
            .collect(toMap(SyncRow::id, row -> row));
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
            SELECT
                + FROM
                + """
                  WHERE s.workspace_id = ? AND s.provider = ? AND s.organisation_id = ?
                    AND s.invoice_id = ?""")
        .params(workspaceId, provider, organisationId, invoiceId)
        .query(SyncRows::row)
        .optional();
  }

  List<SyncRow> ofInvoice(String workspaceId, String invoiceId) {
    return jdbc.sql(
            SELECT
                + FROM
                + """
                  WHERE s.workspace_id = ? AND s.invoice_id = ?
                  ORDER BY s.provider, s.updated_at DESC""")
        .params(workspaceId, invoiceId)
        .query(SyncRows::row)
        .list();
  }

  /**
   * @param invoiceIds one or more
   */
  List<SyncRow> ofInvoices(String workspaceId, List<String> invoiceIds) {
    return jdbc.sql(
            SELECT
                + FROM
                + """
                  WHERE s.workspace_id = :workspace AND s.invoice_id IN (:invoices)
                  ORDER BY s.provider, s.updated_at DESC""")
        .param("workspace", workspaceId)
        .param("invoices", invoiceIds)
        .query(SyncRows::row)
        .list();
  }

  /**
   * Rows of one priority in this lane, the longest due first. H2 takes them from the head of an
   * index only by its whole order, and walks all that are not due unless it is told where to begin.
   *
   * @param until when they are due at the latest
   */
  List<SyncRow> due(String connectionId, int priority, Instant until, int most) {
    return jdbc.sql(
            SELECT
                + FROM
                + """
                  WHERE s.connection_id = ? AND s.priority = ? AND s.due_at <= ?
                    AND s.due_at >= TIMESTAMP WITH TIME ZONE '1970-01-01 00:00:00+00:00'
                  ORDER BY s.connection_id, s.priority, s.due_at FETCH FIRST ? ROWS ONLY""")
        .params(connectionId, priority, until.atOffset(ZoneOffset.UTC), most)
        .query(SyncRows::row)
        .list();
  }

  /** The rows that a request without a known outcome holds, in the order sent. */
  List<String> ofRequest(String requestId) {
    return jdbc.sql(
            """
            SELECT s.id FROM invoice_sync s
            JOIN provider_request_member m
              ON m.request_id = s.open_request_id AND m.invoice_sync_id = s.id
            WHERE s.open_request_id = ? ORDER BY m.position""")
        .param(requestId)
        .query(String.class)
        .list();
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

  /**
   * Connections with due rows that no task of their lane is about to serve.
   *
   * @param since only rows that have become due since then are looked at
   */
  List<String> connectionsWithForgottenRows(Instant since) {
    OffsetDateTime now = now();
    return jdbc.sql(
            """
            SELECT d.connection_id FROM (
              SELECT DISTINCT connection_id FROM invoice_sync WHERE due_at <= ? AND due_at > ?) AS d
            JOIN connection c ON c.id = d.connection_id
            WHERE (c.blocked_until IS NULL OR c.blocked_until <= ?)
              AND NOT EXISTS (
                SELECT 1 FROM scheduled_tasks t
                WHERE t.task_name = 'lane' AND t.task_instance = d.connection_id
                  AND (t.picked = TRUE OR t.execution_time <= ?))""")
        .params(now, since.atOffset(ZoneOffset.UTC), now, now)
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
        rs.getBoolean("alone"),
        rs.getBoolean("repush"),
        rs.getBoolean("void_wanted"),
        rs.getString("external_id"),
        rs.getString("external_number"),
        rs.getString("external_url"),
        rs.getString("payload_hash"),
        rs.getString("held_invoice"),
        rs.getBoolean("held_doubtful"),
        rs.getString("totals_difference"),
        instant(rs, "last_synced_at"),
        errorClass(rs),
        rs.getString("error_code"),
        rs.getString("error_message"),
        rs.getString("error_cure"),
        rs.getInt("attempts"));
  }
}
