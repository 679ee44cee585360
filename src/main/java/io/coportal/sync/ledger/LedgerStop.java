package io.coportal.sync.ledger;

/** An invoice that cannot go on: why, and what mends it. Nothing was sent. */
public class LedgerStop extends RuntimeException {
  private final transient Refusal refusal;

  public LedgerStop(ErrorClass errorClass, String code, String message, String cure) {
    this(new Refusal(errorClass, code, message, cure));
  }

  public LedgerStop(Refusal refusal) {
    super(refusal.message());
    this.refusal = refusal;
  }

  public Refusal refusal() {
    return refusal;
  }
}
