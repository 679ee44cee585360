package io.coportal.sync.contract;

import io.coportal.sync.simulator.quickbooks.QuickBooksFaults;
import io.coportal.sync.simulator.quickbooks.QuickBooksFaults.Shape;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.parallel.Isolated;

/** Full batches through the routes of each ledger. */
@Isolated("the contracts use the same ledgers")
class BatchRoutesTest {

  @Nested
  class Xero extends BatchRoutesContract {
    Xero() {
      super(LedgersUnderTest.XERO, 50, LedgersUnderTest.XERO.fault(LedgerFault.DISCONNECTED));
    }
  }

  @Nested
  class QuickBooks extends BatchRoutesContract {
    QuickBooks() {
      super(
          LedgersUnderTest.QUICKBOOKS,
          30,
          QuickBooksFaults.error(
              Shape.SERVICE, 400, "ValidationFault", "1040", "Batch too large", "Too many items"));
    }
  }
}
