package io.coportal.sync.crash;

import io.coportal.sync.contract.LedgerUnderTest;
import io.coportal.sync.simulator.Fault;
import io.coportal.sync.simulator.FaultScript;
import io.coportal.sync.simulator.Request;
import java.time.Duration;
import java.util.Collection;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.function.BiPredicate;
import java.util.function.Predicate;

/** Waits for requests at the simulators and holds them up, so that a kill finds them in flight. */
final class Ambush {
  private static final long PATIENCE_SECONDS = 60;

  private final CountDownLatch missing;

  private Ambush(int victims) {
    this.missing = new CountDownLatch(victims);
  }

  /** Holds up the next such request of each push by {@code fault}. */
  static Ambush on(Collection<Push> pushes, BiPredicate<Push, Request> wanted, Fault fault) {
    var ambush = new Ambush(pushes.size());
    pushes.forEach(push -> ambush.lay(push.ledger(), of -> wanted.test(push, of), fault));
    return ambush;
  }

  /** Holds up the next such request at any simulator by {@code fault}. */
  static Ambush at(FaultScript faults, Predicate<Request> wanted, Fault fault) {
    var ambush = new Ambush(1);
    faults.next(request -> wanted.test(request) && ambush.strikes(), fault);
    return ambush;
  }

  /** Holds up the next such request at each ledger by {@code fault}. */
  static Ambush at(
      Collection<LedgerUnderTest> ledgers,
      BiPredicate<LedgerUnderTest, Request> wanted,
      Fault fault) {
    var ambush = new Ambush(ledgers.size());
    ledgers.forEach(ledger -> ambush.lay(ledger, of -> wanted.test(ledger, of), fault));
    return ambush;
  }

  /** Lets so many requests through slowly, at whichever ledger, and springs at the last of them. */
  static Ambush onTheLastOf(int howMany, Collection<LedgerUnderTest> ledgers, Duration each) {
    var ambush = new Ambush(howMany);
    for (LedgerUnderTest ledger : ledgers) {
      ledger.faults().next(howMany, request -> ambush.strikes(), Fault.slowWork(each));
    }
    return ambush;
  }

  void awaitVictims() {
    try {
      if (!missing.await(PATIENCE_SECONDS, TimeUnit.SECONDS)) {
        throw new AssertionError(missing.getCount() + " requests never arrived at their ledger");
      }
    } catch (InterruptedException stopping) {
      Thread.currentThread().interrupt();
      throw new IllegalStateException(stopping);
    }
  }

  private void lay(LedgerUnderTest ledger, Predicate<Request> wanted, Fault fault) {
    ledger.faults().next(request -> wanted.test(request) && strikes(), fault);
  }

  private boolean strikes() {
    missing.countDown();
    return true;
  }
}
