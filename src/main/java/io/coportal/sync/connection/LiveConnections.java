package io.coportal.sync.connection;

import java.util.List;
import java.util.Optional;
import org.springframework.stereotype.Component;

/** What the engine asks about connections, and the one thing it tells: that one is cut. */
@Component("liveConnections")
public class LiveConnections {
  private final ConnectionStore store;
  private final Audit audit;

  LiveConnections(ConnectionStore store, Audit audit) {
    this.store = store;
    this.audit = audit;
  }

  /**
   * @throws IllegalArgumentException for an id that never existed
   */
  public Connection byId(String connectionId) {
    return store
        .find(connectionId)
        .orElseThrow(() -> new IllegalArgumentException("No connection " + connectionId));
  }

  /** The workspace's connection to a ledger, also while it waits for a reconnect. */
  public Optional<Connection> active(String workspaceId, String provider) {
    return store.ofWorkspace(workspaceId).stream()
        .filter(connection -> connection.provider().equals(provider))
        .filter(Connection::active)
        .findFirst();
  }

  /** The workspace's connections that push every stored invoice by themselves. */
  public List<Connection> autoSyncing(String workspaceId) {
    return store.ofWorkspace(workspaceId).stream().filter(LiveConnections::autoSync).toList();
  }

  /** The same for all workspaces of this install. */
  public List<Connection> allAutoSyncing() {
    return store.allConnected().stream().filter(LiveConnections::autoSync).toList();
  }

  private static boolean autoSync(Connection connection) {
    return connection.active() && connection.settings().autoSync();
  }

  /** The ledger refuses this organisation: it waits for its owner, its siblings go on. */
  public void needsReconnect(String connectionId) {
    Connection cut = byId(connectionId);
    if (cut.state() == ConnectionState.CONNECTED) {
      store.update(cut.waitingForOwner());
      audit.record(cut.workspaceId(), "reconnect-needed", "connection:" + cut.id(), null);
    }
  }
}
