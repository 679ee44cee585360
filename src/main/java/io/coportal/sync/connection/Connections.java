package io.coportal.sync.connection;

import com.fasterxml.jackson.databind.JsonNode;
import io.coportal.sync.problem.Problem;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;
import org.springframework.transaction.annotation.Transactional;

/** A workspace's links to ledgers, for the REST API and for the workers. */
@Component
public class Connections {
  private final JdbcClient db;
  private final ConnectionStore connections;
  private final GrantStore grants;
  private final Ledgers ledgers;
  private final ConnectLinks links;
  private final Unlinking unlinking;
  private final Audit audit;

  Connections(
      JdbcClient db,
      ConnectionStore connections,
      GrantStore grants,
      Ledgers ledgers,
      ConnectLinks links,
      Unlinking unlinking,
      Audit audit) {
    this.db = db;
    this.connections = connections;
    this.grants = grants;
    this.ledgers = ledgers;
    this.links = links;
    this.unlinking = unlinking;
    this.audit = audit;
  }

  /** One for each ledger this workspace is or was connected to. */
  public List<ConnectionView> list(String workspaceId) {
    requireWorkspace(workspaceId);
    Map<String, Connection> newest = new LinkedHashMap<>();
    connections.ofWorkspace(workspaceId).forEach(c -> newest.putIfAbsent(c.provider(), c));
    return newest.values().stream().map(this::view).toList();
  }

  /**
   * @throws Problem 404 if this workspace was never connected to this ledger
   */
  public ConnectionView get(String workspaceId, String provider) {
    return view(newest(workspaceId, provider));
  }

  /**
   * Applies a JSON merge patch to the settings.
   *
   * @throws Problem 400 for members that are unknown or of the wrong type, 404, or 409 if nothing
   *     is connected
   */
  @Transactional
  public ConnectionView change(String workspaceId, String provider, JsonNode patch) {
    Connection current =
        connections
            .lock(newest(workspaceId, provider).id())
            .filter(Connection::active)
            .orElseThrow(
                () ->
                    new Problem(
                        409, "not-connected", "This ledger is disconnected.", "Connect it first."));
    Connection changed = withSettings(current, SettingsPatch.apply(current.settings(), patch));
    connections.update(changed);
    audit.record(workspaceId, "settings-changed", "connection:" + current.id(), patch.toString());
    return view(changed);
  }

  /**
   * Ends the connection here and at the ledger; doing it again changes nothing.
   *
   * @throws Problem 404 if this workspace was never connected to this ledger
   */
  public void disconnect(String workspaceId, String provider) {
    Connection current = newest(workspaceId, provider);
    if (current.active()) {
      unlinking.disconnect(current);
    }
  }

  /**
   * A one-time address for the owner's browser.
   *
   * @param returnTo where the browser goes in the end; null: a plain page
   * @param settings a merge patch applied when the connection is made; may be null
   * @throws Problem 400 for a target or settings that are not allowed, 404 for an unknown workspace
   *     or ledger, 503 {@code ledger-not-configured}
   */
  public ConnectLink createLink(
      String workspaceId, String provider, String returnTo, JsonNode settings) {
    ledgers.get(provider);
    requireWorkspace(workspaceId);
    return links.create(workspaceId, provider, returnTo, settings);
  }

  /**
   * @throws Problem 404
   */
  public Connection byId(String id) {
    return connections
        .find(id)
        .orElseThrow(() -> Problem.notFound("This connection", "Check the connection's id."));
  }

  /** The connection that can be used now. */
  public Optional<Connection> connected(String workspaceId, String provider) {
    return connections.ofWorkspace(workspaceId).stream()
        .filter(c -> c.provider().equals(provider))
        .filter(c -> c.state() == ConnectionState.CONNECTED)
        .findFirst();
  }

  /** All connections of this install that can be used now. */
  public List<Connection> allConnected() {
    return connections.allConnected();
  }

  private Connection newest(String workspaceId, String provider) {
    String ledger = ledgers.get(provider).displayName();
    return connections.ofWorkspace(workspaceId).stream()
        .filter(c -> c.provider().equals(provider))
        .findFirst()
        .orElseThrow(
            () ->
                Problem.notFound(
                    "A connection of this workspace to " + ledger,
                    "Create a connect link for it and open it in the owner's browser."));
  }

  private void requireWorkspace(String workspaceId) {
    db.sql("SELECT id FROM workspace WHERE id = :id")
        .param("id", workspaceId)
        .query(String.class)
        .optional()
        .orElseThrow(
            () ->
                Problem.notFound("This workspace", "Create the workspace first, or check its id."));
  }

  private ConnectionView view(Connection connection) {
    Optional<Grant> grant = Optional.ofNullable(connection.grantId()).flatMap(grants::find);
    return new ConnectionView(
        connection.provider(),
        displayName(connection.provider()),
        connection.state(),
        new ConnectionView.OrganisationView(
            connection.organisationId(),
            connection.organisationName(),
            connection.country(),
            connection.baseCurrency()),
        connection.settings(),
        connection.connectedAt(),
        grant.map(Grant::refreshExpiresAt).orElse(null),
        grant.map(Grant::consentExpiresAt).orElse(null),
        connection.state() == ConnectionState.RECONNECT ? ReconnectNeeded.CURE : null);
  }

  // A ledger taken out of the configuration still shows what it was connected to.
  private String displayName(String provider) {
    LedgerSettings ledger = ledgers.ledgers().get(provider);
    return ledger == null ? provider : ledger.displayName();
  }

  private static Connection withSettings(Connection was, ConnectionSettings settings) {
    return new Connection(
        was.id(),
        was.workspaceId(),
        was.provider(),
        was.organisationId(),
        was.organisationName(),
        was.country(),
        was.baseCurrency(),
        was.providerConnectionId(),
        was.grantId(),
        was.state(),
        settings,
        was.connectedAt());
  }
}
