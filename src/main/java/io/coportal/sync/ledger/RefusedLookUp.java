package io.coportal.sync.ledger;

/** The ledger refused a look-up, or a limit lets no call leave for a while. */
public class RefusedLookUp extends LedgerStop {
  private final String retryAfter;

  /**
   * @param retryAfter seconds or a date, may be null
   */
  public RefusedLookUp(Refusal refusal, String retryAfter) {
    super(refusal);
    this.retryAfter = retryAfter;
  }

  /** The answer's {@code Retry-After} header, may be null. */
  public String retryAfter() {
    return retryAfter;
  }
}
