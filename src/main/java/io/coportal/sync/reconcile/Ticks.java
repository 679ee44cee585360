package io.coportal.sync.reconcile;

import java.time.Instant;
import java.time.ZoneOffset;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;

/** Lets one instance do what is due by a timetable that all instances share. */
@Component("ticks")
public class Ticks {
  private final JdbcClient jdbc;

  Ticks(JdbcClient jdbc) {
    this.jdbc = jdbc;
  }

  /**
   * @param name a row of the table {@code tick}
   * @param due the moment by the timetable, in milliseconds since 1970, the same on each instance
   *     whatever its clock says
   * @return whether this instance is the first to ask for it
   */
  public boolean mine(String name, long due) {
    var moment = Instant.ofEpochMilli(due).atOffset(ZoneOffset.UTC);
    return jdbc.sql("UPDATE tick SET last_at = ? WHERE name = ? AND last_at < ?")
            .params(moment, name, moment)
            .update()
        == 1;
  }
}
