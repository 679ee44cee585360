package io.coportal.sync.connection;

import io.coportal.sync.problem.Problem;

/** This server's own registration with a ledger is missing or wrong: the operator's to mend. */
public class LedgerNotConfigured extends Problem {
  LedgerNotConfigured(String provider, String detail) {
    super(
        503,
        "ledger-not-configured",
        detail,
        "Check client-id, client-secret and scope under"
            + " spring.security.oauth2.client.registration."
            + provider
            + " against the application registered with the ledger, then restart.");
  }
}
