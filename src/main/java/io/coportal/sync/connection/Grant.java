package io.coportal.sync.connection;

import java.time.Instant;

/**
 * One consent of one person, as stored: tokens are still encrypted.
 *
 * @param refreshExpiresAt when the consent ends if it is not used before; null: unknown
 * @param consentExpiresAt when it ends however much it is used; null: unknown
 */
record Grant(
    String id,
    String provider,
    State state,
    byte[] accessToken,
    Instant accessExpiresAt,
    byte[] refreshToken,
    Instant refreshExpiresAt,
    Instant consentExpiresAt,
    String subject,
    long rotation) {
  enum State {
    /** No organisation chosen yet. */
    PENDING,
    LIVE,
    /** The ledger refuses to refresh it. */
    DEAD,
    /** Given back; its tokens are deleted. */
    REVOKED
  }

  boolean usable() {
    return accessToken != null && (state == State.PENDING || state == State.LIVE);
  }

  boolean livesBeyond(Instant instant) {
    return accessExpiresAt != null && accessExpiresAt.isAfter(instant);
  }

  @Override
  public String toString() {
    return "Grant[" + id + ", " + provider + ", " + state + ", rotation=" + rotation + "]";
  }
}
