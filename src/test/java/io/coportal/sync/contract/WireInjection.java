package io.coportal.sync.contract;

import io.coportal.sync.simulator.FaultProxy;
import java.util.function.Consumer;

/** Faults on the wire: every other connection is broken. Needs a connection for each request. */
final class WireInjection implements Injection {
  private final FaultProxy wire;
  private final Consumer<FaultProxy> breaksOne;
  private int before;

  WireInjection(LedgerUnderTest ledger, Consumer<FaultProxy> breaksOne) {
    this.wire = ledger.wire();
    this.breaksOne = breaksOne;
  }

  @Override
  public void begin(int most) {
    before = wire.struck();
    // Some come to an end before they can be broken.
    for (int n = 0; n < 4 * most; n++) {
      breaksOne.accept(wire);
      wire.spare(1);
    }
  }

  @Override
  public int injected() {
    return wire.struck() - before;
  }

  @Override
  public void end() {
    wire.forgive();
  }
}
