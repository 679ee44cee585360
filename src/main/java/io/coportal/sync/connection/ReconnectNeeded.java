package io.coportal.sync.connection;

import io.coportal.sync.problem.Problem;

/** The ledger no longer accepts our grant: only the owner can mend this, by consenting again. */
public class ReconnectNeeded extends Problem {
  /** What an owner does about a connection that is cut. */
  public static final String CURE =
      "Reconnect under Settings → Integrations, or ask for a new connect link and open it.";

  public ReconnectNeeded(String detail) {
    super(409, "reconnect-needed", detail, CURE);
  }
}
