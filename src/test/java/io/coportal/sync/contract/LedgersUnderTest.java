package io.coportal.sync.contract;

import java.util.List;

/** The ledgers that the application under test is configured for, each with its simulator. */
public final class LedgersUnderTest {
  static final XeroUnderTest XERO = new XeroUnderTest();
  static final QuickBooksUnderTest QUICKBOOKS = new QuickBooksUnderTest();

  static final List<LedgerUnderTest> ALL = List.of(XERO, QUICKBOOKS);

  private LedgersUnderTest() {}

  /** The same ledgers once more, with books that no other test touches. */
  public static List<LedgerUnderTest> another() {
    return List.of(new XeroUnderTest(), new QuickBooksUnderTest());
  }

  /** Others whose limits hold: what they refuse by them, we should not have sent. */
  public static List<LedgerUnderTest> limited() {
    return List.of(new XeroUnderTest(true), new QuickBooksUnderTest(true));
  }
}
