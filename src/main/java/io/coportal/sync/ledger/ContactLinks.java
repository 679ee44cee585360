package io.coportal.sync.ledger;

import io.coportal.sync.connection.Connection;
import java.time.Clock;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.util.Optional;
import java.util.Set;
import org.springframework.dao.DuplicateKeyException;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Repository;

/** Which contact of the ledger stands for which client of CoPortal, remembered once it is known. */
@Repository
class ContactLinks {
  private static final String ANY_CURRENCY = "XXX";

  private final JdbcClient jdbc;
  private final Clock clock;

  ContactLinks(JdbcClient jdbc, Clock clock) {
    this.jdbc = jdbc;
    this.clock = clock;
  }

  Optional<String> find(Connection connection, String clientId) {
    return jdbc.sql(
            """
            SELECT contact_id FROM contact_link
            WHERE workspace_id = ? AND provider = ? AND organisation_id = ? AND client_id = ? AND currency = ?""")
        .params(
            connection.workspaceId(),
            connection.provider(),
            connection.organisationId(),
            clientId,
            ANY_CURRENCY)
        .query(String.class)
        .optional();
  }

  /** The contacts that stand for other clients of the same workspace. */
  Set<String> ofOthers(Connection connection, String clientId) {
    return Set.copyOf(
        jdbc.sql(
                """
                SELECT DISTINCT contact_id FROM contact_link
                WHERE workspace_id = ? AND provider = ? AND organisation_id = ? AND client_id <> ?""")
            .params(
                connection.workspaceId(),
                connection.provider(),
                connection.organisationId(),
                clientId)
            .query(String.class)
            .list());
  }

  void remember(Connection connection, String clientId, ContactMatching.Match match) {
    try {
      jdbc.sql("INSERT INTO contact_link VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?)")
          .params(
              connection.workspaceId(),
              connection.provider(),
              connection.organisationId(),
              clientId,
              ANY_CURRENCY,
              match.contactId(),
              match.name(),
              match.by(),
              OffsetDateTime.ofInstant(clock.instant(), ZoneOffset.UTC))
          .update();
    } catch (DuplicateKeyException known) {
      // Another worker found the same contact first; its link stands.
    }
  }

  /** A link that the ledger no longer honours; the next sync looks the contact up again. */
  void forget(Connection connection, String contactId) {
    jdbc.sql(
            """
            DELETE FROM contact_link
            WHERE workspace_id = ? AND provider = ? AND organisation_id = ? AND contact_id = ?""")
        .params(
            connection.workspaceId(), connection.provider(), connection.organisationId(), contactId)
        .update();
  }
}
