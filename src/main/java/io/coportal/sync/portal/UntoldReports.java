package io.coportal.sync.portal;

import java.time.Instant;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.util.Optional;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Repository;

/** Entries of the outbox that CoPortal does not know. */
@Repository
class UntoldReports {
  /** Found by the index: entries that are told have no due time. */
  private static final String UNTOLD = "FROM portal_report WHERE due_at >= ?";

  private static final OffsetDateTime ANY_TIME = Instant.EPOCH.atOffset(ZoneOffset.UTC);

  private final JdbcClient jdbc;

  UntoldReports(JdbcClient jdbc) {
    this.jdbc = jdbc;
  }

  long count() {
    return jdbc.sql("SELECT COUNT(*) " + UNTOLD).param(ANY_TIME).query(Long.class).single();
  }

  /** Since when the oldest waits. */
  Optional<Instant> oldest() {
    return jdbc.sql("SELECT MIN(untold_since) AS since " + UNTOLD)
        .param(ANY_TIME)
        .query(
            (row, n) ->
                Optional.ofNullable(row.getObject("since", OffsetDateTime.class))
                    .map(OffsetDateTime::toInstant))
        .single();
  }
}
