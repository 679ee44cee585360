package io.coportal.sync.contract;

import java.util.List;

/** A way to disturb the calls of a ledger, and how often it has. */
interface Injection {
  /** Disturbs calls from now on, {@code most} of them at most. */
  void begin(int most);

  /** How many calls have been disturbed since the beginning. */
  int injected();

  /** Disturbs no call any more. */
  void end();

  /** These invoices are about to be stored. */
  default void about(List<TestInvoice> invoices) {}

  /** Again and again while the invoices are on their way. */
  default void meanwhile() {}

  /** Whether the fault is a limit of the ledger, which nothing may be sent beyond. */
  default boolean isLimit() {
    return false;
  }
}
