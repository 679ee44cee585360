package io.coportal.sync.bench;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import java.util.Map;
import java.util.TreeMap;

/**
 * The rows of the application's work, beside the application: many are made due in one statement,
 * so that the lane finds all of them at once.
 */
final class Rows implements AutoCloseable {
  private static final Duration LOOK = Duration.ofMillis(250);

  private final BenchDatabase database;
  private final Connection connection;

  Rows(BenchDatabase database) {
    this.database = database;
    try {
      this.connection = database.connect();
    } catch (SQLException refused) {
      throw new IllegalStateException(refused);
    }
  }

  /** Every stored version of a story becomes the wanted one, due at this moment. */
  void want(Books books, String ledger, String story) {
    String newer =
        "UPDATE invoice_sync SET wanted_version = (SELECT version FROM invoice i"
            + " WHERE i.workspace_id = invoice_sync.workspace_id"
            + " AND i.invoice_id = invoice_sync.invoice_id), state = 'QUEUED',"
            + " due_at = CURRENT_TIMESTAMP WHERE workspace_id = ? AND provider = ?"
            + " AND invoice_id LIKE ?";
    if (update(newer, books.workspace(), ledger, story + "-%") == 0) {
      update(
          """
          INSERT INTO invoice_sync (id, workspace_id, provider, organisation_id, invoice_id,
            connection_id, wanted_version, state, due_at, priority, verify, intent_seq, attempts,
            created_at, updated_at)
          SELECT %s, i.workspace_id, c.provider, c.organisation_id, i.invoice_id, c.id, i.version,
            'QUEUED', CURRENT_TIMESTAMP, 5, FALSE, 0, 0, CURRENT_TIMESTAMP, CURRENT_TIMESTAMP
          FROM invoice i JOIN connection c ON c.workspace_id = i.workspace_id AND c.provider = ?
          WHERE i.workspace_id = ? AND i.invoice_id LIKE ?"""
              .formatted(randomId()),
          ledger,
          books.workspace(),
          story + "-%");
    }
  }

  private String randomId() {
    return database.kind() == BenchDatabase.Kind.H2
        ? "CAST(RANDOM_UUID() AS VARCHAR(36))"
        : "gen_random_uuid()::text";
  }

  /** How many rows of a story are where. */
  Map<String, Integer> states(Books books, String ledger, String story) {
    Map<String, Integer> states = new TreeMap<>();
    try (PreparedStatement query =
        connection.prepareStatement(
            "SELECT CASE WHEN due_at IS NULL THEN state ELSE 'DUE' END AS place, COUNT(*)"
                + " FROM invoice_sync WHERE workspace_id = ? AND provider = ?"
                + " AND invoice_id LIKE ? GROUP BY"
                + " CASE WHEN due_at IS NULL THEN state ELSE 'DUE' END")) {
      query.setString(1, books.workspace());
      query.setString(2, ledger);
      query.setString(3, story + "-%");
      ResultSet found = query.executeQuery();
      while (found.next()) {
        states.put(found.getString(1), found.getInt(2));
      }
      return states;
    } catch (SQLException refused) {
      throw new IllegalStateException(refused);
    }
  }

  /** Waits until all of a story are in the ledger; anything else ends the benchmark. */
  void awaitSynced(Books books, String ledger, String story, int howMany, Duration limit) {
    await(story + " in " + ledger)
        .atMost(limit)
        .pollInterval(LOOK)
        .until(() -> !states(books, ledger, story).containsKey("DUE"));
    assertThat(states(books, ledger, story)).isEqualTo(Map.of("SYNCED", howMany));
  }

  int update(String sql, Object... parameters) {
    try (PreparedStatement update = connection.prepareStatement(sql)) {
      for (int n = 0; n < parameters.length; n++) {
        update.setObject(n + 1, parameters[n]);
      }
      return update.executeUpdate();
    } catch (SQLException refused) {
      throw new IllegalStateException(sql, refused);
    }
  }

  void execute(String sql) {
    try (Statement statement = connection.createStatement()) {
      statement.execute(sql);
    } catch (SQLException refused) {
      throw new IllegalStateException(sql, refused);
    }
  }

  @Override
  public void close() {
    try {
      connection.close();
    } catch (SQLException stopping) {
      throw new IllegalStateException(stopping);
    }
  }
}
