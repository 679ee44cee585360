package io.coportal.sync.contract;

import io.coportal.sync.simulator.Fault;
import io.coportal.sync.simulator.FaultProxy;
import io.coportal.sync.simulator.Response;
import io.coportal.sync.simulator.quickbooks.QuickBooksFaults;
import io.coportal.sync.simulator.quickbooks.RequestIds;
import io.coportal.sync.simulator.xero.XeroFaults;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Random;
import java.util.function.Consumer;

/** The kinds of fault that a ledger and the wire to it know, by name. */
final class StormFaults {
  /** Longer than the application waits in a storm, shorter than it takes a ledger to be at work. */
  static final Duration LATE = Duration.ofMillis(1100);

  /** All that are in flight meet a limit at once. */
  private static final Duration TOGETHER = Duration.ofMillis(150);

  static final int MINUTE_SECONDS = 26;
  static final int DAY_SECONDS = 4 * 3600;

  private static final int MIDDLE_OF_A_REQUEST = 1500;
  private static final int MIDDLE_OF_AN_ANSWER = 600;

  private final CoPortalUnderTest application;
  private final LedgerUnderTest ledger;
  private final Random random;
  private final Map<String, Injection> kinds = new LinkedHashMap<>();

  StormFaults(CoPortalUnderTest application, LedgerUnderTest ledger, Random random) {
    this.application = application;
    this.ledger = ledger;
    this.random = random;
  }

  Map<String, Injection> all() {
    onTheWire();
    atTheLedger();
    limits();
    if (ledger instanceof QuickBooksUnderTest quickBooks) {
      ofQuickBooks(quickBooks);
    } else {
      ofXero();
    }
    return kinds;
  }

  private void onTheWire() {
    kinds.put("connect refused", new RefusedInjection(application, ledger));
    wire("reset before the request", wire -> wire.resetOnAccept(1));
    wire(
        "reset while sending the body",
        wire -> wire.resetAfterRequestBytes(1, MIDDLE_OF_A_REQUEST));
    wire("answer lost: reset", wire -> wire.resetInsteadOfResponse(1));
    wire("answer lost: half body", wire -> wire.cutAfterResponseBytes(1, MIDDLE_OF_AN_ANSWER));
    wire("answer lost: malformed chunk", wire -> wire.garbleResponse(1));
  }

  private void wire(String name, Consumer<FaultProxy> breaksOne) {
    kinds.put(name, new WireInjection(ledger, breaksOne, random));
  }

  private void atTheLedger() {
    writes("answer lost: empty", ledger.fault(LedgerFault.ANSWER_LOST));
    writes("answer lost: truncated JSON", ledger.fault(LedgerFault.TRUNCATED_ANSWER));
    writes("500 with the write done", ledger.fault(LedgerFault.ERROR_AFTER_WORK));
    writes("500 without the write", ledger.fault(LedgerFault.ERROR_BEFORE_WORK));
    writes("503", ledger.fault(LedgerFault.UNAVAILABLE));
    writes("504 with late work", lateBehindAGateway());
    writes("time-out, the ledger ends later", Fault.slowWork(LATE));
    // A second one in a row is the end of the consent.
    kinds.put(
        "401 expired token",
        ScriptedInjection.ofFirstWrites(ledger, ledger.fault(LedgerFault.TOKEN_EXPIRED), random));
    writes("200 in HTML with the write done", ledger.fault(LedgerFault.FOREIGN_PAGE_AFTER_WORK));
    writes("200 in HTML without the write", ledger.fault(LedgerFault.FOREIGN_PAGE_BEFORE_WORK));
    writes("200 about other invoices", Fault.changedAnswer("others", StormFaults::aboutOthers));
    kinds.put("one bad member in a batch", new TakenNumbers(ledger));
    kinds.put("look-up fails", lookUpFails());
  }

  private void writes(String name, Fault fault) {
    kinds.put(name, ScriptedInjection.ofWrites(ledger, fault, random));
  }

  private static Fault lateBehindAGateway() {
    return Fault.gatewayBeforeWork(
        "gateway-then-work",
        Response.html(504, "<html><body>Gateway time-out</body></html>"),
        LATE);
  }

  private static Response aboutOthers(Response answer) {
    String text =
        answer
            .text()
            .replaceAll("CT-(?=[0-9])", "OT-")
            .replaceAll("/invoices/inv-(?=[0-9])", "/invoices/other-");
    return new Response(answer.status(), answer.headers(), text.getBytes(StandardCharsets.UTF_8));
  }

  /** The writes are done and answered with an error, so that they have to be looked up. */
  private Injection lookUpFails() {
    Injection reads =
        ScriptedInjection.of(
            ledger,
            ledger.requests(CallKind.INVOICE_READ),
            ledger.fault(LedgerFault.FOREIGN_PAGE_BEFORE_WORK),
            random);
    return new Beside(
        reads,
        ScriptedInjection.ofWrites(ledger, ledger.fault(LedgerFault.ERROR_AFTER_WORK), random));
  }

  private void limits() {
    limit("429 minute", ledger.limit(MINUTE_SECONDS));
    limit("429 day", ledger.limit(DAY_SECONDS));
    limit("429 without a time", ledger.limit(-1));
  }

  private void limit(String name, Fault fault) {
    kinds.put(name, ScriptedInjection.ofLimit(ledger, fault.after(TOGETHER), random));
  }

  private void ofXero() {
    limit("429 of the application", XeroFaults.rateLimit("appminute", MINUTE_SECONDS));
    kinds.put(
        "400 key used with other request",
        ScriptedInjection.ofEachWrite(ledger, XeroFaults.keyReused(), random));
    kinds.put(
        "key forgotten",
        new Forgetting(
            ScriptedInjection.ofWrites(ledger, ledger.fault(LedgerFault.ANSWER_LOST), random)));
    writes("key's store down", XeroFaults.idempotencyStoreDown());
  }

  private void ofQuickBooks(QuickBooksUnderTest quickBooks) {
    RequestIds ids = quickBooks.simulator().requestIds();
    repeats("repeat replayed", ids, RequestIds.Policy.REPLAY);
    repeats("repeat answered 6000", ids, RequestIds.Policy.REFUSE);
    repeats("repeat forgotten", ids, RequestIds.Policy.FORGET);
    writes("fault in a success", QuickBooksFaults.okWithFault("10000", "Broken"));
  }

  private void repeats(String name, RequestIds ids, RequestIds.Policy policy) {
    kinds.put(
        name,
        new Repeats(
            ScriptedInjection.ofWrites(ledger, QuickBooksFaults.gatewayAfterCommit(503), random),
            ids,
            policy));
  }

  /** One that is counted, and another that makes it possible. */
  private record Beside(Injection counted, Injection other) implements Injection {
    @Override
    public void begin(int most) {
      counted.begin(most);
      other.begin(Integer.MAX_VALUE / 2);
    }

    @Override
    public int injected() {
      return counted.injected();
    }

    @Override
    public void end() {
      counted.end();
    }
  }

  /** The ledger treats repeats in its own way meanwhile. */
  private record Repeats(Injection faults, RequestIds ids, RequestIds.Policy policy)
      implements Injection {
    @Override
    public void begin(int most) {
      ids.single(policy).batches(policy);
      faults.begin(most);
    }

    @Override
    public int injected() {
      return faults.injected();
    }

    @Override
    public void end() {
      faults.end();
    }
  }

  /** What has not been answered was sent so long ago that the ledger has forgotten its key. */
  private final class Forgetting implements Injection {
    private final Injection faults;

    private Forgetting(Injection faults) {
      this.faults = faults;
    }

    @Override
    public void begin(int most) {
      faults.begin(most);
    }

    @Override
    public void meanwhile() {
      application.sentEarlier(ledger, Duration.ofMinutes(7));
    }

    @Override
    public int injected() {
      return faults.injected();
    }

    @Override
    public void end() {
      faults.end();
    }
  }
}
