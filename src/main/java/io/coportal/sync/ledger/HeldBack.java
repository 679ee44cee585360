package io.coportal.sync.ledger;

/** A call that stayed here: it would have broken a limit, or the ledger answers nobody. */
public final class HeldBack {
  /**
   * Certainly nothing was sent. The gate says when the next call may leave, so a lane that meets
   * this need not be stopped: a click may still go.
   */
  public static final Refusal REFUSAL =
      new Refusal(
          ErrorClass.WAIT_FOR_LIMIT,
          "held-back",
          "The ledger takes no call of this connection now: a limit is used up, or it answers nobody.",
          "Nothing to do; it goes on by itself.");

  private HeldBack() {}
}
