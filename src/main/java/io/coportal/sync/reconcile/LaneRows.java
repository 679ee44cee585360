package io.coportal.sync.reconcile;

import io.coportal.sync.reconcile.LaneTurn.Lane;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Collectors;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Repository;

/** What a lane has to know before it looks at its rows. */
@Repository
class LaneRows {
  /** A free worker has taken a due lane long before. */
  private static final Duration PATIENCE = Duration.ofMillis(1500);

  /** The head of the lane's index for each priority, as one row. */
  private static final String OUTLOOK =
      SyncTrigger.priorities().stream()
          .map(
              priority ->
                  """
                  (SELECT s.due_at FROM invoice_sync s
                    WHERE s.connection_id = :lane AND s.priority = %d
                      AND s.due_at >= TIMESTAMP WITH TIME ZONE '1970-01-01 00:00:00+00:00'
                    ORDER BY s.connection_id, s.priority, s.due_at
                    FETCH FIRST 1 ROWS ONLY) AS due_%d"""
                      .formatted(priority, priority))
          .collect(
              Collectors.joining(
                  ", ",
                  "SELECT c.provider, c.blocked_until, ",
                  " FROM connection c WHERE c.id = :lane"));

  private final JdbcClient jdbc;
  private final Clock clock;

  LaneRows(JdbcClient jdbc, Clock clock) {
    this.jdbc = jdbc;
    this.clock = clock;
  }

  /**
   * What is to come in a lane.
   *
   * @param blockedUntil until when a limit of the ledger keeps it waiting, perhaps in the past;
   *     null: it never did
   * @param earliest when the first row of each priority is due that has any to serve
   */
  record Outlook(Lane lane, Instant blockedUntil, Map<Integer, Instant> earliest) {
    boolean isBlocked(Instant now) {
      return blockedUntil != null && now.isBefore(blockedUntil);
    }

    boolean isDue(int priority, Instant now) {
      return earliest.containsKey(priority) && !earliest.get(priority).isAfter(now);
    }
  }

  /** In one statement: it is asked between any two requests. */
  Outlook outlook(String connectionId) {
    return jdbc.sql(OUTLOOK)
        .param("lane", connectionId)
        .query(
            (rs, n) -> {
              Map<Integer, Instant> earliest = new TreeMap<>();
              for (int priority : SyncTrigger.priorities()) {
                Instant due = SyncRows.instant(rs, "due_" + priority);
                if (due != null) {
                  earliest.put(priority, due);
                }
              }
              return new Outlook(
                  new Lane(connectionId, rs.getString("provider")),
                  SyncRows.instant(rs, "blocked_until"),
                  earliest);
            })
        .single();
  }

  /** Whether another lane has been due for a while and no worker was free for it. */
  boolean lanesWaiting() {
    return jdbc.sql(
                """
                SELECT COUNT(*) FROM (
                  SELECT 1 AS waiting FROM scheduled_tasks
                  WHERE task_name = 'lane' AND picked = FALSE AND execution_time <= ?
                  FETCH FIRST 1 ROWS ONLY) AS lane""")
            .param(clock.instant().minus(PATIENCE).atOffset(ZoneOffset.UTC))
            .query(Integer.class)
            .single()
        > 0;
  }
}
