package io.coportal.sync.connection;

import io.coportal.sync.problem.Problem;

/**
 * The ledger's token endpoint gave no usable answer. Nothing is lost: the stored refresh token
 * stays, and a later try may succeed.
 */
public class TokenEndpointUnavailable extends Problem {
  TokenEndpointUnavailable(String ledger, Throwable cause) {
    super(
        503,
        "token-endpoint-unavailable",
        "The sign-in service of " + ledger + " did not answer.",
        "Nothing to do: it is tried again by itself. If it lasts, look at the ledger's status page.");
    initCause(cause);
  }
}
