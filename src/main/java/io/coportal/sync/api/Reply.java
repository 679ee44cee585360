package io.coportal.sync.api;

/**
 * An answer of the REST API.
 *
 * @param status HTTP status
 * @param location of what was created or accepted, null for none
 * @param body written as JSON; null for none
 */
public record Reply(int status, String location, Object body) {
  static Reply ok(Object body) {
    return new Reply(200, null, body);
  }

  static Reply noContent() {
    return new Reply(204, null, null);
  }
}
