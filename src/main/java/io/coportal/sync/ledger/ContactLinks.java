package io.coportal.sync.ledger;

import io.coportal.sync.connection.Connection;
import io.coportal.sync.invoice.RacingInsert;
import java.time.Clock;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Repository;
import org.springframework.transaction.PlatformTransactionManager;

/** Which contact of the ledger stands for which client of CoPortal, remembered once it is known. */
@Repository
class ContactLinks {
  private static final int SHOWN_LENGTH = 255;

  private final JdbcClient jdbc;
  private final RacingInsert racing;
  private final Clock clock;

  ContactLinks(JdbcClient jdbc, PlatformTransactionManager transactions, Clock clock) {
    this.jdbc = jdbc;
    this.racing = new RacingInsert(transactions);
    this.clock = clock;
  }

  /** Those of these that are remembered, in one statement. */
  Map<ClientKey, ContactLink> find(Connection connection, Collection<ClientKey> clients) {
    if (clients.isEmpty()) {
      return Map.of();
    }
    List<Object[]> keys =
        clients.stream()
            .map(
                client ->
                    new Object[] {
                      connection.workspaceId(),
                      connection.provider(),
                      connection.organisationId(),
                      client.clientId(),
                      LinkCurrency.of(client.currency())
                    })
            .toList();
    Map<ClientKey, ContactLink> found = new HashMap<>();
    jdbc.sql(
            """
            SELECT client_id, currency, contact_id, doubtful FROM contact_link
            WHERE (workspace_id, provider, organisation_id, client_id, currency) IN (:keys)""")
        .param("keys", keys)
        .query(
            row -> {
              found.put(
                  new ClientKey(
                      row.getString("client_id"), LinkCurrency.known(row.getString("currency"))),
                  new ContactLink(row.getString("contact_id"), row.getBoolean("doubtful")));
            });
    return found;
  }

  /** One of them as people see it. */
  Optional<ContactSeen> seen(Connection connection, ClientKey client) {
    return jdbc.sql(
            """
            SELECT contact_id, contact_name, matched_by FROM contact_link
            WHERE workspace_id = ? AND provider = ? AND organisation_id = ? AND client_id = ? AND currency = ?""")
        .params(
            connection.workspaceId(),
            connection.provider(),
            connection.organisationId(),
            client.clientId(),
            LinkCurrency.of(client.currency()))
        .query(
            (row, n) ->
                ContactSeen.linked(
                    row.getString("contact_id"),
                    row.getString("contact_name"),
                    row.getString("matched_by")))
        .optional();
  }

  /** Those of the contacts that stand for other clients of the same workspace. */
  Set<String> ofOthers(Connection connection, String clientId, List<String> contactIds) {
    if (contactIds.isEmpty()) {
      return Set.of();
    }
    return Set.copyOf(
        jdbc.sql(
                """
                SELECT DISTINCT contact_id FROM contact_link
                WHERE workspace_id = :workspace AND provider = :provider
                  AND organisation_id = :organisation AND client_id <> :client
                  AND contact_id IN (:contacts)""")
            .param("workspace", connection.workspaceId())
            .param("provider", connection.provider())
            .param("organisation", connection.organisationId())
            .param("client", clientId)
            .param("contacts", contactIds)
            .query(String.class)
            .list());
  }

  void remember(Connection connection, ClientKey client, ContactMatching.Match match) {
    if (replaced(connection, client, match)) {
      return;
    }
    // Another worker may have found the same contact first; its link stands.
    racing.wins(() -> insert(connection, client, match));
  }

  private void insert(Connection connection, ClientKey client, ContactMatching.Match match) {
    jdbc.sql("INSERT INTO contact_link VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, FALSE)")
        .params(
            connection.workspaceId(),
            connection.provider(),
            connection.organisationId(),
            client.clientId(),
            LinkCurrency.of(client.currency()),
            match.contactId(),
            shown(match.name()),
            match.by(),
            now())
        .update();
  }

  private boolean replaced(Connection connection, ClientKey client, ContactMatching.Match match) {
    return jdbc.sql(
                """
                UPDATE contact_link SET contact_id = ?, contact_name = ?, matched_by = ?,
                  updated_at = ?, doubtful = FALSE
                WHERE workspace_id = ? AND provider = ? AND organisation_id = ? AND client_id = ? AND currency = ?""")
            .params(
                match.contactId(),
                shown(match.name()),
                match.by(),
                now(),
                connection.workspaceId(),
                connection.provider(),
                connection.organisationId(),
                client.clientId(),
                LinkCurrency.of(client.currency()))
            .update()
        > 0;
  }

  private OffsetDateTime now() {
    return clock.instant().atOffset(ZoneOffset.UTC);
  }

  /** The name is kept for people to read; the id is what counts. */
  private static String shown(String name) {
    return name.length() <= SHOWN_LENGTH ? name : name.substring(0, SHOWN_LENGTH);
  }

  /** A link that the ledger may no longer honour; it is looked up before it is used again. */
  void doubt(Connection connection, String contactId) {
    jdbc.sql(
            """
            UPDATE contact_link SET doubtful = TRUE
            WHERE workspace_id = ? AND provider = ? AND organisation_id = ? AND contact_id = ?""")
        .params(
            connection.workspaceId(), connection.provider(), connection.organisationId(), contactId)
        .update();
  }
}
