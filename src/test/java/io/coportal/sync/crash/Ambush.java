package io.coportal.sync.crash;

import io.coportal.sync.simulator.Fault;
import io.coportal.sync.simulator.FaultScript;
import io.coportal.sync.simulator.Request;
import io.coportal.sync.simulator.RequestMatcher;
import io.coportal.sync.simulator.xero.XeroSimulator;
import java.time.Duration;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;

/** Waits for a request at the ledger and holds it up, so that a kill finds it in flight. */
final class Ambush {
  private static final long PATIENCE_SECONDS = 60;

  private final CountDownLatch arrived = new CountDownLatch(1);

  private Ambush() {}

  /** Holds up the next such request by {@code fault}. */
  static Ambush on(XeroSimulator xero, String method, String path, Fault fault) {
    return on(xero.faults(), RequestMatcher.of(method, path), fault);
  }

  static Ambush on(FaultScript faults, RequestMatcher wanted, Fault fault) {
    var ambush = new Ambush();
    faults.next(request -> wanted.test(request) && ambush.springs(), fault);
    return ambush;
  }

  /** Lets the next such requests through slowly, and springs at the last of them. */
  static Ambush onTheLastOf(int howMany, XeroSimulator xero, RequestMatcher wanted, Duration each) {
    var ambush = new Ambush();
    var left = new CountDownLatch(howMany);
    xero.faults()
        .next(howMany, request -> counts(wanted, request, left, ambush), Fault.slowWork(each));
    return ambush;
  }

  void awaitVictim() {
    try {
      if (!arrived.await(PATIENCE_SECONDS, TimeUnit.SECONDS)) {
        throw new AssertionError("The request that was waited for never arrived at the ledger");
      }
    } catch (InterruptedException stopping) {
      Thread.currentThread().interrupt();
      throw new IllegalStateException(stopping);
    }
  }

  private static boolean counts(
      RequestMatcher wanted, Request request, CountDownLatch left, Ambush ambush) {
    if (!wanted.test(request)) {
      return false;
    }
    left.countDown();
    return left.getCount() > 0 || ambush.springs();
  }

  private boolean springs() {
    arrived.countDown();
    return true;
  }
}
