package io.coportal.sync.security;

import io.coportal.sync.problem.Problem;
import org.springframework.stereotype.Component;

/** Who sends a bearer token: an API key or, where an issuer is configured, its access token. */
@Component
class Callers {
  private final ApiKeys keys;
  private final IssuedTokenCallers issued;

  Callers(ApiKeys keys, IssuedTokenCallers issued) {
    this.keys = keys;
    this.issued = issued;
  }

  /**
   * @throws Problem 401 for one that is not good now
   */
  Caller caller(String token) {
    return issued.takes(token) ? issued.caller(token) : keys.caller(token);
  }
}
