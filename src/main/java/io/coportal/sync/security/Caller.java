package io.coportal.sync.security;

import java.util.Set;

/**
 * Who makes a request.
 *
 * @param name for the audit log and the budget, with the kind of caller in front
 * @param workspaceId the only workspace this caller may see; null: all of this install
 */
public record Caller(String name, String workspaceId, Set<Scope> scopes) {
  public Caller {
    scopes = Set.copyOf(scopes);
  }

  /** Whether the caller may see every workspace. */
  public boolean installWide() {
    return workspaceId == null;
  }
}
