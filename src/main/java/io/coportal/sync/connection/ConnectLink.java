package io.coportal.sync.connection;

import java.time.Instant;

/**
 * A one-time address that takes an owner's browser through the ledger's consent.
 *
 * @param url secret until used: whoever opens it first connects their ledger
 * @param expiresAt when it stops working unused
 */
public record ConnectLink(String url, Instant expiresAt) {
  @Override
  public String toString() {
    return "ConnectLink[url=***, expiresAt=" + expiresAt + "]";
  }
}
