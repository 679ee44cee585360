package io.coportal.sync.reconcile;

import java.time.Instant;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Repository;

/** Keeps a lane waiting. */
@Repository
class LaneBlocks {
  private final JdbcClient jdbc;

  LaneBlocks(JdbcClient jdbc) {
    this.jdbc = jdbc;
  }

  /**
   * Never shortens a wait: several calls of a lane may be refused beside each other.
   *
   * @param reason code of the refusal
   */
  void block(String connectionId, Instant until, String reason) {
    OffsetDateTime end = until.atOffset(ZoneOffset.UTC);
    jdbc.sql(
            """
            UPDATE connection SET blocked_until = ?, blocked_reason = ?
            WHERE id = ? AND (blocked_until IS NULL OR blocked_until < ?)""")
        .params(end, reason, connectionId, end)
        .update();
  }
}
