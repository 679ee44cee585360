package io.coportal.sync.reconcile;

import com.fasterxml.jackson.databind.ObjectMapper;
import io.coportal.sync.ledger.HeldInvoice;
import io.coportal.sync.ledger.LedgerRuleBook;
import io.coportal.sync.ledger.Refusal;
import io.coportal.sync.reconcile.FrozenRequests.Member;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.util.UUID;
import org.springframework.context.ApplicationEventPublisher;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Repository;

/** Writes what came of a row, and its history. Callers hold the lane. */
@Repository
class RowOutcomes {
  private final JdbcClient jdbc;
  private final ObjectMapper json;
  private final LedgerRuleBook ruleBook;
  private final ApplicationEventPublisher events;
  private final Clock clock;

  RowOutcomes(
      JdbcClient jdbc,
      ObjectMapper json,
      LedgerRuleBook ruleBook,
      ApplicationEventPublisher events,
      Clock clock) {
    this.jdbc = jdbc;
    this.json = json;
    this.ruleBook = ruleBook;
    this.events = events;
    this.clock = clock;
  }

  /** Where an attempt belongs in the history. */
  record Attempt(String requestId, Integer httpStatus, String correlationId) {
    static final Attempt WITHOUT_A_CALL = new Attempt(null, null, null);
  }

  /**
   * The ledger holds this version. A newer one that arrived meanwhile is due at once.
   *
   * @return false, and nothing is recorded, when another invoice is linked to the ledger's already
   */
  boolean inLedger(SyncRow row, Member member, HeldInvoice held, Attempt attempt) {
    Refusal difference = Differences.find(member.prepared(), held);
    boolean same = difference == null;
    boolean newest = row.wantedVersion() <= member.version();
    SyncState state = same ? SyncState.SYNCED : SyncState.DIFFERENT;
    int recorded =
        jdbc.sql(
                """
            UPDATE invoice_sync SET synced_version = ?, external_id = ?, external_number = ?,
              external_url = ?, external_version = ?, held_invoice = ?, ledger_totals = ?, last_written = ?,
              payload_hash = ?, last_synced_at = ?, open_request_id = NULL, alone = FALSE, attempts = 0,
              verify = CASE WHEN ? THEN FALSE ELSE verify END, repush_done = repush_wanted,
              state = ?, due_at = ?,
              error_class = ?, error_code = ?, error_message = ?, error_cure = ?, updated_at = ?
            WHERE id = ? AND NOT EXISTS (SELECT 1 FROM invoice_sync o WHERE o.external_id = ?
              AND o.workspace_id = invoice_sync.workspace_id AND o.provider = invoice_sync.provider
              AND o.organisation_id = invoice_sync.organisation_id AND o.id <> invoice_sync.id)""")
            .params(
                member.version(),
                held.externalId(),
                held.number(),
                url(row, held),
                held.version(),
                json.valueToTree(held).toString(),
                json.valueToTree(held.totals()).toString(),
                json.valueToTree(member.prepared()).toString(),
                member.contentHash(),
                now(),
                newest,
                newest ? state.name() : SyncState.QUEUED.name(),
                newest ? null : now(),
                same ? null : difference.errorClass().name(),
                same ? null : difference.code(),
                same ? null : difference.message(),
                same ? null : difference.cure(),
                now(),
                row.id(),
                held.externalId())
            .update();
    if (recorded > 0) {
      history(row, member.version(), state, null, attempt);
      publish(row, member.version(), state, difference);
    }
    return recorded > 0;
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
    history(row, version, SyncState.SYNCED, null, Attempt.WITHOUT_A_CALL);
    publish(row, version, SyncState.SYNCED, null);
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
    history(row, version, state, refusal, attempt);
    publish(row, version, state, refusal);
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
    history(row, row.wantedVersion(), state, refusal, attempt);
    publish(row, row.wantedVersion(), state, refusal);
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
              held_invoice = NULL, attempts = ? WHERE id = ?""")
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
    history(row, row.wantedVersion(), SyncState.BLOCKED, refusal, attempt);
    publish(row, row.wantedVersion(), SyncState.BLOCKED, refusal);
  }

  /**
   * The open request is over and a new intent may start. What the ledger holds is not what we last
   * knew for sure, so nothing counts as unchanged.
   */
  void startAfresh(SyncRow row, Duration wait) {
    jdbc.sql(
            """
            UPDATE invoice_sync SET state = 'QUEUED', due_at = ?, open_request_id = NULL,
              payload_hash = NULL, held_invoice = NULL, error_code = NULL, error_message = NULL,
              error_cure = NULL, updated_at = ?
            WHERE id = ?""")
        .params(utc(clock.instant().plus(wait)), now(), row.id())
        .update();
  }

  /** An invoice of ours with an older content: its id is kept, and an update follows. */
  void adopt(SyncRow row, HeldInvoice held) {
    jdbc.sql(
            """
            UPDATE invoice_sync SET external_id = ?, external_number = ?, external_url = ? WHERE id = ?""")
        .params(held.externalId(), held.number(), url(row, held), row.id())
        .update();
    startAfresh(row, Duration.ZERO);
  }

  private void history(
      SyncRow row, long version, SyncState outcome, Refusal refusal, Attempt attempt) {
    jdbc.sql("INSERT INTO sync_attempt VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?)")
        .params(
            UUID.randomUUID().toString(),
            row.id(),
            attempt.requestId(),
            now(),
            version,
            outcome.name(),
            refusal == null ? null : refusal.code(),
            refusal == null ? null : refusal.message(),
            attempt.httpStatus(),
            attempt.correlationId())
        .update();
  }

  private void publish(SyncRow row, long version, SyncState outcome, Refusal cause) {
    events.publishEvent(
        new OutcomeRecorded(
            row.id(),
            row.workspaceId(),
            row.invoiceId(),
            row.provider(),
            version,
            outcome,
            cause == null ? null : cause.errorClass(),
            cause == null ? null : cause.code()));
  }

  private String url(SyncRow row, HeldInvoice held) {
    String template = ruleBook.of(row.provider()).invoiceUrl();
    return template
        .replace("{organisation}", row.organisationId())
        .replace("{id}", held.externalId());
  }

  private OffsetDateTime now() {
    return utc(clock.instant());
  }

  private static OffsetDateTime utc(Instant instant) {
    return instant.atOffset(ZoneOffset.UTC);
  }
}
