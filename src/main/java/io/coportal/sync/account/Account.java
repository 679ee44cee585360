package io.coportal.sync.account;

import java.util.Map;
import java.util.Optional;

/**
 * Somebody who signs in.
 *
 * @param name in lower case
 * @param engineer may do everything, in all workspaces
 * @param passwordTemporary it was made for the account and is changed before anything else
 * @param roles by workspace
 */
public record Account(
    String id, String name, boolean engineer, boolean passwordTemporary, Map<String, Role> roles) {
  public Account {
    roles = Map.copyOf(roles);
  }

  /** Empty: the workspace does not exist for this account. */
  public Optional<Role> role(String workspaceId) {
    return engineer ? Optional.of(Role.OWNER) : Optional.ofNullable(roles.get(workspaceId));
  }

  public boolean may(Role needed, String workspaceId) {
    return role(workspaceId).filter(role -> role.includes(needed)).isPresent();
  }
}
