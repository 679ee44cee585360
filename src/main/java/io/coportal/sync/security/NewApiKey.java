package io.coportal.sync.security;

/**
 * A key just made.
 *
 * @param token what the caller sends; shown once, never stored
 */
public record NewApiKey(String id, String token) {
  @Override
  public String toString() {
    return "NewApiKey[id=" + id + ", token=***]";
  }
}
