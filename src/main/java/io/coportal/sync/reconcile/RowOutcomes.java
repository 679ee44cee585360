package io.coportal.sync.reconcile;

import io.coportal.sync.ledger.Refusal;
import io.coportal.sync.reconcile.SyncHistory.Attempt;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Repository;

/**
 * Writes what came of a row that is not newly in the ledger, and its history. Callers hold the
 * lane.
 */
@Repository
class RowOutcomes {
  private final JdbcClient jdbc;
  private final SyncHistory history;
  private final Clock clock;

  RowOutcomes(JdbcClient jdbc, SyncHistory history, Clock clock) {
    this.jdbc = jdbc;
    this.history = history;
    this.clock = clock;
  }

  /**
   * Nothing had to be written.
   *
   * @param confirmed whether the ledger itself was read, which counts as a sync
   * @param repush whether a word to send it again was known; one that came since is still to be
   *     done
   */
  void upToDate(SyncRow row, long version, boolean confirmed, boolean repush) {
    boolean newest = row.wantedVersion() <= version && (repush || !row.repush());
    jdbc.sql(
            """
            UPDATE invoice_sync SET synced_version = ?, verify = FALSE,
              repush_done = CASE WHEN ? THEN repush_wanted ELSE repush_done END,
              last_synced_at = CASE WHEN ? THEN ? ELSE last_synced_at END,
              alone = FALSE, attempts = 0, state = ?, due_at = ?, error_class = NULL, error_code = NULL, error_message = NULL,
              error_cure = NULL, updated_at = ?
            WHERE id = ?""")
        .params(
            version,
            repush,
            confirmed,
            now(),
            newest ? SyncState.SYNCED.name() : SyncState.QUEUED.name(),
            newest ? null : now(),
            now(),
            row.id())
        .update();
    history.add(row, version, SyncState.SYNCED, null, Attempt.WITHOUT_A_CALL);
  }

  /** Nothing of it may pass for unchanged later: it is not in the ledger any more. */
  void voided(SyncRow row, long version) {
    boolean newest = row.wantedVersion() <= version;
    jdbc.sql(
            """
            UPDATE invoice_sync SET synced_version = ?, payload_hash = NULL, verify = FALSE, void_wanted = FALSE,
              repush_done = repush_wanted, last_synced_at = ?, alone = FALSE, attempts = 0, state = ?, due_at = ?,
              error_class = NULL, error_code = NULL, error_message = NULL, error_cure = NULL, updated_at = ?
            WHERE id = ?""")
        .params(
            version,
            now(),
            newest ? SyncState.VOIDED.name() : SyncState.QUEUED.name(),
            newest ? null : now(),
            now(),
            row.id())
        .update();
    history.add(row, version, SyncState.VOIDED, null, Attempt.WITHOUT_A_CALL);
  }

  /**
   * Stands still with a cause and a cure; a newer version that arrived meanwhile is tried at once.
   * A refused re-push is over: the next click may find that all is well.
   */
  void standsStill(SyncRow row, long version, SyncState state, Refusal refusal, Attempt attempt) {
    boolean newest = row.wantedVersion() <= version;
    jdbc.sql(
            """
            UPDATE invoice_sync SET state = ?, due_at = ?, open_request_id = NULL,
              alone = FALSE, repush_done = repush_wanted, attempts = attempts + 1, error_class = ?, error_code = ?, error_message = ?, error_cure = ?,
              updated_at = ?
            WHERE id = ?""")
        .params(
            newest ? state.name() : SyncState.QUEUED.name(),
            newest ? null : now(),
            refusal.errorClass().name(),
            refusal.code(),
            refusal.message(),
            refusal.cure(),
            now(),
            row.id())
        .update();
    history.add(row, version, state, refusal, attempt);
  }

  /** The batch was refused as a whole: tried at once in a request of its own. */
  void alone(SyncRow row) {
    startAfresh(row, Duration.ZERO);
    jdbc.sql("UPDATE invoice_sync SET alone = TRUE WHERE id = ?").param(row.id()).update();
  }

  /** Tried again by itself after a while; an open request stays open. */
  void later(SyncRow row, SyncState state, Duration wait, Refusal refusal, Attempt attempt) {
    later(row, 1, state, wait, refusal, attempt);
  }

  /** The same, where waiting is all that happened: it does not count as a try. */
  void waits(SyncRow row, SyncState state, Duration wait, Refusal refusal, Attempt attempt) {
    later(row, 0, state, wait, refusal, attempt);
  }

  private void later(
      SyncRow row, int tries, SyncState state, Duration wait, Refusal refusal, Attempt attempt) {
    jdbc.sql(
            """
            UPDATE invoice_sync SET state = ?, due_at = ?, attempts = attempts + ?,
              error_class = ?, error_code = ?, error_message = ?, error_cure = ?, updated_at = ?
            WHERE id = ?""")
        .params(
            state.name(),
            utc(clock.instant().plus(wait)),
            tries,
            refusal.errorClass().name(),
            refusal.code(),
            refusal.message(),
            refusal.cure(),
            now(),
            row.id())
        .update();
    history.add(row, row.wantedVersion(), state, refusal, attempt);
  }

  /**
   * The request was refused and is over; a new intent follows after a while.
   *
   * @param tries how many have ended so in a row
   */
  void again(SyncRow row, int tries, Duration wait, Refusal refusal, Attempt attempt) {
    jdbc.sql(
            """
            UPDATE invoice_sync SET open_request_id = NULL, payload_hash = NULL,
              held_doubtful = TRUE, attempts = ? WHERE id = ?""")
        .params(tries - 1, row.id())
        .update();
    later(row, SyncState.QUEUED, wait, refusal, attempt);
  }

  /** Waits for the connection; {@code due_at} comes back when the connection does. */
  void blocked(SyncRow row, Refusal refusal, Attempt attempt) {
    jdbc.sql(
            """
            UPDATE invoice_sync SET state = 'BLOCKED', due_at = NULL, error_class = ?,
              error_code = ?, error_message = ?, error_cure = ?, updated_at = ?
            WHERE id = ?""")
        .params(
            refusal.errorClass().name(),
            refusal.code(),
            refusal.message(),
            refusal.cure(),
            now(),
            row.id())
        .update();
    history.add(row, row.wantedVersion(), SyncState.BLOCKED, refusal, attempt);
  }

  /**
   * The open request is over and a new intent may start. What the ledger holds is not what we last
   * knew for sure, so nothing counts as unchanged.
   */
  void startAfresh(SyncRow row, Duration wait) {
    jdbc.sql(
            """
            UPDATE invoice_sync SET state = 'QUEUED', due_at = ?, open_request_id = NULL,
              payload_hash = NULL, held_doubtful = TRUE, error_code = NULL, error_message = NULL,
              error_cure = NULL, updated_at = ?
            WHERE id = ?""")
        .params(utc(clock.instant().plus(wait)), now(), row.id())
        .update();
  }

  /** Whether the ledger's content is ours is unknown: nothing is compared with it any more. */
  void forgetHeld(SyncRow row) {
    jdbc.sql("UPDATE invoice_sync SET held_invoice = NULL WHERE id = ?").param(row.id()).update();
  }

  private OffsetDateTime now() {
    return utc(clock.instant());
  }

  private static OffsetDateTime utc(Instant instant) {
    return instant.atOffset(ZoneOffset.UTC);
  }
}
