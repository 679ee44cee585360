package io.coportal.sync.contract;

import java.util.List;

/** The ledger's address refuses connections for as long as a wave tries in vain. */
final class RefusedInjection implements Injection {
  private static final int OF_ONE_WAVE = 200;

  private final CoPortalUnderTest application;
  private final LedgerUnderTest ledger;
  private int most;
  private int counted;
  private int begun;
  private boolean cut;

  RefusedInjection(CoPortalUnderTest application, LedgerUnderTest ledger) {
    this.application = application;
    this.ledger = ledger;
  }

  @Override
  public void begin(int mostRefusals) {
    most = mostRefusals;
  }

  @Override
  public void about(List<TestInvoice> invoices) {
    begun = application.redeliveries(ledger);
    ledger.wire().refuse();
    cut = true;
  }

  /** Each repeat of the error handler follows a connection that was refused. */
  @Override
  public void meanwhile() {
    int refused = application.redeliveries(ledger) - begun;
    if (cut && refused >= Math.min(OF_ONE_WAVE, most - counted)) {
      mend(refused);
    }
  }

  private void mend(int refused) {
    counted += refused;
    cut = false;
    ledger.wire().listenAgain();
  }

  @Override
  public int injected() {
    return counted;
  }

  @Override
  public void end() {
    if (cut) {
      mend(0);
    }
  }
}
