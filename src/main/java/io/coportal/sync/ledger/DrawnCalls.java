package io.coportal.sync.ledger;

import java.time.Instant;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import org.springframework.dao.DuplicateKeyException;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Repository;
import org.springframework.transaction.PlatformTransactionManager;
import org.springframework.transaction.support.TransactionTemplate;

/** What all instances together have drawn of a limit, part of its time by part. */
@Repository
class DrawnCalls {
  private static final Instant LOCK = Instant.EPOCH;

  private final JdbcClient jdbc;
  private final TransactionTemplate transaction;

  DrawnCalls(JdbcClient jdbc, PlatformTransactionManager transactions) {
    this.jdbc = jdbc;
    transaction = new TransactionTemplate(transactions);
  }

  /** Once, before the first draw. Not in a transaction: another may be faster. */
  void prepare(String provider, String limit) {
    try {
      jdbc.sql(
              """
              INSERT INTO call_budget (provider, limit_name, part_start, drawn)
              SELECT ?, ?, ?, 0 WHERE NOT EXISTS (
                SELECT 1 FROM call_budget WHERE provider = ? AND limit_name = ? AND part_start = ?)""")
          .params(provider, limit, utc(LOCK), provider, limit, utc(LOCK))
          .update();
    } catch (DuplicateKeyException another) {
      // It was there first, which is all that was wanted.
    }
  }

  /**
   * @param part start of the part that the calls are for; they lapse with its end
   * @param since parts from here on count, this one included
   * @return how many may be made, 0 to {@code wanted}
   */
  int draw(String provider, String limit, int calls, Instant part, Instant since, int wanted) {
    return transaction.execute(
        status -> {
          lock(provider, limit);
          int given = Math.max(0, Math.min(wanted, calls - drawn(provider, limit, since)));
          if (given > 0) {
            add(provider, limit, part, given);
            forget(provider, limit, since);
          }
          return given;
        });
  }

  private void lock(String provider, String limit) {
    jdbc.sql(
            """
            SELECT drawn FROM call_budget WHERE provider = ? AND limit_name = ? AND part_start = ?
            FOR UPDATE""")
        .params(provider, limit, utc(LOCK))
        .query(Integer.class)
        .single();
  }

  private int drawn(String provider, String limit, Instant since) {
    return jdbc.sql(
            """
            SELECT COALESCE(SUM(drawn), 0) FROM call_budget
            WHERE provider = ? AND limit_name = ? AND part_start >= ?""")
        .params(provider, limit, utc(since))
        .query(Integer.class)
        .single();
  }

  private void forget(String provider, String limit, Instant since) {
    jdbc.sql(
            """
            DELETE FROM call_budget
            WHERE provider = ? AND limit_name = ? AND part_start > ? AND part_start < ?""")
        .params(provider, limit, utc(LOCK), utc(since))
        .update();
  }

  private void add(String provider, String limit, Instant part, int calls) {
    int known =
        jdbc.sql(
                """
                UPDATE call_budget SET drawn = drawn + ?
                WHERE provider = ? AND limit_name = ? AND part_start = ?""")
            .params(calls, provider, limit, utc(part))
            .update();
    if (known == 0) {
      jdbc.sql(
              """
              INSERT INTO call_budget (provider, limit_name, part_start, drawn)
              VALUES (?, ?, ?, ?)""")
          .params(provider, limit, utc(part), calls)
          .update();
    }
  }

  private static OffsetDateTime utc(Instant instant) {
    return instant.atOffset(ZoneOffset.UTC);
  }
}
