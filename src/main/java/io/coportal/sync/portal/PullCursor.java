package io.coportal.sync.portal;

import java.time.Clock;
import java.time.ZoneOffset;
import java.util.Objects;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Repository;

/** How far CoPortal's changes were stored, in CoPortal's own words. */
@Repository
class PullCursor {
  private final JdbcClient jdbc;
  private final Clock clock;

  PullCursor(JdbcClient jdbc, Clock clock) {
    this.jdbc = jdbc;
    this.clock = clock;
  }

  /** Null: nothing was stored so far. */
  String position() {
    return read("SELECT position FROM portal_cursor WHERE feed = 'invoices'");
  }

  /**
   * Holds the cursor for the rest of the running transaction.
   *
   * @return whether it still stands there
   */
  boolean holdAt(String position) {
    return Objects.equals(
        position, read("SELECT position FROM portal_cursor WHERE feed = 'invoices' FOR UPDATE"));
  }

  void moveTo(String position) {
    jdbc.sql("UPDATE portal_cursor SET position = ?, moved_at = ? WHERE feed = 'invoices'")
        .params(position, clock.instant().atOffset(ZoneOffset.UTC))
        .update();
  }

  /** Back to before the first page. */
  void rewind() {
    jdbc.sql("UPDATE portal_cursor SET position = NULL, moved_at = ? WHERE feed = 'invoices'")
        .param(clock.instant().atOffset(ZoneOffset.UTC))
        .update();
  }

  private String read(String sql) {
    return jdbc.sql(sql)
        .query((row, n) -> java.util.Optional.ofNullable(row.getString(1)))
        .single()
        .orElse(null);
  }
}
