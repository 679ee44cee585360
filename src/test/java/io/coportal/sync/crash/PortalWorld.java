package io.coportal.sync.crash;

import static org.awaitility.Awaitility.await;

import io.coportal.sync.contract.CallKind;
import io.coportal.sync.contract.LedgerUnderTest;
import io.coportal.sync.contract.LedgersUnderTest;
import io.coportal.sync.portal.PortalInvoice;
import io.coportal.sync.simulator.Fault;
import io.coportal.sync.simulator.RequestMatcher;
import io.coportal.sync.simulator.coportal.CoPortalSimulator;
import java.time.Duration;
import java.util.List;
import java.util.Random;
import java.util.stream.Stream;

/** A CoPortal that changes, an application that dies, and two ledgers it feeds by itself. */
final class PortalWorld implements AutoCloseable {
  static final Company COMPANY = Company.BRITISH;
  private static final int INVOICES = 30;
  private static final Duration RECOVERY_LIMIT = Duration.ofSeconds(120);
  private static final Duration RESPONSE_TIMEOUT = Duration.ofSeconds(2);

  /** A claim outlives any call; the waits between two calls are shorter. */
  private static final Duration LONGEST_WAIT = RESPONSE_TIMEOUT.plusSeconds(20);

  private final List<PortalInvoice> invoices =
      PortalInvoice.several(COMPANY.workspace(), "portal", INVOICES);
  private final List<LedgerUnderTest> ledgers = LedgersUnderTest.another();
  private final CoPortalSimulator coportal = CoPortalSimulator.start(0);
  private final Installation installation = new Installation("portal", ledgers);
  private final PortalVerdict verdict = new PortalVerdict(coportal, ledgers, invoices);
  private final Office office;
  private int kills;

  PortalWorld(Random random) {
    start();
    ledgers.forEach(this::connect);
    office = new Office(coportal.changes(), invoices, random);
  }

  CoPortalSimulator coportal() {
    return coportal;
  }

  /** Strikes CoPortal's next such call. */
  Ambush atCoPortal(RequestMatcher call, Fault fault) {
    return Ambush.at(coportal.faults(), call, fault);
  }

  /** Strikes the next such call at each of the ledgers. */
  Ambush atEachLedger(Fault fault, CallKind... kinds) {
    return Ambush.at(ledgers, (ledger, request) -> ledger.requests(kinds).test(request), fault);
  }

  /** CoPortal, which is down, was asked so many times more by each of these calls. */
  void awaitUnanswered(int howMany, RequestMatcher... calls) {
    List<Integer> before = Stream.of(calls).map(verdict::unanswered).toList();
    await("asked on and on")
        .atMost(RECOVERY_LIMIT.plusSeconds(howMany))
        .until(
            () ->
                Stream.of(calls)
                    .allMatch(
                        call ->
                            verdict.unanswered(call)
                                >= before.get(List.of(calls).indexOf(call)) + howMany));
  }

  void start() {
    installation.start(settings());
  }

  /** Ends the application, and holds what it left against what CoPortal has shown. */
  Remains kill9(String moment) {
    office.rest();
    installation.process().kill9();
    kills++;
    Remains left = Remains.of(installation.database());
    left.expectCursorNotAhead(coportal.changes(), ledgers.size());
    left.expectOutboxComplete(LONGEST_WAIT);
    System.out.printf(
        "kill %d, %s: cursor %s of %s, %d to push, %d to report%n",
        kills, moment, left.cursor(), coportal.changes().end(), left.unpushed(), left.untold());
    ledgers.forEach(ledger -> ledger.faults().clear());
    coportal.faults().clear();
    office.goOn();
    return left;
  }

  /** People stop working, and all they did has come to its end: in the ledgers and in CoPortal. */
  void expectEverythingArrivedOnce() {
    office.close();
    await("everything is told")
        .atMost(RECOVERY_LIMIT)
        .pollInterval(Duration.ofMillis(100))
        .untilAsserted(verdict::expectNewestTold);
    verdict.expectOnceAndInOrder();
    verdict.expectKnown(installation.api());
    Duration recovery = installation.sinceLaunch();
    Remains left = kill9("at the end");
    verdict.expectNothingLeft(left);
    System.out.printf(
        "%d kills, %d changes of %d invoices, all told %d ms after the last launch; %s%n",
        kills, office.changes(), invoices.size(), recovery.toMillis(), verdict.figures());
  }

  private String[] settings() {
    String portal = "coportal.portal.";
    return Stream.of(
            portal + "base-url=" + coportal.baseUrl(),
            portal + "auth-key=" + CoPortalSimulator.KEY,
            portal + "response-timeout-ms=" + RESPONSE_TIMEOUT.toMillis(),
            portal + "longest-pause=1s",
            portal + "pull.cron=* * * * * ?",
            portal + "pull.page-size=4",
            portal + "report.enabled=true",
            portal + "report.period=200",
            "coportal.retry.longest-delay=4s")
        .map(setting -> "--" + setting)
        .toArray(String[]::new);
  }

  private void connect(LedgerUnderTest ledger) {
    Owner.connects(installation.api(), COMPANY, ledger);
    installation.api().syncByItself(COMPANY, ledger);
  }

  @Override
  public void close() {
    office.close();
    installation.close();
    coportal.close();
  }
}
