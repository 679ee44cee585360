package io.coportal.sync.crash;

import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.HashMap;
import java.util.Map;
import java.util.Set;

/** What the application says of its invoices, read past it. */
final class SoakRows {
  private static final Set<String> MOVING = Set.of("QUEUED", "SENDING", "BLOCKED");

  private final SoakDatabase database;

  SoakRows(SoakDatabase database) {
    this.database = database;
  }

  /**
   * @param syncedVersion 0 before the first
   * @param cause null for none
   */
  record Row(String state, int syncedVersion, String externalId, String cause, String message) {
    /** Nothing more happens by itself, and a person is told why. */
    boolean standsStill() {
      return !moves() && !state.equals("SYNCED") && cause != null;
    }

    /** Whether it has an outcome for that version. */
    boolean reaches(int version) {
      return syncedVersion >= version || standsStill();
    }

    boolean moves() {
      return MOVING.contains(state);
    }
  }

  static String key(Wish wish) {
    return wish.ledger().name() + " " + wish.invoiceId();
  }

  /**
   * By ledger and invoice.
   *
   * @throws SQLException while the database is away
   */
  Map<String, Row> read() throws SQLException {
    Map<String, Row> rows = new HashMap<>();
    try (Connection connection = database.access().connect();
        Statement statement = connection.createStatement();
        ResultSet each =
            statement.executeQuery(
                """
                SELECT provider, invoice_id, state, synced_version, external_id, error_code,
                       error_message
                FROM invoice_sync""")) {
      while (each.next()) {
        rows.put(
            each.getString("provider") + " " + each.getString("invoice_id"),
            new Row(
                each.getString("state"),
                each.getInt("synced_version"),
                each.getString("external_id"),
                each.getString("error_code"),
                each.getString("error_message")));
      }
    }
    return rows;
  }
}
