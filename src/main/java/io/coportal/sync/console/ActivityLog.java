package io.coportal.sync.console;

import io.coportal.sync.reconcile.SyncState;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Repository;

/** What was tried of late in a workspace and what came of it, and who did what. */
@Repository
class ActivityLog {
  static final int PAGE = 100;
  static final int HOURS = 24;

  /** Of a download. */
  private static final int MOST = 100_000;

  private static final int SHOWN_DEEDS = 50;

  private final JdbcClient db;
  private final Clock clock;

  ActivityLog(JdbcClient db, Clock clock) {
    this.db = db;
    this.clock = clock;
  }

  /**
   * @param ledger its short name; empty: all
   * @param outcome a state; null: all
   * @param days back from now, 1 to 90
   */
  record Filter(String ledger, SyncState outcome, int days) {
    static final int LONGEST = 90;

    Filter {
      ledger = ledger == null ? "" : ledger;
      days = Math.max(1, Math.min(days, LONGEST));
    }
  }

  /**
   * One try at an invoice.
   *
   * @param message why it did not go well; null where it did
   */
  record Try(
      Instant at,
      String provider,
      String invoiceId,
      String number,
      long version,
      SyncState outcome,
      String code,
      String message,
      Integer httpStatus,
      String correlationId) {}

  /** Something that somebody did on purpose. */
  record Deed(Instant at, String actor, String action, String subject, String detail) {}

  /** How many tries of an hour ended well, and how many stand still since. */
  record Hour(Instant begin, long well, long still) {
    public long all() {
      return well + still;
    }
  }

  /**
   * The newest first.
   *
   * @param before null: from now on back
   * @return one more than {@link #PAGE} where there are more
   */
  List<Try> tries(String workspaceId, Filter filter, Instant before) {
    return tries(workspaceId, filter, before, PAGE + 1);
  }

  /** All of them, for a download. */
  List<Try> allTries(String workspaceId, Filter filter) {
    return tries(workspaceId, filter, null, MOST);
  }

  private List<Try> tries(String workspaceId, Filter filter, Instant before, int most) {
    return db.sql(
            """
            SELECT a.at, s.provider, s.invoice_id, i.number, a.version, a.outcome, a.error_code,
              a.error_message, a.http_status, a.correlation_id
            FROM sync_attempt a
              JOIN invoice_sync s ON s.id = a.invoice_sync_id
              JOIN invoice i ON i.workspace_id = s.workspace_id AND i.invoice_id = s.invoice_id
            WHERE a.workspace_id = :workspace AND a.at >= :from AND a.at < :before
              AND (:ledger = '' OR s.provider = :ledger) AND (:outcome = '' OR a.outcome = :outcome)
            ORDER BY a.workspace_id DESC, a.at DESC FETCH FIRST :most ROWS ONLY
            """)
        .param("workspace", workspaceId)
        .param("from", utc(clock.instant().minus(Duration.ofDays(filter.days()))))
        .param("before", utc(before == null ? clock.instant().plusSeconds(1) : before))
        .param("ledger", filter.ledger())
        .param("outcome", filter.outcome() == null ? "" : filter.outcome().name())
        .param("most", most)
        .query(
            (row, n) ->
                new Try(
                    row.getObject("at", OffsetDateTime.class).toInstant(),
                    row.getString("provider"),
                    row.getString("invoice_id"),
                    row.getString("number"),
                    row.getLong("version"),
                    SyncState.valueOf(row.getString("outcome")),
                    row.getString("error_code"),
                    row.getString("error_message"),
                    row.getObject("http_status", Integer.class),
                    row.getString("correlation_id")))
        .list();
  }

  /** The newest first. */
  List<Deed> deeds(String workspaceId) {
    return db.sql(
            """
            SELECT at, actor, action, subject, detail FROM audit_event
            WHERE workspace_id = :workspace ORDER BY at DESC FETCH FIRST :most ROWS ONLY
            """)
        .param("workspace", workspaceId)
        .param("most", SHOWN_DEEDS)
        .query(
            (row, n) ->
                new Deed(
                    row.getObject("at", OffsetDateTime.class).toInstant(),
                    row.getString("actor"),
                    row.getString("action"),
                    row.getString("subject"),
                    row.getString("detail")))
        .list();
  }

  /** The last day, hour by hour, the oldest first. */
  List<Hour> hours(String workspaceId) {
    Instant first =
        clock.instant().truncatedTo(ChronoUnit.HOURS).minus(HOURS - 1L, ChronoUnit.HOURS);
    Map<Instant, Hour> counted = new HashMap<>();
    db.sql(
            """
            SELECT DATE_TRUNC('HOUR', a.at) AS begin_at,
              COUNT(CASE WHEN a.outcome IN ('SYNCED', 'VOIDED') THEN 1 END) AS well,
              COUNT(CASE WHEN a.outcome IN ('FAILED', 'DIFFERENT', 'BLOCKED', 'UNCERTAIN') THEN 1 END) AS still
            FROM sync_attempt a WHERE a.workspace_id = :workspace AND a.at >= :first
            GROUP BY DATE_TRUNC('HOUR', a.at)
            """)
        .param("workspace", workspaceId)
        .param("first", utc(first))
        .query(
            row -> {
              Instant begin =
                  row.getObject("begin_at", OffsetDateTime.class)
                      .toInstant()
                      .truncatedTo(ChronoUnit.HOURS);
              counted.put(begin, new Hour(begin, row.getLong("well"), row.getLong("still")));
            });
    List<Hour> hours = new ArrayList<>();
    for (int hour = 0; hour < HOURS; hour++) {
      Instant begin = first.plus(hour, ChronoUnit.HOURS);
      hours.add(counted.getOrDefault(begin, new Hour(begin, 0, 0)));
    }
    return hours;
  }

  private static OffsetDateTime utc(Instant instant) {
    return instant.atOffset(ZoneOffset.UTC);
  }
}
