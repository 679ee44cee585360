package io.coportal.sync.contract;

import java.util.List;

/** The ledgers that the application under test is configured for, each with its simulator. */
final class LedgersUnderTest {
  static final XeroUnderTest XERO = new XeroUnderTest();
  static final QuickBooksUnderTest QUICKBOOKS = new QuickBooksUnderTest();

  static final List<LedgerUnderTest> ALL = List.of(XERO, QUICKBOOKS);

  private LedgersUnderTest() {}
}
