package io.coportal.sync.reconcile;

/** What a person sees of an invoice in a ledger. */
public enum SyncState {
  /** Accepted; its turn comes. */
  QUEUED,
  /** On its way, or sent without an answer so far. */
  SENDING,
  /** In the ledger, with the same totals. */
  SYNCED,
  /** In the ledger, but its totals are not CoPortal's. */
  DIFFERENT,
  /** Voided in the ledger, or deleted there while it was a draft, because that was wanted. */
  VOIDED,
  /** The ledger or a check said no; goes on when the cause is mended. */
  FAILED,
  /** The connection cannot be used now; goes on by itself. */
  BLOCKED,
  /** It cannot be known whether the ledger has it; a person decides. */
  UNCERTAIN;

  /** Whether nothing more happens without a change or a person. */
  public boolean settled() {
    return this != QUEUED && this != SENDING;
  }
}
