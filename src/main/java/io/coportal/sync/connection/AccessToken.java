package io.coportal.sync.connection;

import java.time.Instant;

/**
 * A bearer token that is good now.
 *
 * @param text the token itself; never log it
 * @param rotation how often the grant had been refreshed when this token was issued; hand it back
 *     when the ledger rejects the token
 * @param expiresAt when the ledger stops accepting it
 */
public record AccessToken(String text, long rotation, Instant expiresAt) {
  @Override
  public String toString() {
    return "AccessToken[text=***, rotation=" + rotation + ", expiresAt=" + expiresAt + "]";
  }
}
