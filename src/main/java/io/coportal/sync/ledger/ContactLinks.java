package io.coportal.sync.ledger;

import io.coportal.sync.connection.Connection;
import io.coportal.sync.invoice.RacingInsert;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Clock;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.springframework.jdbc.core.JdbcOperations;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Repository;
import org.springframework.transaction.PlatformTransactionManager;

/** Which contact of the ledger stands for which client of CoPortal, remembered once it is known. */
@Repository
class ContactLinks {
  private static final int SHOWN_LENGTH = 255;

  private final JdbcClient jdbc;
  private final JdbcOperations batches;
  private final RacingInsert racing;
  private final Clock clock;

  ContactLinks(
      JdbcClient jdbc,
      JdbcOperations batches,
      PlatformTransactionManager transactions,
      Clock clock) {
    this.jdbc = jdbc;
    this.batches = batches;
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
            SELECT client_id, currency, contact_id, contact_name, doubtful, told_details, told_at
            FROM contact_link
            WHERE (workspace_id, provider, organisation_id, client_id, currency) IN (:keys)""")
        .param("keys", keys)
        .query(
            row -> {
              found.put(
                  new ClientKey(
                      row.getString("client_id"), LinkCurrency.known(row.getString("currency"))),
                  link(row));
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

  private static ContactLink link(ResultSet row) throws SQLException {
    OffsetDateTime toldAt = row.getObject("told_at", OffsetDateTime.class);
    return new ContactLink(
        row.getString("contact_id"),
        row.getString("contact_name"),
        row.getBoolean("doubtful"),
        row.getString("told_details"),
        toldAt == null ? null : toldAt.toInstant());
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

  /**
   * As CoPortal has the client when the contact is found or made, the ledger counts as told; of one
   * that was the client's before, it is known already what was told.
   */
  void remember(ClientCase client, ContactMatching.Match match) {
    if (replaced(client, match)) {
      return;
    }
    // Another worker may have found the same contact first; its link stands.
    racing.wins(() -> insert(client, match));
  }

  private void insert(ClientCase client, ContactMatching.Match match) {
    jdbc.sql("INSERT INTO contact_link VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, FALSE, ?, ?)")
        .params(
            client.connection().workspaceId(),
            client.connection().provider(),
            client.connection().organisationId(),
            client.key().clientId(),
            LinkCurrency.of(client.key().currency()),
            match.contactId(),
            shown(match.name()),
            match.by(),
            now(),
            ToldDetails.of(client.client()).stored(),
            utc(client.arrived()))
        .update();
  }

  private boolean replaced(ClientCase client, ContactMatching.Match match) {
    return jdbc.sql(
                """
                UPDATE contact_link SET contact_id = ?, contact_name = ?, matched_by = ?,
                  updated_at = ?, doubtful = FALSE,
                  told_details = CASE WHEN contact_id = ? THEN told_details ELSE ? END,
                  told_at = CASE WHEN contact_id = ? THEN told_at ELSE ? END
                WHERE workspace_id = ? AND provider = ? AND organisation_id = ? AND client_id = ? AND currency = ?""")
            .params(
                match.contactId(),
                shown(match.name()),
                match.by(),
                now(),
                match.contactId(),
                ToldDetails.of(client.client()).stored(),
                match.contactId(),
                utc(client.arrived()),
                client.connection().workspaceId(),
                client.connection().provider(),
                client.connection().organisationId(),
                client.key().clientId(),
                LinkCurrency.of(client.key().currency()))
            .update()
        > 0;
  }

  /** What the ledger was told, by the clients' links; one that has another contact by now stays. */
  void tell(Collection<ClientCase> clients) {
    batches.batchUpdate(
        """
        UPDATE contact_link SET contact_name = ?, told_details = ?, told_at = ?, updated_at = ?
        WHERE workspace_id = ? AND provider = ? AND organisation_id = ? AND client_id = ?
          AND currency = ? AND contact_id = ?""",
        clients.stream().map(this::columns).toList());
  }

  private Object[] columns(ClientCase client) {
    ContactLink link = client.link();
    return new Object[] {
      shown(link.contactName()),
      link.told(),
      utc(link.toldAt()),
      now(),
      client.connection().workspaceId(),
      client.connection().provider(),
      client.connection().organisationId(),
      client.key().clientId(),
      LinkCurrency.of(client.key().currency()),
      link.contactId()
    };
  }

  private OffsetDateTime now() {
    return utc(clock.instant());
  }

  private static OffsetDateTime utc(Instant instant) {
    return instant.atOffset(ZoneOffset.UTC);
  }

  /** The name is kept for people to read; the id is what counts. */
  private static String shown(String name) {
    return name.length() <= SHOWN_LENGTH ? name : name.substring(0, SHOWN_LENGTH);
  }

  /** In all currencies. */
  void forget(Connection connection, String clientId) {
    jdbc.sql(
            """
            DELETE FROM contact_link
            WHERE workspace_id = ? AND provider = ? AND organisation_id = ? AND client_id = ?""")
        .params(
            connection.workspaceId(), connection.provider(), connection.organisationId(), clientId)
        .update();
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
