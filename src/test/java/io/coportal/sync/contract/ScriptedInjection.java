package io.coportal.sync.contract;

import io.coportal.sync.simulator.Fault;
import io.coportal.sync.simulator.FaultScript;
import io.coportal.sync.simulator.Request;
import java.util.HashMap;
import java.util.Map;
import java.util.Random;
import java.util.function.Predicate;

/** Faults at the ledger: most requests are struck when they come first, some of their repeats. */
final class ScriptedInjection implements Injection {
  private static final int HUNDRED = 100;
  private static final int FIRST_IN_HUNDRED = 80;
  private static final int REPEAT_IN_HUNDRED = 40;
  private static final int MOST_OF_ONE = 3;
  private static final int EACH_TIME = Integer.MAX_VALUE;

  private final FaultScript script;
  private final Predicate<Request> target;
  private final Fault fault;
  private final int mostOfOne;
  private final boolean limit;
  private final Random random;
  private final Map<String, Integer> strikes = new HashMap<>();
  private volatile int struck;

  private ScriptedInjection(
      LedgerUnderTest ledger,
      Predicate<Request> target,
      Fault fault,
      int mostOfOne,
      boolean limit,
      Random random) {
    this.script = ledger.faults();
    this.target = target;
    this.fault = fault;
    this.mostOfOne = mostOfOne;
    this.limit = limit;
    this.random = random;
  }

  /** Writes of invoices and contacts. */
  static ScriptedInjection ofWrites(LedgerUnderTest ledger, Fault fault, Random random) {
    return new ScriptedInjection(ledger, writes(ledger), fault, MOST_OF_ONE, false, random);
  }

  static ScriptedInjection of(
      LedgerUnderTest ledger, Predicate<Request> target, Fault fault, Random random) {
    return new ScriptedInjection(ledger, target, fault, MOST_OF_ONE, false, random);
  }

  /** A repeat goes well. */
  static ScriptedInjection ofFirstWrites(LedgerUnderTest ledger, Fault fault, Random random) {
    return new ScriptedInjection(ledger, writes(ledger), fault, 1, false, random);
  }

  /** Each request, however often it comes. */
  static ScriptedInjection ofEachWrite(LedgerUnderTest ledger, Fault fault, Random random) {
    return new ScriptedInjection(
        ledger, ledger.requests(CallKind.INVOICE_WRITE), fault, EACH_TIME, false, random);
  }

  /** A limit is met by whatever is on its way at that moment. */
  static ScriptedInjection ofLimit(LedgerUnderTest ledger, Fault limit, Random random) {
    return new ScriptedInjection(ledger, writes(ledger), limit, EACH_TIME, true, random);
  }

  private static Predicate<Request> writes(LedgerUnderTest ledger) {
    return ledger.requests(CallKind.INVOICE_WRITE, CallKind.CONTACT_WRITE);
  }

  @Override
  public void begin(int most) {
    script.next(most, target.and(this::strikes), fault);
  }

  /** Asked under the script's lock, and true only for a request that is then struck. */
  private boolean strikes(Request request) {
    String what = request.isWrite() ? request.rawPath() + request.text() : request.target();
    int before = strikes.getOrDefault(what, 0);
    boolean struckNow = mostOfOne == EACH_TIME || before < mostOfOne && chance(before == 0);
    if (struckNow) {
      strikes.put(what, before + 1);
      struck++;
    }
    return struckNow;
  }

  private boolean chance(boolean first) {
    return random.nextInt(HUNDRED) < (first ? FIRST_IN_HUNDRED : REPEAT_IN_HUNDRED);
  }

  @Override
  public int injected() {
    return struck;
  }

  @Override
  public void end() {
    script.clear();
  }

  @Override
  public boolean isLimit() {
    return limit;
  }
}
