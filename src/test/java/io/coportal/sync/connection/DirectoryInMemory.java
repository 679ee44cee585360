package io.coportal.sync.connection;

import java.util.List;
import java.util.Map;
import java.util.concurrent.CopyOnWriteArrayList;

/** Organisations as a test wants them. */
public class DirectoryInMemory implements OrganisationDirectory {
  private final List<Connection> disconnected = new CopyOnWriteArrayList<>();
  private volatile List<Organisation> organisations = List.of();
  private volatile RuntimeException failure;
  private volatile Map<String, String> callback = Map.of();

  public void holds(Organisation... known) {
    organisations = List.of(known);
    failure = null;
    disconnected.clear();
  }

  /** From now on it does not list but fails. */
  public void fails(RuntimeException with) {
    failure = with;
  }

  public Map<String, String> lastCallback() {
    return callback;
  }

  public List<Connection> disconnected() {
    return disconnected;
  }

  @Override
  public List<Organisation> list(String provider, String grantId, Map<String, String> parameters) {
    callback = Map.copyOf(parameters);
    if (failure != null) {
      throw failure;
    }
    return organisations;
  }

  @Override
  public void disconnect(Connection connection) {
    disconnected.add(connection);
  }
}
