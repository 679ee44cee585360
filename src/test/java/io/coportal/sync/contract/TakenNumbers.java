package io.coportal.sync.contract;

import java.util.List;

/** Half of the invoices have a number that a person has used in the ledger. */
final class TakenNumbers implements Injection {
  private final LedgerUnderTest ledger;
  private int most;
  private int taken;

  TakenNumbers(LedgerUnderTest ledger) {
    this.ledger = ledger;
  }

  @Override
  public void begin(int mostTaken) {
    most = mostTaken;
  }

  @Override
  public void about(List<TestInvoice> invoices) {
    for (int n = 0; n < invoices.size() && taken < most; n += 2) {
      ledger.books().takeNumber(invoices.get(n).number());
      taken++;
    }
  }

  @Override
  public int injected() {
    return taken;
  }

  @Override
  public void end() {
    most = taken;
  }
}
