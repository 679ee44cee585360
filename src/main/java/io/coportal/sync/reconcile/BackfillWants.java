package io.coportal.sync.reconcile;

import io.coportal.sync.connection.Connection;
import io.coportal.sync.reconcile.BackfillMatches.Match;
import java.time.Clock;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.util.List;
import java.util.UUID;
import org.springframework.jdbc.core.JdbcTemplate;
import org.springframework.stereotype.Repository;

/** Makes rows of {@code invoice_sync} of what a back-fill is about. Callers hold the lane. */
@Repository
class BackfillWants {
  private final JdbcTemplate batches;
  private final Clock clock;

  BackfillWants(JdbcTemplate batches, Clock clock) {
    this.batches = batches;
    this.clock = clock;
  }

  /** Wants these invoices' newest versions; the caller holds the invoices. None is due yet. */
  void ask(Backfill backfill, Connection connection, List<Match> matches) {
    batches.batchUpdate(
        """
        INSERT INTO invoice_sync (id, workspace_id, provider, organisation_id, invoice_id,
          connection_id, wanted_version, state, priority, verify, intent_seq, attempts,
          backfill_id, created_at, updated_at)
        VALUES (?, ?, ?, ?, ?, ?, ?, 'QUEUED', ?, FALSE, 0, 0, ?, ?, ?)""",
        matches.stream()
            .filter(match -> match.syncId() == null)
            .map(match -> inserted(backfill, connection, match))
            .toList());
    // What somebody else asked for stays due as it is.
    batches.batchUpdate(
        """
        UPDATE invoice_sync SET backfill_id = ?, backfill_wanted = wanted_version,
          backfill_fed = CASE WHEN due_at IS NULL THEN FALSE ELSE TRUE END,
          backfill_was = CASE WHEN due_at IS NULL AND open_request_id IS NULL THEN state END,
          priority = CASE WHEN due_at IS NULL AND open_request_id IS NULL THEN ? ELSE priority END,
          attempts = CASE WHEN due_at IS NULL AND open_request_id IS NULL THEN 0 ELSE attempts END,
          state = CASE WHEN due_at IS NULL AND open_request_id IS NULL THEN 'QUEUED' ELSE state END,
          due_at = CASE WHEN due_at IS NULL AND open_request_id IS NOT NULL THEN ? ELSE due_at END,
          wanted_version = CASE WHEN wanted_version < ? THEN ? ELSE wanted_version END,
          repush_wanted = CASE WHEN ? AND %s THEN repush_wanted + 1 ELSE repush_wanted END,
          connection_id = ?, void_wanted = FALSE, updated_at = ?
        WHERE id = ?"""
            .formatted(SyncRows.TAKES_A_REPUSH),
        matches.stream()
            .filter(match -> match.syncId() != null)
            .map(match -> raised(backfill, connection, match))
            .toList());
  }

  private Object[] inserted(Backfill backfill, Connection connection, Match match) {
    return new Object[] {
      UUID.randomUUID().toString(),
      connection.workspaceId(),
      connection.provider(),
      connection.organisationId(),
      match.invoiceId(),
      connection.id(),
      match.version(),
      SyncTrigger.BACKFILL.priority(),
      backfill.id(),
      now(),
      now()
    };
  }

  private Object[] raised(Backfill backfill, Connection connection, Match match) {
    return new Object[] {
      backfill.id(),
      SyncTrigger.BACKFILL.priority(),
      now(),
      match.version(),
      match.version(),
      backfill.filter().repush(),
      connection.id(),
      now(),
      match.syncId()
    };
  }

  private OffsetDateTime now() {
    return clock.instant().atOffset(ZoneOffset.UTC);
  }
}
