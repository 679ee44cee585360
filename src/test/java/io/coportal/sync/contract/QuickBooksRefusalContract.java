package io.coportal.sync.contract;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.fasterxml.jackson.databind.JsonNode;
import io.coportal.sync.simulator.Fault;
import io.coportal.sync.simulator.quickbooks.QuickBooksFaults;
import io.coportal.sync.simulator.quickbooks.QuickBooksFaults.Shape;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/**
 * Each error that QuickBooks documents, through the whole application: the invoice shows what to
 * do, and when the cause is gone there is one invoice in the ledger.
 */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
abstract class QuickBooksRefusalContract extends QuickBooksContract {
  private TestInvoice invoice;

  // Connecting costs more than most of these tests.
  @BeforeEach
  @Override
  void connectNewWorkspace() {
    invoice = TestInvoice.plain();
    if (workspace == null) {
      super.connectNewWorkspace();
    }
    ledger.journal().clear();
  }

  @AfterEach
  @Override
  void disconnect() {
    ledger.faults().clear();
  }

  @AfterAll
  void disconnectAtLast() {
    super.disconnect();
  }

  @ParameterizedTest(name = "{0} {1} {2} becomes {3} {4}")
  @CsvSource(
      textBlock =
          """
          400, SERVICE, 500,  FAILED, operation-not-supported
          400, SERVICE, 610,  FAILED, contact-unknown
          400, SERVICE, 620,  FAILED, linked-in-ledger
          400, SERVICE, 630,  FAILED, not-deletable
          400, SERVICE, 800,  FAILED, in-use
          400, SERVICE, 1040, FAILED, batch-too-large
          400, SERVICE, 2010, FAILED, request-not-accepted
          400, SERVICE, 2020, FAILED, member-missing
          400, SERVICE, 2030, FAILED, id-not-accepted
          400, SERVICE, 2040, FAILED, text-not-accepted
          400, SERVICE, 2050, FAILED, text-too-long
          400, SERVICE, 2060, FAILED, dates-not-accepted
          400, SERVICE, 2070, FAILED, date-format
          400, SERVICE, 2090, FAILED, number-format
          400, SERVICE, 2110, FAILED, number-out-of-range
          400, SERVICE, 2130, FAILED, key-not-accepted
          400, SERVICE, 2140, FAILED, amount-invalid
          400, SERVICE, 2170, FAILED, choice-not-accepted
          400, SERVICE, 2210, FAILED, email-not-accepted
          400, SERVICE, 2220, FAILED, currency-not-enabled
          400, SERVICE, 2240, FAILED, value-out-of-range
          400, SERVICE, 2250, FAILED, lines-not-accepted
          400, SERVICE, 2290, FAILED, amount-negative
          400, SERVICE, 2390, FAILED, item-without-account
          400, SERVICE, 2500, FAILED, contact-or-reference-gone
          400, SERVICE, 5000, FAILED, validation-failed
          400, SERVICE, 5020, FAILED, right-denied
          400, SERVICE, 5030, FAILED, feature-not-in-plan
          400, SERVICE, 6000, FAILED, business-rule
          400, SERVICE, 6070, FAILED, amount-not-accepted
          400, SERVICE, 6090, FAILED, discount-not-accepted
          400, SERVICE, 6100, FAILED, tax-code-unknown
          400, SERVICE, 6160, FAILED, tax-custom
          400, SERVICE, 6170, FAILED, tax-not-applicable
          400, SERVICE, 6190, FAILED, subscription-ended
          400, SERVICE, 6200, FAILED, period-closed
          400, SERVICE, 6210, FAILED, period-locked
          400, SERVICE, 6230, FAILED, tax-custom-rate
          400, SERVICE, 6250, FAILED, contact-not-usable
          400, SERVICE, 6420, FAILED, email-wanted
          400, SERVICE, 6430, FAILED, account-type
          400, SERVICE, 6440, FAILED, account-subtype
          400, SERVICE, 6540, FAILED, paid-in-ledger
          400, SERVICE, 6560, FAILED, tax-default-missing
          400, SERVICE, 10200, FAILED, company-reset
          400, SERVICE, 9999, FAILED, not-in-catalogue
          400, GATEWAY, 2500, FAILED, contact-or-reference-gone
          400, XML,     6000, FAILED, business-rule
          200, SERVICE, 6000, FAILED, business-rule
          200, SERVICE, 6210, FAILED, period-locked
          200, GATEWAY, 6000, FAILED, business-rule
          200, XML,     6000, FAILED, business-rule
          400, SERVICE, 6140, FAILED, number-taken
          200, SERVICE, 6140, FAILED, number-taken
          404, HTML,    0,    FAILED, not-found
          404, SERVICE, 610,  FAILED, contact-unknown
          413, HTML,    0,    FAILED, request-too-large
          415, SERVICE, 500,  FAILED, operation-not-supported
          """)
  void aRefusalStandsStillAndGoesOnWhenItIsMended(
      int status, Shape shape, String code, String state, String error) {
    nextWrite(refusal(shape, status, code));

    JsonNode outcome = workspace.sync(invoice);

    assertStopped(outcome, state, error, "");
    assertThat(outcome.path("error").path("cure").asText()).isNotBlank();
    assertThat(outcome.path("error").path("message").asText()).doesNotContain("<", "Exception");
    assertThat(ledger.invoices(invoice.number())).isEmpty();
    workspace.synced(invoice);
    assertOneInvoice();
  }

  @ParameterizedTest(name = "{0} {1} {2} goes on by itself")
  @CsvSource(
      textBlock =
          """
          400, SERVICE, 600
          400, SERVICE, 5010
          200, SERVICE, 5010
          500, SERVICE, 10000
          200, SERVICE, 10000
          500, GATEWAY, 10000
          500, XML,     10000
          400, SERVICE, 10000
          500, HTML,    0
          502, HTML,    0
          503, HTML,    0
          504, HTML,    0
          503, XML,     10000
          401, GATEWAY, 3200
          401, GATEWAY, 3202
          401, SERVICE, 3200
          401, HTML,    0
          401, XML,     100
          """)
  void aStumbleGoesOnByItself(int status, Shape shape, String code) {
    nextWrite(refusal(shape, status, code));

    ask(invoice);

    workspace.await(invoice.id(), "SYNCED");
    assertOneInvoice();
  }

  @ParameterizedTest(name = "{0} {1} {2} waits as {3}")
  @CsvSource(
      textBlock =
          """
          429, GATEWAY, 3001, limit-reached
          429, XML,     3001, limit-reached
          429, HTML,    0,    limit-of-calls
          403, GATEWAY, 3001, limit-reached
          200, SERVICE, 3001, limit-reached
          400, SERVICE, 3001, limit-reached
          """)
  void aLimitGoesOnWhenItEnds(int status, Shape shape, String code, String error) {
    nextWrite(refusal(shape, status, code));

    ask(invoice);
    workspace.awaitError(invoice.id(), error);

    assertThat(ledger.invoices(invoice.number())).isEmpty();
    await()
        .until(
            () -> {
              coportal.waitsEnd(ledger);
              return workspace.state(invoice.id()).equals("SYNCED");
            });
    assertOneInvoice();
  }

  @ParameterizedTest(name = "{0} {1} {2} blocks as {3}")
  @CsvSource(
      textBlock =
          """
          401, GATEWAY, 3200, consent-rejected
          401, GATEWAY, 3202, consent-expired
          401, XML,     100,  other-company
          401, HTML,    0,    consent-refused
          403, GATEWAY, 3100, company-disconnected
          403, XML,     3100, company-disconnected
          403, HTML,    0,    company-refused
          403, SERVICE, 120,  access-denied
          403, SERVICE, 130,  application-refused
          403, SERVICE, 140,  user-refused
          403, SERVICE, 150,  rights-missing
          400, SERVICE, 120,  access-denied
          400, SERVICE, 130,  application-refused
          400, SERVICE, 140,  user-refused
          400, SERVICE, 150,  rights-missing
          200, SERVICE, 120,  access-denied
          """)
  void aLostConsentBlocksUntilTheOwnerReconnects(
      int status, Shape shape, String code, String error) {
    ledger.faults().next(2, writing(), refusal(shape, status, code));

    JsonNode outcome = workspace.sync(invoice);

    assertStopped(outcome, "BLOCKED", error, "econnect");
    assertThat(workspace.connection().path("state").asText()).isEqualTo("RECONNECT");
    assertThat(ledger.invoices(invoice.number())).isEmpty();
    ledger.faults().clear();
    workspace.connect();
    workspace.await(invoice.id(), "SYNCED");
    assertOneInvoice();
  }

  @ParameterizedTest(name = "{0} {1} {2} at a customer becomes {3} {4}")
  @CsvSource(
      textBlock =
          """
          400, SERVICE, 2010, FAILED, request-not-accepted
          400, SERVICE, 2040, FAILED, text-not-accepted
          400, SERVICE, 2050, FAILED, text-too-long
          400, SERVICE, 2210, FAILED, email-not-accepted
          400, SERVICE, 2220, FAILED, currency-not-enabled
          400, SERVICE, 5020, FAILED, right-denied
          400, SERVICE, 6000, FAILED, business-rule
          400, SERVICE, 6080, FAILED, name-missing
          400, SERVICE, 6190, FAILED, subscription-ended
          200, SERVICE, 6000, FAILED, business-rule
          400, XML,     6000, FAILED, business-rule
          400, SERVICE, 120,  BLOCKED, access-denied
          403, GATEWAY, 3100, BLOCKED, company-disconnected
          """)
  void aRefusedCustomerStandsStillAndGoesOnWhenItIsMended(
      int status, Shape shape, String code, String state, String error) {
    ledger.faults().next(ledger.requests(CallKind.CONTACT_WRITE), refusal(shape, status, code));

    JsonNode outcome = workspace.sync(invoice);

    assertStopped(outcome, state, error, "");
    assertThat(outcome.path("error").path("cure").asText()).isNotBlank();
    assertThat(writes()).isEmpty();
    if (state.equals("BLOCKED")) {
      workspace.connect();
      workspace.await(invoice.id(), "SYNCED");
    } else {
      workspace.synced(invoice);
    }
    assertOneInvoice();
    assertThat(ledger.contacts(invoice.clientName())).hasSize(1);
  }

  @ParameterizedTest(name = "{0} {1} {2} at a customer goes on by itself")
  @CsvSource(
      textBlock =
          """
          400, SERVICE, 6240
          200, SERVICE, 6240
          500, SERVICE, 10000
          200, SERVICE, 10000
          502, HTML,    0
          401, GATEWAY, 3200
          401, XML,     100
          """)
  void aStumbleAtACustomerGoesOnByItself(int status, Shape shape, String code) {
    ledger.faults().next(ledger.requests(CallKind.CONTACT_WRITE), refusal(shape, status, code));

    ask(invoice);

    workspace.await(invoice.id(), "SYNCED");
    assertOneInvoice();
  }

  @ParameterizedTest(name = "{0} {1} {2} at a look-up becomes {3} {4}")
  @CsvSource(
      textBlock =
          """
          400, SERVICE, 4000,  FAILED,  query-unreadable
          400, SERVICE, 4001,  FAILED,  query-refused
          400, SERVICE, 10100, FAILED,  result-too-large
          400, SERVICE, 6190,  FAILED,  subscription-ended
          400, SERVICE, 5020,  FAILED,  right-denied
          200, SERVICE, 4001,  FAILED,  query-refused
          400, XML,     4000,  FAILED,  query-unreadable
          403, GATEWAY, 3100,  BLOCKED, company-disconnected
          400, SERVICE, 120,   BLOCKED, access-denied
          404, HTML,    0,     FAILED,  not-found
          """)
  void aRefusedLookUpStandsStillAndGoesOnWhenItIsMended(
      int status, Shape shape, String code, String state, String error) {
    ledger.faults().next(reading(), refusal(shape, status, code));

    JsonNode outcome = workspace.sync(invoice);

    assertStopped(outcome, state, error, "");
    assertThat(outcome.path("error").path("cure").asText()).isNotBlank();
    assertThat(writes()).isEmpty();
    if (state.equals("BLOCKED")) {
      workspace.connect();
      workspace.await(invoice.id(), "SYNCED");
    } else {
      workspace.synced(invoice);
    }
    assertOneInvoice();
  }

  @ParameterizedTest(name = "{0} {1} {2} at a look-up goes on by itself")
  @CsvSource(
      textBlock =
          """
          400, SERVICE, 4002
          200, SERVICE, 10000
          500, SERVICE, 10000
          503, HTML,    0
          401, XML,     100
          401, GATEWAY, 3200
          429, GATEWAY, 3001
          200, SERVICE, 3001
          """)
  void aStumbleAtALookUpGoesOnByItself(int status, Shape shape, String code) {
    ledger.faults().next(reading(), refusal(shape, status, code));

    ask(invoice);

    await()
        .until(
            () -> {
              coportal.waitsEnd(ledger);
              return workspace.state(invoice.id()).equals("SYNCED");
            });
    assertOneInvoice();
  }

  private static Fault refusal(Shape shape, int status, String code) {
    return QuickBooksFaults.error(
        shape, status, "ValidationFault", code, "Message " + code, "Detail " + code);
  }

  private void assertOneInvoice() {
    assertThat(booked(invoice).total()).isEqualByComparingTo(invoice.total());
    assertKeysNeverReused();
  }
}
