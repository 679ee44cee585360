package io.coportal.sync.contract;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import io.coportal.sync.simulator.quickbooks.People;
import io.coportal.sync.simulator.quickbooks.QuickBooksSimulator;

/** What only QuickBooks Online asks of an application. */
abstract class QuickBooksContract extends LedgerContract {
  protected final QuickBooksSimulator quickBooks = LedgersUnderTest.QUICKBOOKS.simulator();

  /** In the company at home. */
  protected final People people = quickBooks.people(QuickBooksUnderTest.HOME);

  QuickBooksContract() {
    super(LedgersUnderTest.QUICKBOOKS);
  }

  /** The company's settings are read again before the next invoice. */
  protected void companyIsReadAgain(String realm) {
    coportal.forgetReferences(ledger, realm);
  }

  protected void companyIsReadAgain() {
    companyIsReadAgain(ledger.home());
  }

  protected static void assertState(JsonNode outcome, String state) {
    assertThat(outcome.path("state").asText()).as(outcome.toString()).isEqualTo(state);
  }

  /** Stands still for that reason, with a cure that says so. */
  protected static void assertStopped(JsonNode outcome, String state, String code, String cure) {
    assertState(outcome, state);
    assertThat(outcome.path("error").path("code").asText()).isEqualTo(code);
    assertThat(outcome.path("error").path("cure").asText()).contains(cure);
  }

  protected static void assertFailed(JsonNode outcome, String code, String cure) {
    assertStopped(outcome, "FAILED", code, cure);
  }
}
