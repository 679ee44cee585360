package io.coportal.sync.ledger;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.type.TypeReference;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.dao.DataAccessException;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;
import org.springframework.transaction.PlatformTransactionManager;
import org.springframework.transaction.TransactionException;
import org.springframework.transaction.support.TransactionSynchronization;
import org.springframework.transaction.support.TransactionSynchronizationManager;
import org.springframework.transaction.support.TransactionTemplate;

/**
 * Keeps a ledger's limits over the death of an instance, and when another one takes the lane: what
 * {@link ConnectionWindows} knows of a connection is written to its row, with a number of calls
 * that may follow unwritten.
 *
 * <p>No call of the lane leaves that is not written down or one of those: reads, look-ups and
 * repeats as well as writes. So whoever takes the lane next knows all of them, and at most that
 * number too many; it takes them for made at the latest moment at which they can have been. The
 * number is a sixth of the smallest limit of a minute or so, 10 at most, and lapses after 30 s: a
 * connection that has been idle for longer than that and its limits' time is known to be. A turn
 * that ends gives back what it has not used.
 *
 * <p>It costs a statement where the lane is taken, one at the end of the turn, and one for each
 * such number of calls between them.
 *
 * <p>Not kept: limits of more than an hour, whose calls only the ledger's own word tells after a
 * restart; calls outside of lanes on an instance that does not have the lane (a disconnect makes
 * one); and those that a worker makes which was frozen for longer than the 30 s and then replaced,
 * before its next step in the database ends it.
 */
@Component
public class RememberedCalls {
  private static final Logger LOG = LoggerFactory.getLogger(RememberedCalls.class);
  private static final TypeReference<Map<String, long[][]>> CALLS = new TypeReference<>() {};
  private static final Duration VALID = Duration.ofSeconds(30);

  private final ConnectionWindows windows;
  private final JdbcClient jdbc;
  private final TransactionTemplate transaction;
  private final ObjectMapper json;
  private final Clock clock;
  private final String instance = UUID.randomUUID().toString();

  RememberedCalls(
      ConnectionWindows windows,
      JdbcClient jdbc,
      PlatformTransactionManager transactions,
      ObjectMapper json,
      Clock clock) {
    this.windows = windows;
    this.jdbc = jdbc;
    this.transaction = new TransactionTemplate(transactions);
    this.json = json;
    this.clock = clock;
  }

  private record Kept(String provider, String by, Instant at, int ahead, String calls) {}

  /**
   * Joins the transaction that takes the lane for this instance.
   *
   * @return the lane's provider
   */
  public String laneTaken(String connectionId) {
    return transaction.execute(
        status -> {
          Kept kept = kept(connectionId).orElseThrow();
          if (kept.by() != null && !kept.by().equals(instance)) {
            recall(connectionId, kept);
          }
          write(connectionId, kept.provider(), windows.ahead(kept.provider()));
          return kept.provider();
        });
  }

  /** The turn is over, and none of its calls are still to come. */
  public void laneLeft(String connectionId) {
    try {
      writeIfOurs(connectionId, 0);
    } catch (DataAccessException | TransactionException noDatabase) {
      LOG.warn(
          "Lane {} keeps the calls that it has not made: {}", connectionId, noDatabase.toString());
    }
  }

  /**
   * To be asked once a call is counted and before it leaves.
   *
   * @throws DataAccessException or TransactionException when it cannot be written down
   */
  void beforeCall(String provider, String connectionId) {
    if (!windows.covered(provider, connectionId, clock.instant())) {
      writeIfOurs(connectionId, windows.ahead(provider));
    }
  }

  private void writeIfOurs(String connectionId, int ahead) {
    transaction.executeWithoutResult(
        status ->
            kept(connectionId)
                .filter(kept -> instance.equals(kept.by()))
                .ifPresent(kept -> write(connectionId, kept.provider(), ahead)));
  }

  /** Held until the transaction ends, so that notes are written in the order they are made in. */
  private Optional<Kept> kept(String connectionId) {
    return jdbc.sql(
            """
            SELECT provider, calls, calls_by, calls_at, calls_ahead FROM connection
            WHERE id = ? FOR UPDATE""")
        .param(connectionId)
        .query(RememberedCalls::row)
        .optional();
  }

  private static Kept row(ResultSet rs, int row) throws SQLException {
    OffsetDateTime at = rs.getObject("calls_at", OffsetDateTime.class);
    return new Kept(
        rs.getString("provider"),
        rs.getString("calls_by"),
        at == null ? Instant.EPOCH : at.toInstant(),
        rs.getInt("calls_ahead"),
        rs.getString("calls"));
  }

  private void recall(String connectionId, Kept kept) {
    Instant now = clock.instant();
    Instant latest = kept.at().plus(VALID);
    windows.recall(
        kept.provider(),
        connectionId,
        read(kept.calls()),
        kept.ahead(),
        latest.isBefore(now) ? latest : now);
  }

  private void write(String connectionId, String provider, int ahead) {
    Instant now = clock.instant();
    RecentCalls.Note note = windows.note(provider, connectionId, now);
    jdbc.sql(
            """
            UPDATE connection SET calls = ?, calls_by = ?, calls_at = ?, calls_ahead = ?
            WHERE id = ?""")
        .params(text(note.calls()), instance, now.atOffset(ZoneOffset.UTC), ahead, connectionId)
        .update();
    TransactionSynchronizationManager.registerSynchronization(
        new TransactionSynchronization() {
          @Override
          public void afterCommit() {
            windows.cover(note, ahead, now.plus(VALID));
          }
        });
  }

  private Map<String, long[][]> read(String calls) {
    try {
      return calls == null ? Map.of() : json.readValue(calls, CALLS);
    } catch (JsonProcessingException e) {
      throw new IllegalStateException("Remembered calls cannot be read", e);
    }
  }

  /** Null: there are none, which is so for most connections most of the time. */
  private String text(Map<String, long[][]> calls) {
    try {
      return calls.isEmpty() ? null : json.writeValueAsString(calls);
    } catch (JsonProcessingException e) {
      throw new IllegalStateException("Calls cannot be written", e);
    }
  }
}
