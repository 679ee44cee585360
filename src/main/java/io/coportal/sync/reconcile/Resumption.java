package io.coportal.sync.reconcile;

import io.coportal.sync.connection.ConnectionRestored;
import io.coportal.sync.connection.LiveConnections;
import io.coportal.sync.ledger.References;
import java.time.Clock;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import org.springframework.context.event.EventListener;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;

/** Sets going again what stood still for a cause that has just been mended. */
@Component
public class Resumption {
  private final JdbcClient jdbc;
  private final LiveConnections connections;
  private final References references;
  private final Lanes lanes;
  private final Clock clock;

  Resumption(
      JdbcClient jdbc,
      LiveConnections connections,
      References references,
      Lanes lanes,
      Clock clock) {
    this.jdbc = jdbc;
    this.connections = connections;
    this.references = references;
    this.lanes = lanes;
    this.clock = clock;
  }

  /** A consent is alive again. */
  @EventListener
  void resume(ConnectionRestored restored) {
    // A worker that still holds the old consent may not write any more: its refusal is old news.
    jdbc.sql("UPDATE connection SET lane_epoch = lane_epoch + 1, blocked_until = NULL WHERE id = ?")
        .param(restored.connectionId())
        .update();
    setGoing(restored.connectionId(), "state = 'BLOCKED'");
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

  private void setGoing(String connectionId, String condition) {
    OffsetDateTime now = clock.instant().atOffset(ZoneOffset.UTC);
    jdbc.sql(
            """
            UPDATE invoice_sync SET state = 'QUEUED', due_at = :now, attempts = 0,
              error_class = NULL, error_code = NULL, error_message = NULL, error_cure = NULL, updated_at = :now
            WHERE connection_id = :connection AND %s"""
                .formatted(condition))
        .param("now", now)
        .param("connection", connectionId)
        .update();
    lanes.wake(connectionId);
  }
}
