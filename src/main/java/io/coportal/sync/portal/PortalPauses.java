package io.coportal.sync.portal;

import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.util.Objects;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;
import org.springframework.transaction.annotation.Transactional;

/**
 * While CoPortal is away or asks for patience, no instance asks it: one waiting time for each
 * direction, which doubles with each failure in a row. Only changes are logged.
 */
@Component("portalPauses")
public class PortalPauses {
  /** Changed invoices come in. */
  static final String PULL = "pull";

  /** Results go out. */
  static final String REPORT = "report";

  private static final Logger LOG = LoggerFactory.getLogger(PortalPauses.class);
  private static final Duration FIRST = Duration.ofSeconds(1);
  private static final int MOST_DOUBLINGS = 20;
  private static final int LONGEST_REASON = 1_000;

  private final PortalSettings settings;
  private final JdbcClient jdbc;
  private final Clock clock;

  PortalPauses(PortalSettings settings, JdbcClient jdbc, Clock clock) {
    this.settings = settings;
    this.jdbc = jdbc;
    this.clock = clock;
  }

  private record Pause(int failures, Instant failedAt, Instant until, String reason) {}

  /** Whether CoPortal may be asked now. */
  public boolean mayAsk(String direction) {
    return count(
            "SELECT COUNT(*) FROM portal_pause WHERE direction = ? AND paused_until > ?",
            direction,
            now())
        == 0;
  }

  /** Whether the last call has failed: then one call shows whether CoPortal is back. */
  boolean failing(String direction) {
    return count(
            "SELECT COUNT(*) FROM portal_pause WHERE direction = ? AND failures > ?", direction, 0)
        > 0;
  }

  /**
   * @param begun when the call went out: calls that fail side by side are one failure
   */
  @Transactional
  public void failed(String direction, Instant begun, PortalUnusable why) {
    Pause pause = held(direction);
    boolean counted = pause.failedAt() != null && pause.failedAt().isAfter(begun);
    int failures = counted ? pause.failures() : pause.failures() + 1;
    Duration wait = longer(backoff(failures), why.asked());
    Instant until = clock.instant().plus(wait);
    String reason = shortened(why.getMessage());
    jdbc.sql(
            """
            UPDATE portal_pause SET failures = ?, failed_at = ?, paused_until = ?, reason = ?
            WHERE direction = ?""")
        .params(
            failures,
            now(),
            utc(pause.until() != null && pause.until().isAfter(until) ? pause.until() : until),
            reason,
            direction)
        .update();
    if (!Objects.equals(reason, pause.reason())) {
      LOG.warn(
          "CoPortal ({}): {}; it is asked again in {} s, and then less and less often",
          direction,
          reason,
          wait.toSeconds());
    }
  }

  /**
   * @param begun when the call went out: it says nothing about a failure that came after
   */
  @Transactional
  public void worked(String direction, Instant begun) {
    int ended =
        jdbc.sql(
                """
            UPDATE portal_pause SET failures = 0, paused_until = NULL, reason = NULL
            WHERE direction = ? AND failures > 0 AND failed_at <= ?""")
            .params(direction, utc(begun))
            .update();
    if (ended > 0) {
      LOG.info("CoPortal ({}): it works again", direction);
    }
  }

  private Pause held(String direction) {
    return jdbc.sql(
            """
            SELECT failures, failed_at, paused_until, reason FROM portal_pause
            WHERE direction = ? FOR UPDATE""")
        .param(direction)
        .query(
            (row, n) ->
                new Pause(
                    row.getInt("failures"),
                    instant(row.getObject("failed_at", OffsetDateTime.class)),
                    instant(row.getObject("paused_until", OffsetDateTime.class)),
                    row.getString("reason")))
        .single();
  }

  private Duration backoff(int failures) {
    Duration doubled = FIRST.multipliedBy(1L << Math.min(failures - 1, MOST_DOUBLINGS));
    Duration longest = settings.longestPause();
    return doubled.compareTo(longest) > 0 ? longest : doubled;
  }

  private int count(String sql, Object... parameters) {
    return jdbc.sql(sql).params(parameters).query(Integer.class).single();
  }

  private static Duration longer(Duration one, Duration other) {
    return one.compareTo(other) > 0 ? one : other;
  }

  private static String shortened(String text) {
    return text.substring(0, Math.min(text.length(), LONGEST_REASON));
  }

  private static Instant instant(OffsetDateTime time) {
    return time == null ? null : time.toInstant();
  }

  private static OffsetDateTime utc(Instant instant) {
    return instant.atOffset(ZoneOffset.UTC);
  }

  private OffsetDateTime now() {
    return utc(clock.instant());
  }
}
