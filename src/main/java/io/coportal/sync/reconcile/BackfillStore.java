package io.coportal.sync.reconcile;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.coportal.sync.connection.Connection;
import io.coportal.sync.invoice.InvoiceStatus;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.stream.Collectors;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Repository;

/** Reads and changes the rows of {@code backfill}. Whoever changes one holds its lane. */
@Repository
class BackfillStore {
  private final JdbcClient jdbc;
  private final ObjectMapper json;
  private final Clock clock;

  BackfillStore(JdbcClient jdbc, ObjectMapper json, Clock clock) {
    this.jdbc = jdbc;
    this.json = json;
    this.clock = clock;
  }

  void insert(String id, Connection connection, BackfillFilter filter, BackfillForecast forecast) {
    jdbc.sql(
            """
            INSERT INTO backfill (id, connection_id, workspace_id, provider, state, running_on,
              issued_from, issued_to, statuses, currency, only_unsynced, repush, forecast, all_asked, asked,
              taken_back, pace_since, pace_from, started_at, settled)
            VALUES (?, ?, ?, ?, 'RUNNING', ?, ?, ?, ?, ?, ?, ?, ?, FALSE, 0, 0, ?, 0, ?, FALSE)""")
        .params(
            id,
            connection.id(),
            connection.workspaceId(),
            connection.provider(),
            connection.id(),
            filter.from(),
            filter.to(),
            filter.statuses().stream().map(InvoiceStatus::json).collect(Collectors.joining(" ")),
            filter.currency(),
            filter.onlyUnsynced(),
            filter.repush(),
            json.valueToTree(forecast).toString(),
            now(),
            now())
        .update();
  }

  Optional<Backfill> find(String id) {
    return jdbc.sql("SELECT * FROM backfill WHERE id = ?").param(id).query(this::row).optional();
  }

  /** The one that holds this connection. */
  Optional<Backfill> runningOn(String connectionId) {
    return jdbc.sql("SELECT * FROM backfill WHERE running_on = ?")
        .param(connectionId)
        .query(this::row)
        .optional();
  }

  /** Those of which something still moves. */
  List<Backfill> unsettled() {
    return jdbc.sql("SELECT * FROM backfill WHERE settled = FALSE ORDER BY started_at")
        .query(this::row)
        .list();
  }

  /**
   * The newest first.
   *
   * @param before only those that started before this; null: all
   */
  List<Backfill> list(String workspaceId, String provider, Instant before, int most) {
    Instant bound = before == null ? clock.instant().plus(Duration.ofDays(1)) : before;
    return jdbc.sql(
            """
            SELECT * FROM backfill WHERE workspace_id = ? AND provider = ? AND started_at < ?
            ORDER BY started_at DESC FETCH FIRST %d ROWS ONLY"""
                .formatted(most))
        .params(workspaceId, provider, utc(bound))
        .query(this::row)
        .list();
  }

  /** So many more have become rows, up to this invoice. */
  void asked(Backfill backfill, int more, String cursor) {
    jdbc.sql("UPDATE backfill SET asked = asked + ?, cursor_at = ? WHERE id = ?")
        .params(more, cursor, backfill.id())
        .update();
  }

  void allAsked(Backfill backfill) {
    jdbc.sql("UPDATE backfill SET all_asked = TRUE WHERE id = ?").param(backfill.id()).update();
  }

  void pause(Backfill backfill, String invoiceId) {
    jdbc.sql("UPDATE backfill SET state = 'PAUSED', paused_by = ? WHERE id = ?")
        .params(invoiceId, backfill.id())
        .update();
  }

  /**
   * @param ready how many have an outcome now
   */
  void resume(Backfill backfill, long ready) {
    jdbc.sql(
            """
            UPDATE backfill SET state = 'RUNNING', paused_by = NULL, pace_since = ?, pace_from = ?
            WHERE id = ?""")
        .params(now(), ready, backfill.id())
        .update();
  }

  void cancel(Backfill backfill) {
    jdbc.sql("UPDATE backfill SET state = 'CANCELLED', ended_at = ? WHERE id = ?")
        .params(now(), backfill.id())
        .update();
  }

  void takenBack(Backfill backfill, int more) {
    jdbc.sql("UPDATE backfill SET taken_back = taken_back + ? WHERE id = ?")
        .params(more, backfill.id())
        .update();
  }

  /** Lets go of its connection: another one may start. */
  void release(Backfill backfill) {
    jdbc.sql("UPDATE backfill SET running_on = NULL WHERE id = ?").param(backfill.id()).update();
  }

  void done(Backfill backfill) {
    jdbc.sql("UPDATE backfill SET state = 'DONE', ended_at = ?, running_on = NULL WHERE id = ?")
        .params(now(), backfill.id())
        .update();
  }

  void settled(Backfill backfill, BackfillCounts last) {
    counted(backfill, last);
    jdbc.sql("UPDATE backfill SET settled = TRUE WHERE id = ?").param(backfill.id()).update();
  }

  /**
   * Whether it is this instance's turn to count: nobody has since {@code age} ago, and nobody else
   * will for as long.
   */
  boolean claimsCount(Backfill backfill, Duration age) {
    return jdbc.sql(
                """
                UPDATE backfill SET counted_at = ?
                WHERE id = ? AND (counted_at IS NULL OR counted_at <= ?)""")
            .params(now(), backfill.id(), utc(clock.instant().minus(age)))
            .update()
        == 1;
  }

  void counted(Backfill backfill, BackfillCounts counts) {
    jdbc.sql("UPDATE backfill SET counts = ?, counted_at = ? WHERE id = ?")
        .params(json.valueToTree(counts).toString(), now(), backfill.id())
        .update();
  }

  private Backfill row(ResultSet rs, int number) throws SQLException {
    return new Backfill(
        rs.getString("id"),
        rs.getString("connection_id"),
        rs.getString("workspace_id"),
        rs.getString("provider"),
        BackfillState.valueOf(rs.getString("state")),
        rs.getString("running_on") != null,
        filter(rs),
        read(rs.getString("forecast"), BackfillForecast.class),
        rs.getString("cursor_at"),
        rs.getBoolean("all_asked"),
        rs.getLong("asked"),
        rs.getLong("taken_back"),
        SyncRows.instant(rs, "pace_since"),
        rs.getLong("pace_from"),
        rs.getString("paused_by"),
        SyncRows.instant(rs, "started_at"),
        SyncRows.instant(rs, "ended_at"),
        read(rs.getString("counts"), BackfillCounts.class),
        rs.getBoolean("settled"));
  }

  private static BackfillFilter filter(ResultSet rs) throws SQLException {
    return new BackfillFilter(
        rs.getObject("issued_from", LocalDate.class),
        rs.getObject("issued_to", LocalDate.class),
        Arrays.stream(rs.getString("statuses").split(" "))
            .map(status -> InvoiceStatus.valueOf(status.toUpperCase(Locale.ROOT)))
            .toList(),
        rs.getString("currency"),
        rs.getBoolean("only_unsynced"),
        rs.getBoolean("repush"));
  }

  private <T> T read(String text, Class<T> type) {
    try {
      return text == null ? null : json.readValue(text, type);
    } catch (JsonProcessingException unreadable) {
      throw new IllegalStateException("What was stored of a back-fill is unreadable", unreadable);
    }
  }

  private OffsetDateTime now() {
    return utc(clock.instant());
  }

  private static OffsetDateTime utc(Instant instant) {
    return instant.atOffset(ZoneOffset.UTC);
  }
}
