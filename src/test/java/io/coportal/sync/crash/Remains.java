package io.coportal.sync.crash;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.node.ObjectNode;
import io.coportal.sync.DatabaseUnderTest;
import io.coportal.sync.json.ExactJson;
import io.coportal.sync.simulator.coportal.Changes;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Duration;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.util.ArrayList;
import java.util.List;

/**
 * What a killed application left in its database file.
 *
 * @param cursor null before the first page was stored
 * @param rows an invoice in a ledger each
 */
record Remains(String cursor, List<Row> rows) {
  private static final String ROWS =
      """
      SELECT i.invoice_id, i.version, s.wanted_version, COALESCE(s.synced_version, 0), r.outcome,
        COALESCE(r.told_seq, 0) < r.seq, r.due_at
      FROM invoice i
      LEFT JOIN invoice_sync s ON s.workspace_id = i.workspace_id AND s.invoice_id = i.invoice_id
      LEFT JOIN portal_report r ON r.workspace_id = i.workspace_id
        AND r.invoice_id = i.invoice_id AND r.provider = s.provider""";

  /**
   * @param stored CoPortal's version as it was taken
   * @param wanted the version that the ledger shall hold
   * @param synced the version that it holds as far as we know; 0: none
   * @param outcome the version of which CoPortal was or will be told; 0: none
   * @param untold whether CoPortal has to be told yet
   * @param dueAt when it is told next; null: never
   */
  record Row(
      String invoice,
      long stored,
      long wanted,
      long synced,
      long outcome,
      boolean untold,
      Instant dueAt) {}

  static Remains of(DatabaseUnderTest left) {
    try (Connection database = left.connect();
        var statement = database.createStatement()) {
      try (var cursor = statement.executeQuery("SELECT position FROM portal_cursor")) {
        assertThat(cursor.next()).isTrue();
        String position = cursor.getString(1);
        return new Remains(position, rows(statement.executeQuery(ROWS)));
      }
    } catch (SQLException unreadable) {
      throw new IllegalStateException(unreadable);
    }
  }

  /** Stored for a ledger that has not got it. */
  long unpushed() {
    return rows.stream().filter(row -> row.synced < row.wanted).count();
  }

  /** In a ledger, and CoPortal does not know. */
  long untold() {
    return rows.stream().filter(Row::untold).count();
  }

  /** What the cursor has passed is stored and queued for every ledger, as it is or newer. */
  void expectCursorNotAhead(Changes coportal, int ledgers) {
    for (ObjectNode invoice : coportal.until(cursor)) {
      String id = invoice.path("id").asText();
      assertThat(rows.stream().filter(row -> row.invoice.equals(id)))
          .as("%s is behind the cursor %s", id, cursor)
          .hasSize(ledgers)
          .allMatch(row -> row.stored >= invoice.path("revision").asLong())
          .allMatch(row -> row.wanted == row.stored);
    }
  }

  /** What a ledger holds is told, or waits to be; and not longer than the longest wait allows. */
  void expectOutboxComplete(Duration longestWait) {
    Instant latest = Instant.now().plus(longestWait);
    assertThat(rows)
        .allMatch(row -> row.outcome >= row.synced)
        .allMatch(row -> row.untold == (row.dueAt != null))
        .allMatch(row -> row.dueAt == null || row.dueAt.isBefore(latest));
  }

  private static List<Row> rows(ResultSet found) throws SQLException {
    List<Row> rows = new ArrayList<>();
    while (found.next()) {
      OffsetDateTime due = found.getObject(7, OffsetDateTime.class);
      rows.add(
          new Row(
              found.getString(1),
              found.getLong(2),
              found.getLong(3),
              found.getLong(4),
              version(found.getString(5)),
              found.getBoolean(6),
              due == null ? null : due.toInstant()));
    }
    return rows;
  }

  private static long version(String outcome) {
    try {
      return outcome == null ? 0 : ExactJson.mapper().readTree(outcome).path("version").asLong();
    } catch (IOException notJson) {
      throw new UncheckedIOException(notJson);
    }
  }
}
