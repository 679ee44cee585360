package io.coportal.sync.ledger;

/** The ledger gave no usable answer: nothing is known, so nothing may be concluded. */
public class LedgerUnreachable extends RuntimeException {
  public LedgerUnreachable(String provider, String reason) {
    super("%s did not answer (%s)".formatted(provider, reason));
  }
}
