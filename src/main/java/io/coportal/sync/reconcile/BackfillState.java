package io.coportal.sync.reconcile;

/** What a person sees of a back-fill. */
public enum BackfillState {
  /** Its invoices go to the ledger as fast as the ledger's limits let them. */
  RUNNING,
  /** One of its invoices differs in the ledger: nothing more is sent until a person says so. */
  PAUSED,
  /** Each of its invoices has an outcome. */
  DONE,
  /** Ended by a person: what was not sent yet is not sent. */
  CANCELLED;

  /** Whether it holds its connection: another one has to wait. */
  boolean live() {
    return this == RUNNING || this == PAUSED;
  }
}
