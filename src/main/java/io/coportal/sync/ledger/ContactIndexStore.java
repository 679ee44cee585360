package io.coportal.sync.ledger;

import io.coportal.sync.connection.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import org.springframework.jdbc.core.JdbcOperations;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Repository;

/** Readings of all contacts of an organisation, each with what it found. */
@Repository
class ContactIndexStore {
  private static final String SELECT =
      "SELECT id, began_at, current_at, next_page FROM ledger_contact_index ";
  private static final String OF_ORGANISATION = "WHERE provider = ? AND organisation_id = ? ";
  private static final String NEWEST = "ORDER BY began_at DESC, id ";

  private final JdbcClient jdbc;
  private final JdbcOperations batches;

  ContactIndexStore(JdbcClient jdbc, JdbcOperations batches) {
    this.jdbc = jdbc;
    this.batches = batches;
  }

  /**
   * @param beganAt when its first page was asked for
   * @param currentAt what the ledger held then is in it
   * @param nextPage still to be read; null: complete
   */
  record Reading(String id, Instant beganAt, Instant currentAt, Integer nextPage) {
    boolean complete() {
      return nextPage == null;
    }
  }

  record Held(String contactId, String hash) {}

  /** The organisation's, the newest first. */
  List<Reading> of(Connection connection) {
    return readings(connection, "");
  }

  /** The same, and nobody else changes them before the transaction ends. */
  List<Reading> locked(Connection connection) {
    return readings(connection, "FOR UPDATE");
  }

  private List<Reading> readings(Connection connection, String lock) {
    return jdbc.sql(SELECT + OF_ORGANISATION + NEWEST + lock)
        .params(connection.provider(), connection.organisationId())
        .query(ContactIndexStore::read)
        .list();
  }

  Optional<Reading> locked(String id) {
    return jdbc.sql(SELECT + "WHERE id = ? FOR UPDATE")
        .param(id)
        .query(ContactIndexStore::read)
        .optional();
  }

  Reading begin(Connection connection, Instant now) {
    String id = UUID.randomUUID().toString();
    jdbc.sql("INSERT INTO ledger_contact_index VALUES (?, ?, ?, ?, ?, 1)")
        .params(id, connection.provider(), connection.organisationId(), utc(now), utc(now))
        .update();
    return new Reading(id, now, now, 1);
  }

  void reached(String id, int nextPage) {
    jdbc.sql("UPDATE ledger_contact_index SET next_page = ? WHERE id = ? AND next_page < ?")
        .params(nextPage, id, nextPage)
        .update();
  }

  void complete(String id) {
    jdbc.sql("UPDATE ledger_contact_index SET next_page = NULL WHERE id = ?").param(id).update();
  }

  void current(String id, Instant at) {
    jdbc.sql("UPDATE ledger_contact_index SET current_at = ? WHERE id = ? AND current_at < ?")
        .params(utc(at), id, utc(at))
        .update();
  }

  void forgetBefore(Connection connection, Instant began) {
    forget(
        OF_ORGANISATION + "AND began_at < ?",
        connection.provider(),
        connection.organisationId(),
        utc(began));
  }

  /** Of all organisations. */
  void forgetBefore(Instant began) {
    forget("WHERE began_at < ?", utc(began));
  }

  void forgetOf(String connectionId) {
    forget(
        """
        WHERE EXISTS (SELECT 1 FROM connection c
                       WHERE c.id = ? AND c.provider = ledger_contact_index.provider
                         AND c.organisation_id = ledger_contact_index.organisation_id)""",
        connectionId);
  }

  /** Held first: whoever adds a contact to one of them comes before this, or finds it gone. */
  private void forget(String which, Object... of) {
    List<Object[]> ids =
        jdbc
            .sql("SELECT id FROM ledger_contact_index " + which + " " + NEWEST + "FOR UPDATE")
            .params(of)
            .query(String.class)
            .list()
            .stream()
            .map(id -> new Object[] {id})
            .toList();
    if (!ids.isEmpty()) {
      batches.batchUpdate("DELETE FROM ledger_contact WHERE index_id = ?", ids);
      batches.batchUpdate("DELETE FROM ledger_contact_index WHERE id = ?", ids);
    }
  }

  /** Whatever was known of these contacts is replaced. */
  void put(String id, Map<String, Set<String>> hashesByContact) {
    if (hashesByContact.isEmpty()) {
      return;
    }
    batches.batchUpdate(
        "DELETE FROM ledger_contact WHERE index_id = ? AND contact_id = ?",
        hashesByContact.keySet().stream().map(contact -> new Object[] {id, contact}).toList());
    batches.batchUpdate(
        "INSERT INTO ledger_contact VALUES (?, ?, ?)",
        hashesByContact.entrySet().stream()
            .flatMap(
                contact ->
                    contact.getValue().stream()
                        .map(hash -> new Object[] {id, contact.getKey(), hash}))
            .toList());
  }

  /** What complete readings say; one statement sees the old one or the new one, or both. */
  List<Held> holding(Connection connection, Collection<String> hashes) {
    return jdbc.sql(
            """
            SELECT DISTINCT c.contact_id, c.key_hash FROM ledger_contact c
             WHERE c.key_hash IN (:hashes)
               AND EXISTS (SELECT 1 FROM ledger_contact_index i
                            WHERE i.id = c.index_id AND i.provider = :provider
                              AND i.organisation_id = :organisation AND i.next_page IS NULL)
            """)
        .param("provider", connection.provider())
        .param("organisation", connection.organisationId())
        .param("hashes", hashes)
        .query((row, n) -> new Held(row.getString("contact_id"), row.getString("key_hash")))
        .list();
  }

  private static Reading read(ResultSet row, int number) throws SQLException {
    return new Reading(
        row.getString("id"),
        row.getObject("began_at", OffsetDateTime.class).toInstant(),
        row.getObject("current_at", OffsetDateTime.class).toInstant(),
        row.getObject("next_page", Integer.class));
  }

  private static OffsetDateTime utc(Instant instant) {
    return instant.atOffset(ZoneOffset.UTC);
  }
}
