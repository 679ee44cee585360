package io.coportal.sync.ledger;

/**
 * What a refusal asks for. Each reaction of the engine hangs on this and never on a provider's
 * wording.
 */
public enum ErrorClass {
  /** Passes by itself: the same request again, later. */
  RETRY,
  /** The consent is dead or lacks a right: an owner reconnects. */
  RECONNECT,
  /** The invoice or client in CoPortal has to change. */
  FIX_DATA,
  /** The choice of account, tax code or contact has to change. */
  FIX_MAPPING,
  /** Something inside the ledger has to change: a lock date, a currency, a paid invoice. */
  FIX_LEDGER,
  /** A limit of the ledger: nothing is sent until it ends. */
  WAIT_FOR_LIMIT,
  /** The ledger may hold the invoice already: look before anything else. */
  MAYBE_DONE,
  /** The ledger's invoice has changed since it was read: read it, and update that. */
  READ_AGAIN,
  /** Ours: the request should never have looked like that. */
  BUG;

  /** Whether somebody has to change something before another try. */
  public boolean isLasting() {
    return switch (this) {
      case RETRY, RECONNECT, WAIT_FOR_LIMIT, MAYBE_DONE -> false;
      case FIX_DATA, FIX_MAPPING, FIX_LEDGER, READ_AGAIN, BUG -> true;
    };
  }
}
