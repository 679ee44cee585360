package io.coportal.sync.ledger;

import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Duration;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import org.springframework.dao.DuplicateKeyException;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Repository;

/** What all instances know together of a ledger's health. Each method is one statement or two. */
@Repository
class ProviderHealth {
  private final JdbcClient jdbc;

  ProviderHealth(JdbcClient jdbc) {
    this.jdbc = jdbc;
  }

  /**
   * @param awaySince null: the ledger answers
   * @param probeAt while it is away: when one lane may try it
   * @param probeWait from the latest try to that one
   * @param limitedUntil end of a limit of the whole application; null: none was met
   */
  record State(Instant awaySince, Instant probeAt, Duration probeWait, Instant limitedUntil) {
    static final State WELL = new State(null, null, Duration.ZERO, null);

    boolean away() {
      return awaySince != null;
    }
  }

  State read(String provider) {
    return jdbc.sql("SELECT * FROM provider_health WHERE provider = ?")
        .param(provider)
        .query(
            (rs, n) ->
                new State(
                    instant(rs, "away_since"),
                    instant(rs, "probe_at"),
                    Duration.ofMillis(rs.getLong("probe_wait")),
                    instant(rs, "limited_until")))
        .optional()
        .orElse(State.WELL);
  }

  /** False: another instance has said so already. */
  boolean away(String provider, Instant now, Duration wait) {
    know(provider);
    return jdbc.sql(
                """
                UPDATE provider_health SET away_since = ?, probe_at = ?, probe_wait = ?
                WHERE provider = ? AND away_since IS NULL""")
            .params(utc(now), utc(now.plus(wait)), wait.toMillis(), provider)
            .update()
        == 1;
  }

  /** False: it was back already. */
  boolean back(String provider) {
    return jdbc.sql(
                """
                UPDATE provider_health SET away_since = NULL, probe_at = NULL, probe_wait = 0
                WHERE provider = ? AND away_since IS NOT NULL""")
            .param(provider)
            .update()
        == 1;
  }

  /**
   * True for one caller of all that ask when a try is due.
   *
   * @param until nobody else tries before, unless this one ends earlier
   */
  boolean mayProbe(String provider, Instant now, Instant until) {
    return jdbc.sql(
                """
                UPDATE provider_health SET probe_at = ?
                WHERE provider = ? AND away_since IS NOT NULL AND probe_at <= ?""")
            .params(utc(until), provider, utc(now))
            .update()
        == 1;
  }

  void probeFailed(String provider, Instant next, Duration wait) {
    jdbc.sql(
            """
            UPDATE provider_health SET probe_at = ?, probe_wait = ?
            WHERE provider = ? AND away_since IS NOT NULL""")
        .params(utc(next), wait.toMillis(), provider)
        .update();
  }

  void limited(String provider, Instant until) {
    know(provider);
    jdbc.sql(
            """
            UPDATE provider_health SET limited_until = ?
            WHERE provider = ? AND (limited_until IS NULL OR limited_until < ?)""")
        .params(utc(until), provider, utc(until))
        .update();
  }

  private void know(String provider) {
    try {
      jdbc.sql(
              """
              INSERT INTO provider_health (provider, probe_wait)
              SELECT ?, 0 WHERE NOT EXISTS (SELECT 1 FROM provider_health WHERE provider = ?)""")
          .params(provider, provider)
          .update();
    } catch (DuplicateKeyException another) {
      // It was there first, which is all that was wanted.
    }
  }

  private static Instant instant(ResultSet rs, String column) throws SQLException {
    OffsetDateTime value = rs.getObject(column, OffsetDateTime.class);
    return value == null ? null : value.toInstant();
  }

  private static OffsetDateTime utc(Instant instant) {
    return instant.atOffset(ZoneOffset.UTC);
  }
}
