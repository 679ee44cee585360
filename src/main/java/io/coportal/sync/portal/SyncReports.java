package io.coportal.sync.portal;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.coportal.sync.reconcile.RetrySettings;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.util.List;
import java.util.UUID;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;

/** The steps of {@code routes/portal/report-sync.camel.yaml} that think. */
@Component("syncReports")
public class SyncReports {
  private static final Logger LOG = LoggerFactory.getLogger(SyncReports.class);

  /** Few enough that a click that comes meanwhile is not long in coming. */
  private static final int A_TICK = 100;

  private static final int LONGEST_TEXT = 500;

  /** What a call may take besides waiting for its answer: connecting, reading, a busy machine. */
  private static final Duration BESIDES = Duration.ofSeconds(20);

  private static final String KEY = "workspace_id = ? AND invoice_id = ? AND provider = ?";

  static final String SETTLE =
      """
      UPDATE portal_report SET claim = NULL, attempts = 0, last_status = ?, last_answered = ?,
        told_seq = CASE WHEN ? THEN ? ELSE told_seq END,
        due_at = CASE WHEN seq = ? THEN NULL ELSE ? END,
        untold_since = CASE WHEN seq = ? THEN NULL ELSE ? END, updated_at = ?
      WHERE workspace_id = ? AND invoice_id = ? AND provider = ? AND claim = ?""";

  static final String LATER =
      """
      UPDATE portal_report SET claim = NULL, last_status = ?, last_answered = ?, due_at = ?,
        updated_at = ?
      WHERE workspace_id = ? AND invoice_id = ? AND provider = ? AND claim = ?""";

  private final PortalSettings settings;
  private final RetrySettings retry;
  private final PortalAnswers answers;
  private final PortalPauses pauses;
  private final JdbcClient jdbc;
  private final ObjectMapper json;
  private final PortalMeters meters;
  private final Clock clock;

  SyncReports(
      PortalSettings settings,
      RetrySettings retry,
      PortalAnswers answers,
      PortalPauses pauses,
      JdbcClient jdbc,
      ObjectMapper json,
      PortalMeters meters,
      Clock clock) {
    this.settings = settings;
    this.retry = retry;
    this.answers = answers;
    this.pauses = pauses;
    this.jdbc = jdbc;
    this.json = json;
    this.meters = meters;
    this.clock = clock;
  }

  /** Which invoice in which ledger. */
  public record Key(String workspaceId, String invoiceId, String provider) {}

  /**
   * The right to tell one outcome, until the entry is due again.
   *
   * @param seq which outcome of the entry
   * @param attempts with this one, in a row without an answer that settles it
   * @param begun when it was claimed
   */
  public record Claim(Key key, String id, long seq, int attempts, String outcome, Instant begun) {}

  /**
   * What a person waits for first, then the longest due. None while CoPortal is left alone; a
   * single one as long as it has not shown that it is back.
   */
  public List<Key> due() {
    if (!pauses.mayAsk(PortalPauses.REPORT)) {
      return List.of();
    }
    return jdbc.sql(
            """
            SELECT workspace_id, invoice_id, provider FROM portal_report WHERE due_at <= ?
            ORDER BY priority, due_at FETCH FIRST %d ROWS ONLY"""
                .formatted(pauses.failing(PortalPauses.REPORT) ? 1 : A_TICK))
        .param(now())
        .query(
            (row, n) ->
                new Key(
                    row.getString("workspace_id"),
                    row.getString("invoice_id"),
                    row.getString("provider")))
        .list();
  }

  /**
   * Claims what is newest now. No other call for this entry begins before this one has ended, or
   * could no longer be alive.
   *
   * @return null: another instance has it, or has just told it, or CoPortal is left alone
   */
  public Claim claim(Key key) {
    if (!pauses.mayAsk(PortalPauses.REPORT)) {
      return null;
    }
    String id = UUID.randomUUID().toString();
    Instant begun = clock.instant();
    OffsetDateTime givenUp =
        now().plus(Duration.ofMillis(settings.responseTimeoutMs()).plus(BESIDES));
    int claimed =
        jdbc.sql(
                "UPDATE portal_report SET claim = ?, attempts = attempts + 1, due_at = ?,"
                    + " updated_at = ? WHERE "
                    + KEY
                    + " AND due_at <= ?")
            .params(id, givenUp, now(), key.workspaceId(), key.invoiceId(), key.provider(), now())
            .update();
    return claimed == 0
        ? null
        : jdbc.sql("SELECT seq, attempts, outcome FROM portal_report WHERE " + KEY)
            .params(key.workspaceId(), key.invoiceId(), key.provider())
            .query(
                (row, n) ->
                    new Claim(
                        key,
                        id,
                        row.getLong("seq"),
                        row.getInt("attempts"),
                        row.getString("outcome"),
                        begun))
            .single();
  }

  /** What the mapping takes: {@code routes/shared/sync-report.schema.json}. */
  public JsonNode report(Claim claim) throws JsonProcessingException {
    Key key = claim.key();
    ObjectNode report = json.createObjectNode();
    report.put(
        "path",
        settings
            .report()
            .path()
            .replace("{workspace}", key.workspaceId())
            .replace("{invoice}", key.invoiceId())
            .replace("{provider}", key.provider()));
    report.put("sequence", claim.seq());
    report.set("outcome", json.readTree(claim.outcome()));
    return report;
  }

  /**
   * Records CoPortal's answer. A worker whose claim has passed to another changes nothing.
   *
   * @param answer of {@code ask-portal}
   */
  public void record(Claim claim, JsonNode answer) {
    Integer status = answer.hasNonNull("status") ? answer.path("status").asInt() : null;
    String text = PortalAnswers.beginning(answer, LONGEST_TEXT);
    if (answers.isTaken(answer)) {
      settle(claim, status, null, claim.seq());
      pauses.worked(PortalPauses.REPORT, claim.begun());
      meters.reported("told");
    } else if (answers.isRefusal(answer)) {
      LOG.warn(
          "CoPortal refused the result of {} with status {}; its answer is kept in portal_report,"
              + " only the next result is told again",
          claim.key(),
          status);
      settle(claim, status, text, null);
      pauses.worked(PortalPauses.REPORT, claim.begun());
      meters.reported("refused");
    } else {
      PortalUnusable why = answers.unusable(answer);
      later(claim, status, text, why.asked());
      pauses.failed(PortalPauses.REPORT, claim.begun(), why);
      meters.reported("postponed");
    }
  }

  /** The fault is ours, and this entry's alone: no call was made, or its answer cannot be read. */
  public void failed(Claim claim, Exception fault) {
    if (claim.attempts() == 1) {
      LOG.warn("The result of {} cannot be told; it is tried again", claim.key(), fault);
    }
    String reason = String.valueOf(fault.getMessage());
    later(claim, null, reason.substring(0, Math.min(reason.length(), LONGEST_TEXT)), Duration.ZERO);
  }

  /** This outcome is over; one that came meanwhile is due at once. */
  private void settle(Claim claim, Integer status, String text, Long told) {
    jdbc.sql(SETTLE)
        .params(
            status,
            text,
            told != null,
            told == null ? claim.seq() : told,
            claim.seq(),
            now(),
            claim.seq(),
            now(),
            now(),
            claim.key().workspaceId(),
            claim.key().invoiceId(),
            claim.key().provider(),
            claim.id())
        .update();
  }

  private void later(Claim claim, Integer status, String text, Duration asked) {
    Duration wait = retry.delay(claim.attempts() - 1);
    jdbc.sql(LATER)
        .params(
            status,
            text,
            now().plus(wait.compareTo(asked) > 0 ? wait : asked),
            now(),
            claim.key().workspaceId(),
            claim.key().invoiceId(),
            claim.key().provider(),
            claim.id())
        .update();
  }

  private OffsetDateTime now() {
    return clock.instant().atOffset(ZoneOffset.UTC);
  }
}
