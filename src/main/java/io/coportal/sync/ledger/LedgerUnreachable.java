package io.coportal.sync.ledger;

/** The ledger gave no answer to a look-up: nothing is known, so nothing may be concluded. */
public class LedgerUnreachable extends RuntimeException {
  LedgerUnreachable(String provider, String reason) {
    super("%s did not answer (%s)".formatted(provider, reason));
  }
}
