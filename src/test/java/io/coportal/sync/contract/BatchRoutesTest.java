package io.coportal.sync.contract;

import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.parallel.Isolated;

/** Full batches through the routes of each ledger. */
@Isolated("the contracts use the same ledgers")
class BatchRoutesTest {

  @Nested
  class Xero extends BatchRoutesContract {
    Xero() {
      super(LedgersUnderTest.XERO, 50);
    }
  }

  @Nested
  class QuickBooks extends BatchRoutesContract {
    QuickBooks() {
      super(LedgersUnderTest.QUICKBOOKS, 30);
    }
  }
}
