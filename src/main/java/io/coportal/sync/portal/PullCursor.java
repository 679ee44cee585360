package io.coportal.sync.portal;

import java.time.Clock;
import java.time.ZoneOffset;
import java.util.Objects;
import java.util.Optional;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Repository;

/** How far CoPortal's changes were stored, in CoPortal's own words. */
@Repository
class PullCursor {
  private static final String PLACE = "SELECT position FROM portal_cursor WHERE feed = 'invoices'";

  private final JdbcClient jdbc;
  private final Clock clock;

  PullCursor(JdbcClient jdbc, Clock clock) {
    this.jdbc = jdbc;
    this.clock = clock;
  }

  /** Null: nothing was stored so far. */
  String position() {
    return read(PLACE);
  }

  /**
   * Holds the cursor for the rest of the running transaction.
   *
   * @return whether it still stands there
   */
  boolean holdAt(String position) {
    return Objects.equals(position, read(PLACE + " FOR UPDATE"));
  }

  void moveTo(String position) {
    jdbc.sql("UPDATE portal_cursor SET position = ?, moved_at = ? WHERE feed = 'invoices'")
        .params(position, clock.instant().atOffset(ZoneOffset.UTC))
        .update();
  }

  /** How many invoices to ask for; empty: as many as the settings say. */
  Optional<Integer> pageSize() {
    return jdbc.sql("SELECT page_size FROM portal_cursor WHERE feed = 'invoices'")
        .query((row, n) -> Optional.ofNullable(row.getObject("page_size", Integer.class)))
        .single();
  }

  /**
   * @param size null: as many as the settings say
   */
  void askFor(Integer size) {
    jdbc.sql("UPDATE portal_cursor SET page_size = ? WHERE feed = 'invoices'").param(size).update();
  }

  /** Back to before the first page. */
  void rewind() {
    jdbc.sql("UPDATE portal_cursor SET position = NULL, moved_at = ? WHERE feed = 'invoices'")
        .param(clock.instant().atOffset(ZoneOffset.UTC))
        .update();
  }

  private String read(String sql) {
    return jdbc.sql(sql)
        .query((row, n) -> Optional.ofNullable(row.getString("position")))
        .single()
        .orElse(null);
  }
}
