package io.coportal.sync.ledger;

import java.util.HashSet;
import java.util.Set;

/** Failures in a row, and whether one connection alone has them. Callers lock. */
class FailureRow {
  private final Set<String> connections = new HashSet<>();
  private int failures;

  /** Returns how many there are now. */
  int add(String connection) {
    if (!ofSeveral()) {
      connections.add(connection);
    }
    return ++failures;
  }

  boolean ofSeveral() {
    return connections.size() > 1;
  }

  void end() {
    failures = 0;
    connections.clear();
  }
}
