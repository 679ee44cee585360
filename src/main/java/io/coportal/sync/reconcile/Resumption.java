package io.coportal.sync.reconcile;

import io.coportal.sync.connection.Connection;
import io.coportal.sync.connection.ConnectionRestored;
import io.coportal.sync.connection.LiveConnections;
import io.coportal.sync.ledger.References;
import java.time.Clock;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Map;
import org.springframework.context.event.EventListener;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;

/** Sets going again what stood still for a cause that has just been mended. */
@Component
public class Resumption {
  private final JdbcClient jdbc;
  private final LiveConnections connections;
  private final FrozenRequests requests;
  private final References references;
  private final Lanes lanes;
  private final Clock clock;

  Resumption(
      JdbcClient jdbc,
      LiveConnections connections,
      FrozenRequests requests,
      References references,
      Lanes lanes,
      Clock clock) {
    this.jdbc = jdbc;
    this.connections = connections;
    this.requests = requests;
    this.references = references;
    this.lanes = lanes;
    this.clock = clock;
  }

  /** A consent is alive again. What waits for a limit goes on waiting: it is the same ledger. */
  @EventListener
  void resume(ConnectionRestored restored) {
    String connection = restored.connectionId();
    // A worker that still holds the old consent may not write any more: its refusal is old news.
    jdbc.sql(
            """
            UPDATE connection SET lane_epoch = lane_epoch + 1,
              blocked_until = CASE WHEN blocked_reason IN (?, ?) THEN NULL ELSE blocked_until END
            WHERE id = ?""")
        .params(Waits.UNREACHABLE.code(), LaneRunner.FAULT, connection)
        .update();
    List<String> inDoubt = openRequests(connection);
    setGoing(connection, "state = 'BLOCKED' AND due_at IS NULL");
    inDoubt.forEach(this::onceSettled);
    parkPaused(connection);
  }

  /** Of the rows that wait for the connection. */
  private List<String> openRequests(String connectionId) {
    return jdbc.sql(
            """
            SELECT DISTINCT open_request_id FROM invoice_sync
            WHERE connection_id = ? AND state = 'BLOCKED' AND due_at IS NULL
              AND open_request_id IS NOT NULL""")
        .param(connectionId)
        .query(String.class)
        .list();
  }

  /** The ledger may still be at work on it. */
  private void onceSettled(String requestId) {
    Instant from = requests.settledFrom(requestId);
    if (from.isAfter(clock.instant())) {
      jdbc.sql("UPDATE invoice_sync SET due_at = ? WHERE open_request_id = ?")
          .params(from.atOffset(ZoneOffset.UTC), requestId)
          .update();
    }
  }

  private void parkPaused(String connectionId) {
    jdbc.sql(
            """
            UPDATE invoice_sync SET due_at = NULL
            WHERE connection_id = ? AND priority = ? AND due_at IS NOT NULL AND state = 'QUEUED'
              AND open_request_id IS NULL
              AND backfill_id IN (SELECT id FROM backfill WHERE state = 'PAUSED')""")
        .params(connectionId, SyncTrigger.BACKFILL.priority())
        .update();
  }

  /** The owner has saved settings: invoices that failed for want of a choice are due again. */
  public void choicesChanged(String workspaceId, String provider) {
    connections
        .active(workspaceId, provider)
        .ifPresent(
            connection -> {
              references.forget(connection);
              setGoing(connection.id(), "state = 'FAILED' AND error_class = 'FIX_MAPPING'");
            });
  }

  /** The owner has said which contact a client is: what stood still for that is due again. */
  void contactDecided(Connection connection, String clientId) {
    setGoing(
        connection.id(),
        """
        state = 'FAILED' AND error_code LIKE 'contact-%' AND open_request_id IS NULL
          AND invoice_id IN (SELECT invoice_id FROM invoice
            WHERE workspace_id = :workspace AND client_id = :client)""",
        Map.of("workspace", connection.workspaceId(), "client", clientId));
  }

  private void setGoing(String connectionId, String condition) {
    setGoing(connectionId, condition, Map.of());
  }

  private void setGoing(String connectionId, String condition, Map<String, String> values) {
    OffsetDateTime now = clock.instant().atOffset(ZoneOffset.UTC);
    jdbc.sql(
            """
            UPDATE invoice_sync SET state = 'QUEUED', due_at = :now, attempts = 0,
              error_class = NULL, error_code = NULL, error_message = NULL, error_cure = NULL, updated_at = :now
            WHERE connection_id = :connection AND %s"""
                .formatted(condition))
        .param("now", now)
        .param("connection", connectionId)
        .params(values)
        .update();
    lanes.wake(connectionId);
  }
}
