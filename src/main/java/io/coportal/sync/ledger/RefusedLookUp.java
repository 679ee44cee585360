package io.coportal.sync.ledger;

/** The ledger refused a look-up. */
public class RefusedLookUp extends LedgerStop {
  private final String retryAfter;

  RefusedLookUp(Refusal refusal, String retryAfter) {
    super(refusal);
    this.retryAfter = retryAfter;
  }

  /** The answer's {@code Retry-After} header, may be null. */
  public String retryAfter() {
    return retryAfter;
  }
}
