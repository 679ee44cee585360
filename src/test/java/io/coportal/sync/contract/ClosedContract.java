package io.coportal.sync.contract;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** A plan that takes no more invoices is asked once, not for each of them. */
abstract class ClosedContract extends DueTogether {
  private final List<TestInvoice> invoices = TestInvoice.plain(6);

  ClosedContract(LedgerUnderTest ledger) {
    super(ledger);
  }

  @AfterEach
  void renew() {
    ledger.books().endPlan(false);
    coportal.forgetReferences(ledger, ledger.home());
  }

  @Test
  void theOthersFailWithTheSameCauseAndWithoutACall() {
    workspace.synced(TestInvoice.plain());
    ledger.books().endPlan(true);
    assertFailed(workspace.sync(invoices.get(0)));
    ledger.journal().clear();

    raise(invoices.subList(1, 6));

    invoices.forEach(invoice -> assertFailed(workspace.await(invoice.id(), "FAILED")));
    assertThat(calls()).isEmpty();
  }

  @Test
  void aBatchFailsByOneCallAndIsNotTriedOneByOne() {
    workspace.synced(TestInvoice.plain());
    ledger.books().endPlan(true);
    ledger.journal().clear();

    raise(invoices);

    invoices.forEach(invoice -> assertFailed(workspace.await(invoice.id(), "FAILED")));
    assertThat(writes().size()).isLessThanOrEqualTo(1);
    assertThat(calls().size()).isLessThanOrEqualTo(4);
  }

  @Test
  void aClickAsksAgain() {
    workspace.synced(TestInvoice.plain());
    ledger.books().endPlan(true);
    assertFailed(workspace.sync(invoices.get(0)));
    assertFailed(workspace.sync(invoices.get(1)));
    ledger.books().endPlan(false);

    workspace.synced(invoices.get(0));
    workspace.synced(invoices.get(1));
    raise(invoices.subList(2, 6));

    awaitBooked(invoices);
  }

  private static void assertFailed(JsonNode outcome) {
    assertThat(outcome.path("state").asText()).as(outcome.toString()).isEqualTo("FAILED");
    assertThat(outcome.at("/error/code").asText()).isIn("plan-limit", "subscription-ended");
    assertThat(outcome.at("/error/cure").asText()).isNotBlank();
  }
}
