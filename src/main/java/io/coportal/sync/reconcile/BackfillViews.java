package io.coportal.sync.reconcile;

import io.coportal.sync.reconcile.BackfillView.Cause;
import io.coportal.sync.reconcile.BackfillView.Pause;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;

/** What callers may see of back-fills. */
@Component
class BackfillViews {
  /** Up to here the rows are counted whenever somebody looks. */
  private static final int COUNTED_AT_ONCE = 5_000;

  private static final int LOOKED_AT_IN_A_STATE = 500;
  private static final int SHOWN_CAUSES = 10;

  private final JdbcClient jdbc;
  private final BackfillRows rows;
  private final Clock clock;

  BackfillViews(JdbcClient jdbc, BackfillRows rows, Clock clock) {
    this.jdbc = jdbc;
    this.rows = rows;
    this.clock = clock;
  }

  /** Whether counting its rows takes longer than anybody likes to wait. */
  static boolean isLarge(Backfill backfill) {
    return backfill.asked() > COUNTED_AT_ONCE;
  }

  BackfillCounts counts(Backfill backfill) {
    boolean stored = backfill.settled() || isLarge(backfill) && backfill.counts() != null;
    return stored ? backfill.counts() : rows.count(backfill);
  }

  BackfillView inList(Backfill backfill) {
    return view(backfill, null);
  }

  BackfillView whole(Backfill backfill) {
    return view(backfill, causes(backfill));
  }

  private BackfillView view(Backfill backfill, List<Cause> causes) {
    BackfillCounts counts = counts(backfill);
    return new BackfillView(
        backfill.id(),
        backfill.provider(),
        backfill.state(),
        backfill.filter(),
        backfill.forecast(),
        backfill.asked(),
        backfill.allAsked(),
        counts,
        backfill.takenBack(),
        backfill.startedAt(),
        backfill.endedAt(),
        backfill.state() == BackfillState.RUNNING ? expectedEnd(backfill, counts) : null,
        backfill.state() == BackfillState.PAUSED ? pause(backfill) : null,
        causes);
  }

  /** At the pace so far, or as it was forecast while there is none. */
  private Instant expectedEnd(Backfill backfill, BackfillCounts counts) {
    Instant now = clock.instant();
    long ready = counts.ready() - backfill.paceFrom();
    if (ready <= 0) {
      Duration forecast = Duration.between(backfill.startedAt(), backfill.forecast().expectedEnd());
      Instant end = backfill.paceSince().plus(forecast);
      return end.isAfter(now) ? end : null;
    }
    long notAsked =
        backfill.allAsked() ? 0 : Math.max(0, backfill.forecast().invoices() - backfill.asked());
    Duration soFar = Duration.between(backfill.paceSince(), now);
    return now.plus(soFar.multipliedBy(counts.moving() + notAsked).dividedBy(ready));
  }

  private static Pause pause(Backfill backfill) {
    return new Pause(
        backfill.pausedBy(),
        "Invoice %s stands in the ledger, but not as CoPortal has it. Nothing more is sent."
            .formatted(backfill.pausedBy()),
        "Look at its sync for what differs. Then resume the back-fill, or cancel it.");
  }

  private List<Cause> causes(Backfill backfill) {
    String some =
        Stream.of(SyncState.FAILED, SyncState.DIFFERENT, SyncState.UNCERTAIN, SyncState.BLOCKED)
            .map(BackfillViews::someOf)
            .collect(Collectors.joining(" UNION ALL "));
    return jdbc.sql(
            """
            SELECT error_code, COUNT(*) AS number, MAX(error_message) AS message,
              MAX(error_cure) AS cure
            FROM (%s) problem
            GROUP BY error_code ORDER BY COUNT(*) DESC, error_code FETCH FIRST %d ROWS ONLY"""
                .formatted(some, SHOWN_CAUSES))
        .param("backfill", backfill.id())
        .query(
            (rs, n) ->
                new Cause(
                    rs.getString("error_code"),
                    rs.getLong("number"),
                    rs.getString("message"),
                    rs.getString("cure")))
        .list();
  }

  private static String someOf(SyncState state) {
    return """
        (SELECT error_code, error_message, error_cure FROM invoice_sync
         WHERE backfill_id = :backfill AND state = '%s' AND error_code IS NOT NULL
         FETCH FIRST %d ROWS ONLY)"""
        .formatted(state, LOOKED_AT_IN_A_STATE);
  }
}
