package io.coportal.sync.security;

import java.time.Instant;
import java.util.Set;

/** A key as stored: only the hash of its secret. */
record ApiKey(
    String id,
    String secretHash,
    String workspaceId,
    Set<Scope> scopes,
    Instant expiresAt,
    Instant revokedAt,
    Instant lastUsedAt) {
  @Override
  public String toString() {
    return "ApiKey[" + id + "]";
  }
}
