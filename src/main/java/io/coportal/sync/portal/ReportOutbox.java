package io.coportal.sync.portal;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.coportal.sync.invoice.RacingInsert;
import io.coportal.sync.reconcile.OutcomeRecorded;
import io.coportal.sync.reconcile.SyncViews;
import java.time.Clock;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.context.event.EventListener;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;
import org.springframework.transaction.PlatformTransactionManager;
import org.springframework.transaction.TransactionDefinition;
import org.springframework.transaction.support.TransactionTemplate;

/**
 * Keeps what CoPortal has to be told, in the transaction that records the outcome: one entry for
 * each invoice and ledger, as CoPortal shows it, with the newest outcome. An older one that was not
 * told yet is replaced, so it can never come after.
 */
@Component
class ReportOutbox {
  private static final Logger LOG = LoggerFactory.getLogger(ReportOutbox.class);

  private final PortalSettings settings;
  private final SyncViews views;
  private final JdbcClient jdbc;
  private final ObjectMapper json;
  private final Clock clock;
  private final RacingInsert insert;
  private final TransactionTemplate savepoint;

  ReportOutbox(
      PortalSettings settings,
      SyncViews views,
      JdbcClient jdbc,
      ObjectMapper json,
      Clock clock,
      PlatformTransactionManager transactions) {
    this.settings = settings;
    this.views = views;
    this.jdbc = jdbc;
    this.json = json;
    this.clock = clock;
    this.insert = new RacingInsert(transactions);
    this.savepoint = new TransactionTemplate(transactions);
    this.savepoint.setPropagationBehavior(TransactionDefinition.PROPAGATION_NESTED);
  }

  /** Waits and tries are not told: only where an invoice has come to stand. */
  @EventListener
  void keep(OutcomeRecorded recorded) {
    if (!settings.connected() || !recorded.outcome().settled()) {
      return;
    }
    try {
      savepoint.executeWithoutResult(
          status -> keep(recorded, SyncOutcome.of(recorded, views.of(recorded.syncId()))));
    } catch (RuntimeException fault) {
      // What happened in the ledger has happened, whatever CoPortal hears of it.
      LOG.error("The outcome of invoice {} is not told to CoPortal", recorded.invoiceId(), fault);
    }
  }

  private void keep(OutcomeRecorded recorded, SyncOutcome outcome) {
    String text = text(outcome);
    if (replace(recorded, text) || known(recorded)) {
      return;
    }
    if (!insert.wins(() -> insert(recorded, text))) {
      replace(recorded, text);
    }
  }

  /**
   * An entry that waits after a failure, or is just being told, keeps its time. An outcome that
   * CoPortal knows is no news; one that it refused is told again.
   */
  private boolean replace(OutcomeRecorded recorded, String outcome) {
    return jdbc.sql(
                """
            UPDATE portal_report SET seq = CASE WHEN seq < ? THEN ? ELSE seq + 1 END, outcome = ?,
              priority = (SELECT priority FROM invoice_sync WHERE id = ?),
              due_at = CASE WHEN attempts = 0 THEN ? ELSE due_at END,
              untold_since = COALESCE(untold_since, ?), updated_at = ?
            WHERE workspace_id = ? AND invoice_id = ? AND provider = ?
              AND (outcome <> ? OR (due_at IS NULL AND (told_seq IS NULL OR told_seq < seq)))""")
            .params(
                firstSequence(),
                firstSequence(),
                outcome,
                recorded.syncId(),
                now(),
                now(),
                now(),
                recorded.workspaceId(),
                recorded.invoiceId(),
                recorded.provider(),
                outcome)
            .update()
        > 0;
  }

  private boolean known(OutcomeRecorded recorded) {
    return jdbc.sql(
                """
            SELECT COUNT(*) FROM portal_report
            WHERE workspace_id = ? AND invoice_id = ? AND provider = ?""")
            .params(recorded.workspaceId(), recorded.invoiceId(), recorded.provider())
            .query(Integer.class)
            .single()
        > 0;
  }

  private void insert(OutcomeRecorded recorded, String outcome) {
    jdbc.sql(
            """
            INSERT INTO portal_report
              (workspace_id, invoice_id, provider, seq, priority, outcome, due_at, untold_since,
               attempts, updated_at)
            VALUES (?, ?, ?, ?, (SELECT priority FROM invoice_sync WHERE id = ?), ?, ?, ?, 0, ?)""")
        .params(
            recorded.workspaceId(),
            recorded.invoiceId(),
            recorded.provider(),
            firstSequence(),
            recorded.syncId(),
            outcome,
            now(),
            now(),
            now())
        .update();
  }

  /** Higher than what an earlier database, or one put back from a backup, has told CoPortal. */
  private long firstSequence() {
    return clock.millis();
  }

  private String text(SyncOutcome outcome) {
    try {
      return json.writeValueAsString(outcome);
    } catch (JsonProcessingException e) {
      throw new IllegalStateException("An outcome cannot be written", e);
    }
  }

  private OffsetDateTime now() {
    return clock.instant().atOffset(ZoneOffset.UTC);
  }
}
