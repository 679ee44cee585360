package io.coportal.sync.portal;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.coportal.sync.ledger.RetryAfter;
import io.coportal.sync.reconcile.RetrySettings;
import java.time.Clock;
import java.time.Duration;
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
  private static final int A_TICK = 200;
  private static final int LONGEST_TEXT = 500;

  /** What a call may take besides waiting for its answer: connecting, reading, a busy machine. */
  private static final Duration BESIDES = Duration.ofSeconds(20);

  private static final String KEY = "workspace_id = ? AND invoice_id = ? AND provider = ?";

  private final PortalSettings settings;
  private final RetrySettings retry;
  private final JdbcClient jdbc;
  private final ObjectMapper json;
  private final PortalMeters meters;
  private final Clock clock;

  SyncReports(
      PortalSettings settings,
      RetrySettings retry,
      JdbcClient jdbc,
      ObjectMapper json,
      PortalMeters meters,
      Clock clock) {
    this.settings = settings;
    this.retry = retry;
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
   */
  public record Claim(Key key, String id, long seq, int attempts, String outcome) {}

  /** The longest due first. */
  public List<Key> due() {
    return jdbc.sql(
            """
            SELECT workspace_id, invoice_id, provider FROM portal_report WHERE due_at <= ?
            ORDER BY due_at FETCH FIRST %d ROWS ONLY"""
                .formatted(A_TICK))
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
   * @return null: another instance has it, or has just told it
   */
  public Claim claim(Key key) {
    String id = UUID.randomUUID().toString();
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
                        row.getString("outcome")))
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
   * @throws PortalUnusable when CoPortal could not be told now; it is tried again by itself
   */
  public void record(Claim claim, JsonNode answer) {
    Integer status = answer.hasNonNull("status") ? answer.path("status").asInt() : null;
    if (told(status, answer)) {
      settle(claim, status, null, claim.seq());
      meters.reported("told");
    } else if (refused(status)) {
      LOG.warn(
          "CoPortal refused the result of invoice {} in {} with status {}; its answer is kept in"
              + " portal_report, only the next result is told again",
          claim.key().invoiceId(),
          claim.key().provider(),
          status);
      settle(claim, status, beginning(answer), null);
      meters.reported("refused");
    } else {
      later(claim, status, answer);
      meters.reported("postponed");
      throw status == null
          ? new PortalUnusable("CoPortal did not answer")
          : PortalUnusable.status(status, "coportal.portal.report");
    }
  }

  /** A page of something in between, with a status of success, is no answer of CoPortal's. */
  private static boolean told(Integer status, JsonNode answer) {
    return status != null && status >= 200 && status < 300 && !answer.hasNonNull("text");
  }

  /** CoPortal does not want this result. 401 speaks of our key: it is mended for all at once. */
  private static boolean refused(Integer status) {
    return status != null
        && status >= 400
        && status < 500
        && status != 401
        && status != 408
        && status != 429;
  }

  /** This outcome is over; one that came meanwhile is due at once. */
  private void settle(Claim claim, Integer status, String text, Long told) {
    jdbc.sql(
            """
            UPDATE portal_report SET claim = NULL, attempts = 0, last_status = ?, last_answered = ?,
              told_seq = CASE WHEN ? THEN ? ELSE told_seq END,
              due_at = CASE WHEN seq = ? THEN NULL ELSE ? END,
              untold_since = CASE WHEN seq = ? THEN NULL ELSE ? END, updated_at = ?
            WHERE claim = ?""")
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
            claim.id())
        .update();
  }

  private void later(Claim claim, Integer status, JsonNode answer) {
    Duration wait = retry.delay(claim.attempts() - 1);
    Duration asked =
        RetryAfter.parse(answer.path("headers").path("retry-after").asText(""), clock.instant())
            .orElse(Duration.ZERO);
    jdbc.sql(
            """
            UPDATE portal_report SET claim = NULL, last_status = ?, last_answered = ?, due_at = ?,
              updated_at = ? WHERE claim = ?""")
        .params(
            status,
            beginning(answer),
            now().plus(wait.compareTo(asked) > 0 ? wait : asked),
            now(),
            claim.id())
        .update();
  }

  private static String beginning(JsonNode answer) {
    String text =
        answer.hasNonNull("json") ? answer.get("json").toString() : answer.path("text").asText("");
    String shown = text.replaceAll("\\p{C}", " ");
    return shown.substring(0, Math.min(shown.length(), LONGEST_TEXT));
  }

  private OffsetDateTime now() {
    return clock.instant().atOffset(ZoneOffset.UTC);
  }
}
