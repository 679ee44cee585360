package io.coportal.sync.contract;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

/** Calls of the ledger's API are what a limit counts. */
abstract class CallsContract extends LedgerContract {
  private final CallBudget budget;

  /** The most calls that each kind of sync may cost. */
  record CallBudget(
      int cold, int newClient, int knownClient, int unchangedClick, int unchangedAuto) {}

  CallsContract(LedgerUnderTest ledger, CallBudget budget) {
    super(ledger);
    this.budget = budget;
  }

  @Test
  void aSyncCostsNoMoreCallsThanItMust() {
    TestInvoice first = TestInvoice.plain();
    TestInvoice second = TestInvoice.plain();
    TestInvoice third = TestInvoice.plain().client("cl-" + second.id(), second.clientName(), null);
    second.client("cl-" + second.id(), second.clientName(), null);
    coportal.forgetReferences(ledger, ledger.home());

    CallBudget measured =
        new CallBudget(
            callsOf(() -> workspace.synced(first)),
            callsOf(() -> workspace.synced(second)),
            callsOf(() -> workspace.synced(third)),
            callsOf(() -> workspace.synced(third)),
            callsOf(() -> automatically(third.version(2))));

    System.out.printf(
        "%s calls per sync: %d cold, %d new client, %d known client, %d unchanged click, %d unchanged auto%n",
        ledger.name(),
        measured.cold(),
        measured.newClient(),
        measured.knownClient(),
        measured.unchangedClick(),
        measured.unchangedAuto());
    assertThat(measured.cold()).isLessThanOrEqualTo(budget.cold());
    assertThat(measured.newClient()).isLessThanOrEqualTo(budget.newClient());
    assertThat(measured.knownClient()).isLessThanOrEqualTo(budget.knownClient());
    assertThat(measured.unchangedClick()).isLessThanOrEqualTo(budget.unchangedClick());
    assertThat(measured.unchangedAuto()).isLessThanOrEqualTo(budget.unchangedAuto());
  }

  private void automatically(TestInvoice unchanged) {
    workspace.change("{\"autoSync\": true}");
    workspace.put(unchanged);
    workspace.awaitVersion(unchanged.id(), 2);
  }

  private int callsOf(Runnable sync) {
    ledger.journal().clear();
    sync.run();
    return calls().size();
  }
}
