package io.coportal.sync.connection;

import static io.coportal.sync.connection.Instants.utc;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Clock;
import java.util.List;
import java.util.Optional;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;

/** Connections in the database. */
@Component
class ConnectionStore {
  private static final String SELECT =
      """
      SELECT id, workspace_id, provider, organisation_id, organisation_name, country,
             base_currency, provider_connection_id, grant_id, state, settings, connected_at
        FROM connection
      """;

  private final JdbcClient db;
  private final ObjectMapper json;
  private final Clock clock;

  ConnectionStore(JdbcClient db, ObjectMapper json, Clock clock) {
    this.db = db;
    this.json = json;
    this.clock = clock;
  }

  Optional<Connection> find(String id) {
    return db.sql(SELECT + " WHERE id = :id").param("id", id).query(this::read).optional();
  }

  Optional<Connection> lock(String id) {
    return db.sql(SELECT + " WHERE id = :id FOR UPDATE")
        .param("id", id)
        .query(this::read)
        .optional();
  }

  /** The newest first: what is in use comes before what was. */
  List<Connection> ofWorkspace(String workspaceId) {
    return db.sql(
            SELECT
                + """
                   WHERE workspace_id = :workspace
                   ORDER BY provider, CASE WHEN state = 'DISCONNECTED' THEN 1 ELSE 0 END,
                            connected_at DESC
                  """)
        .param("workspace", workspaceId)
        .query(this::read)
        .list();
  }

  List<Connection> allConnected() {
    return db.sql(SELECT + " WHERE state = 'CONNECTED' ORDER BY id").query(this::read).list();
  }

  List<Connection> onGrant(String grantId) {
    return db.sql(SELECT + " WHERE grant_id = :grant")
        .param("grant", grantId)
        .query(this::read)
        .list();
  }

  void insert(Connection connection) {
    db.sql(
            """
            INSERT INTO connection (id, workspace_id, provider, organisation_id, organisation_name,
              country, base_currency, provider_connection_id, grant_id, state, held_organisation,
              settings, lane_epoch, connected_at, auto_sync_since, created_at, updated_at)
            VALUES (:id, :workspace, :provider, :organisation, :name,
              :country, :currency, :providerConnection, :grant, :state, :held,
              :settings, 0, :connectedAt, CASE WHEN :autoSync THEN :connectedAt END, :connectedAt,
              :connectedAt)
            """)
        .param("id", connection.id())
        .param("workspace", connection.workspaceId())
        .param("provider", connection.provider())
        .param("organisation", connection.organisationId())
        .param("name", connection.organisationName())
        .param("country", connection.country())
        .param("currency", connection.baseCurrency())
        .param("providerConnection", connection.providerConnectionId())
        .param("grant", connection.grantId())
        .param("state", connection.state().name())
        .param("held", held(connection))
        .param("settings", write(connection.settings()))
        .param("autoSync", connection.settings().autoSync())
        .param("connectedAt", utc(connection.connectedAt()))
        .update();
  }

  void update(Connection connection) {
    db.sql(
            """
            UPDATE connection
               SET organisation_name = :name, country = :country, base_currency = :currency,
                   provider_connection_id = :providerConnection, grant_id = :grant, state = :state,
                   held_organisation = :held, settings = :settings, connected_at = :connectedAt,
                   auto_sync_since =
                     CASE WHEN :autoSync THEN COALESCE(auto_sync_since, :now) ELSE NULL END,
                   updated_at = :now
             WHERE id = :id
            """)
        .param("name", connection.organisationName())
        .param("country", connection.country())
        .param("currency", connection.baseCurrency())
        .param("providerConnection", connection.providerConnectionId())
        .param("grant", connection.grantId())
        .param("state", connection.state().name())
        .param("held", held(connection))
        .param("settings", write(connection.settings()))
        .param("autoSync", connection.settings().autoSync())
        .param("connectedAt", utc(connection.connectedAt()))
        .param("now", utc(clock.instant()))
        .param("id", connection.id())
        .update();
  }

  /** Every connection that lives on this grant waits for its owner; says which ones. */
  List<Connection> askToReconnect(String grantId) {
    List<Connection> cut =
        onGrant(grantId).stream().filter(c -> c.state() == ConnectionState.CONNECTED).toList();
    db.sql(
            """
            UPDATE connection SET state = 'RECONNECT', updated_at = :now
             WHERE grant_id = :grant AND state = 'CONNECTED'
            """)
        .param("now", utc(clock.instant()))
        .param("grant", grantId)
        .update();
    return cut;
  }

  private static String held(Connection connection) {
    return connection.active() ? connection.provider() + ":" + connection.organisationId() : null;
  }

  private String write(ConnectionSettings settings) {
    try {
      return json.writeValueAsString(settings);
    } catch (JsonProcessingException e) {
      throw new IllegalStateException("Settings cannot be written", e);
    }
  }

  private Connection read(ResultSet row, int number) throws SQLException {
    try {
      return new Connection(
          row.getString("id"),
          row.getString("workspace_id"),
          row.getString("provider"),
          row.getString("organisation_id"),
          row.getString("organisation_name"),
          row.getString("country"),
          row.getString("base_currency"),
          row.getString("provider_connection_id"),
          row.getString("grant_id"),
          ConnectionState.valueOf(row.getString("state")),
          json.readValue(row.getString("settings"), ConnectionSettings.class),
          Instants.read(row, "connected_at"));
    } catch (JsonProcessingException e) {
      throw new SQLException("The settings of a connection are not JSON", e);
    }
  }
}
