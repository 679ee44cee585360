package io.coportal.sync.contract;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.coportal.sync.reconcile.Lanes;
import io.coportal.sync.simulator.JournalEntry;
import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;

/**
 * One kind of fault, over and over: waves of new and changed invoices, clicked and not, for known
 * and new clients, together and one by one, some of them changed once more while they are on their
 * way. A wave has come to its end before the next one comes.
 */
final class FaultStorm {
  private static final int NEW_IN_A_WAVE = Integer.getInteger("faults.wave", 240);
  private static final int CHANGED_IN_A_WAVE = NEW_IN_A_WAVE / 4;
  private static final int ONE_IN = 10;
  private static final int NEW_CLIENT_ONE_IN = 30;
  private static final int MOST_WAVES = 200;
  private static final Duration PATIENCE = Duration.ofMinutes(10);

  private final CoPortalUnderTest application;
  private final PortalWorkspace workspace;
  private final LedgerUnderTest ledger;
  private final Injection injection;
  private final LimitWatch limits;
  private final Map<String, TestInvoice> accepted = new LinkedHashMap<>();
  private final Map<String, String> bytesByKey = new LinkedHashMap<>();
  private final TestInvoice regular = TestInvoice.plain();
  private int keysReused;

  FaultStorm(
      CoPortalUnderTest application,
      PortalWorkspace workspace,
      LedgerUnderTest ledger,
      Injection injection,
      LimitWatch limits) {
    this.application = application;
    this.workspace = workspace;
    this.ledger = ledger;
    this.injection = injection;
    this.limits = limits;
  }

  /**
   * @param most how many faults
   */
  StormVerdict rage(int most) {
    calm();
    injection.begin(most);
    try {
      for (int wave = 0; injection.injected() < most; wave++) {
        assertThat(wave).as("waves; injected %d", injection.injected()).isLessThan(MOST_WAVES);
        wave(wave);
      }
    } finally {
      injection.end();
    }
    awaitOver();
    assertThat(keysReused).as("keys with other bytes").isZero();
    return StormVerdict.of(application, workspace, ledger, accepted.values());
  }

  /** What is known before: a client, accounts, tax codes. */
  private void calm() {
    workspace.change("{\"autoSync\": true}");
    regular.client("cl-regular", regular.clientName(), null);
    put(regular);
    awaitOver();
    ledger.journal().clear();
  }

  private void wave(int wave) {
    List<TestInvoice> changed = changed();
    List<TestInvoice> fresh = fresh();
    boolean together = wave % 2 == 0;
    if (together) {
      application.holdLane(ledger, workspace.id());
    }
    injection.about(fresh);
    changed.forEach(this::put);
    fresh.forEach(this::put);
    some(fresh, 0).forEach(invoice -> workspace.ask(invoice.id()));
    if (together) {
      application.waitsEnd(ledger);
      wake();
    }
    some(fresh, 1).forEach(invoice -> put(invoice.version(2).line("Changed at once", "1", "3")));
    awaitOver();
    heard();
  }

  private List<TestInvoice> fresh() {
    List<TestInvoice> fresh = TestInvoice.plain(NEW_IN_A_WAVE);
    for (int n = 0; n < fresh.size(); n++) {
      if (n % NEW_CLIENT_ONE_IN != 0) {
        fresh.get(n).client("cl-regular", regular.clientName(), null);
      }
    }
    return fresh;
  }

  private List<TestInvoice> changed() {
    List<TestInvoice> all = new ArrayList<>(accepted.values());
    List<TestInvoice> last = all.subList(Math.max(0, all.size() - CHANGED_IN_A_WAVE), all.size());
    last.forEach(
        invoice ->
            invoice.version(invoice.version() + 1).line("Change", "1", "" + invoice.version()));
    return last;
  }

  private static List<TestInvoice> some(List<TestInvoice> invoices, int rest) {
    return IntStream.range(0, invoices.size())
        .filter(n -> n % ONE_IN == rest)
        .mapToObj(invoices::get)
        .toList();
  }

  private void put(TestInvoice invoice) {
    await()
        .atMost(PATIENCE)
        .pollInterval(Duration.ofMillis(20))
        .pollDelay(Duration.ZERO)
        .until(() -> workspace.put(invoice).status() / 100 == 2);
    accepted.put(invoice.id(), invoice);
  }

  private void awaitOver() {
    await()
        .atMost(PATIENCE)
        .pollInterval(Duration.ofMillis(50))
        .untilAsserted(
            () -> {
              injection.meanwhile();
              if (injection.isLimit()) {
                limits.lookOn();
                wake();
              }
              assertThat(moving()).isEmpty();
            });
  }

  private List<Map<String, Object>> moving() {
    return application
        .database()
        .sql(
            """
            SELECT invoice_id, state, attempts, due_at, open_request_id, error_code
            FROM invoice_sync WHERE workspace_id = ? AND provider = ?
              AND (state IN ('QUEUED', 'SENDING') OR state = 'BLOCKED' AND due_at IS NOT NULL)""")
        .params(workspace.id(), ledger.name())
        .query()
        .listOfRows();
  }

  private void wake() {
    application
        .database()
        .sql("SELECT id FROM connection WHERE workspace_id = ? AND provider = ?")
        .params(workspace.id(), ledger.name())
        .query(String.class)
        .list()
        .forEach(application.bean(Lanes.class)::wake);
  }

  /** Equal keys go with equal bytes. */
  private void heard() {
    for (JournalEntry write :
        ledger.journal().requests(call -> ledger.kind(call) == CallKind.INVOICE_WRITE)) {
      String before = bytesByKey.putIfAbsent(ledger.keyOf(write), write.bodySha256());
      if (before != null && !before.equals(write.bodySha256())) {
        keysReused++;
      }
    }
    ledger.journal().clear();
  }
}
