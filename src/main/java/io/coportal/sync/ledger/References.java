package io.coportal.sync.ledger;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.coportal.sync.connection.Connection;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;
import org.springframework.transaction.annotation.Transactional;

/**
 * The ledgers' reference data as last read: trusted for a while, read again when it has proved
 * stale.
 */
@Component("references")
public class References {
  private static final Duration DOUBTED_AFTER = Duration.ofMinutes(5);

  private final JdbcClient jdbc;
  private final ObjectMapper json;
  private final LedgerRuleBook rules;
  private final Clock clock;

  References(JdbcClient jdbc, ObjectMapper json, LedgerRuleBook rules, Clock clock) {
    this.jdbc = jdbc;
    this.json = json;
    this.rules = rules;
    this.clock = clock;
  }

  /** The cached data, or null when it has to be read. */
  public ReferenceData fresh(Connection connection) {
    Instant oldest = clock.instant().minus(rules.of(connection.provider()).referencesMaxAge());
    return jdbc.sql(
            """
            SELECT r.content, l.rounding FROM ledger_reference r
            LEFT JOIN learned_rounding l
              ON l.provider = r.provider AND l.organisation_id = r.organisation_id
            WHERE r.provider = ? AND r.organisation_id = ? AND r.read_at > ?""")
        .params(connection.provider(), connection.organisationId(), utc(oldest))
        .query((row, n) -> parse(row.getString(1)).rounded(rounding(row.getString(2))))
        .optional()
        .orElse(null);
  }

  /** Keeps what a {@code read-references} route answered. */
  @Transactional
  public ReferenceData store(Connection connection, JsonNode content) {
    forget(connection);
    jdbc.sql("INSERT INTO ledger_reference VALUES (?, ?, ?, ?)")
        .params(
            connection.provider(),
            connection.organisationId(),
            content.toString(),
            utc(clock.instant()))
        .update();
    return fresh(connection);
  }

  /**
   * What an invoice was refused for would meet the others as well; they are spared the call until
   * the data are read again.
   */
  public void close(Connection connection, Closed.Range range, Refusal refusal) {
    ReferenceData known = fresh(connection);
    if (known != null) {
      jdbc.sql("UPDATE ledger_reference SET content = ? WHERE provider = ? AND organisation_id = ?")
          .params(
              json.valueToTree(known.closed(new Closed(range, refusal))).toString(),
              connection.provider(),
              connection.organisationId())
          .update();
    }
  }

  /**
   * What the ledger holds has changed, or a choice was refused: read it again before the next use.
   */
  public void forget(Connection connection) {
    jdbc.sql("DELETE FROM ledger_reference WHERE provider = ? AND organisation_id = ?")
        .params(connection.provider(), connection.organisationId())
        .update();
  }

  /**
   * Something stands still by what the ledger was known to hold. Was that read a while ago, then it
   * may have been mended there since.
   *
   * @return whether it has to be read again
   */
  public boolean forgetAged(Connection connection) {
    return jdbc.sql(
                """
                DELETE FROM ledger_reference
                WHERE provider = ? AND organisation_id = ? AND read_at < ?""")
            .params(
                connection.provider(),
                connection.organisationId(),
                utc(clock.instant().minus(DOUBTED_AFTER)))
            .update()
        > 0;
  }

  private static Rounding rounding(String learned) {
    return learned == null ? null : Rounding.valueOf(learned);
  }

  private ReferenceData parse(String content) {
    try {
      return json.readValue(content, ReferenceData.class);
    } catch (JsonProcessingException e) {
      throw new IllegalStateException("The stored reference data cannot be read", e);
    }
  }

  private static OffsetDateTime utc(Instant instant) {
    return instant.atOffset(ZoneOffset.UTC);
  }
}
