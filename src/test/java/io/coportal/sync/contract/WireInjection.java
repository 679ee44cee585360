package io.coportal.sync.contract;

import io.coportal.sync.simulator.FaultProxy;
import java.util.Random;
import java.util.function.Consumer;

/**
 * Faults on the wire: half of the connections are broken, by chance, since a request that is looked
 * up and sent again would meet every other one for ever. Needs a connection for each request.
 */
final class WireInjection implements Injection {
  private static final int SOME_MORE = 8;

  private final FaultProxy wire;
  private final Consumer<FaultProxy> breaksOne;
  private final Random random;
  private int before;

  WireInjection(LedgerUnderTest ledger, Consumer<FaultProxy> breaksOne, Random random) {
    this.wire = ledger.wire();
    this.breaksOne = breaksOne;
    this.random = random;
  }

  @Override
  public void begin(int most) {
    before = wire.struck();
    // Some come to an end before they can be broken.
    for (int n = 0; n < SOME_MORE * most; n++) {
      if (random.nextBoolean()) {
        breaksOne.accept(wire);
      } else {
        wire.spare(1);
      }
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
