package io.coportal.sync.contract;

import static org.assertj.core.api.Assertions.assertThat;

import io.coportal.sync.simulator.JournalEntry;
import java.time.Duration;
import java.util.List;
import org.apache.camel.component.http.HttpEndpoint;
import org.apache.hc.client5.http.impl.io.PoolingHttpClientConnectionManager;
import org.apache.hc.core5.util.TimeValue;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** What a moment can cure, the error handler cures: same key, same bytes, one invoice. */
abstract class CureContract extends LedgerContract {
  private final TestInvoice invoice = TestInvoice.plain();
  private int redeliveriesBefore;

  CureContract(LedgerUnderTest ledger) {
    super(ledger);
  }

  @BeforeEach
  void knowTheClient() {
    TestInvoice earlier = TestInvoice.plain();
    workspace.synced(earlier.client("cl-known", earlier.clientName(), null));
    invoice.client("cl-known", earlier.clientName(), null);
    ledger.journal().clear();
    redeliveriesBefore = coportal.redeliveries(ledger);
  }

  @ParameterizedTest
  @EnumSource(names = {"UNAVAILABLE", "DROPPED_BEFORE_WORK", "ANSWER_LOST", "TOKEN_EXPIRED"})
  void oneMisfortuneIsCuredByOneRepeatOfTheSameBytesOrByALook(LedgerFault fault) {
    nextWrites(fault);

    workspace.synced(invoice);

    if (ledger.isSentAgainUnanswered() || !fault.isUnanswered()) {
      assertCuredByRedelivery(2);
    } else {
      assertCuredByLookingUp();
    }
  }

  @Test
  void aConnectionResetBeforeTheRequestIsCuredByOneRepeatOrByALook() {
    closeIdleConnections();
    ledger.wire().resetOnAccept(1);

    workspace.synced(invoice);

    if (ledger.isSentAgainUnanswered()) {
      assertCuredByRedelivery(1);
    } else {
      assertCuredByLookingUp();
    }
  }

  @Test
  void aShortLimitIsWaitedForByTheErrorHandler() {
    nextWrite(ledger.limit(1));

    workspace.synced(invoice);

    List<JournalEntry> writes = assertCuredByRedelivery(2);
    assertThat(Duration.between(writes.get(0).at(), writes.get(1).at()))
        .isGreaterThanOrEqualTo(Duration.ofSeconds(1));
  }

  @Test
  void anExpiredAccessTokenIsRefreshedAndTheNewRefreshTokenIsKept() {
    long rotation = rotation();
    ledger.expireAccessTokens();
    workspace.synced(invoice);
    assertCuredByRedelivery(2);

    ledger.expireAccessTokens();
    workspace.synced(invoice.version(2).line("After the next refresh", "1", "1"));

    assertThat(rotation()).isEqualTo(rotation + 2);
    assertThat(workspace.connection().path("state").asText()).isEqualTo("CONNECTED");
  }

  @Test
  void aTokenThatExpiresWithAQueueWaitingIsRefreshedOnce() {
    long rotation = rotation();
    List<TestInvoice> queue =
        List.of(TestInvoice.plain(), TestInvoice.plain(), TestInvoice.plain());
    coportal.holdLane(ledger, workspace.id());
    queue.forEach(this::ask);
    ledger.expireAccessTokens();

    coportal.waitsEnd(ledger);

    queue.forEach(queued -> workspace.await(queued.id(), "SYNCED"));
    assertThat(calls()).filteredOn(call -> call.status() == 401).hasSize(1);
    assertThat(rotation()).isEqualTo(rotation + 1);
    assertThat(queue).allSatisfy(queued -> booked(queued));
  }

  @Test
  void daysLaterTheRefreshTokenOfEachDayIsKept() {
    for (int day = 1; day <= 3; day++) {
      ledger.clock().advance(Duration.ofHours(25));

      workspace.synced(invoice.version(day).line("Day " + day, "1", "1"));
    }

    assertThat(workspace.connection().path("state").asText()).isEqualTo("CONNECTED");
    assertThat(booked(invoice).total()).isEqualByComparingTo(invoice.total());
  }

  @Test
  void aLedgerThatRefusesConnectionsIsTriedAgainUntilItAnswers() {
    closeIdleConnections();
    cutTheWire();
    ask(invoice);
    workspace.awaitError(invoice.id(), "ledger-unreachable");

    mendTheWire();

    workspace.await(invoice.id(), "SYNCED");
    assertThat(writes()).hasSize(1);
    assertThat(ledger.invoices(invoice.number())).hasSize(1);
  }

  private List<JournalEntry> assertCuredByRedelivery(int arrivals) {
    List<JournalEntry> writes = writes();
    assertThat(writes).hasSize(arrivals);
    assertSameRequest(ledger, writes);
    assertThat(coportal.redeliveries(ledger)).isEqualTo(redeliveriesBefore + 1);
    assertThat(ledger.invoices(invoice.number())).hasSize(1);
    assertThat(workspace.history(invoice.id())).hasSize(1);
    return writes;
  }

  private void assertCuredByLookingUp() {
    assertThat(calls(CallKind.INVOICE_READ)).hasSize(1);
    assertKeysNeverReused();
    assertThat(coportal.redeliveries(ledger)).isEqualTo(redeliveriesBefore);
    assertThat(ledger.invoices(invoice.number())).hasSize(1);
  }

  private long rotation() {
    return coportal
        .database()
        .sql(
            """
            SELECT g.rotation FROM token_grant g JOIN connection c ON c.grant_id = g.id
            WHERE c.workspace_id = ?""")
        .param(workspace.id())
        .query(Long.class)
        .single();
  }

  private void closeIdleConnections() {
    coportal.camel().getEndpoints().stream()
        .filter(endpoint -> endpoint.getEndpointUri().contains(":" + ledger.wire().port()))
        .filter(HttpEndpoint.class::isInstance)
        .map(endpoint -> ((HttpEndpoint) endpoint).getClientConnectionManager())
        .filter(PoolingHttpClientConnectionManager.class::isInstance)
        .forEach(
            pool ->
                ((PoolingHttpClientConnectionManager) pool).closeIdle(TimeValue.ZERO_MILLISECONDS));
  }
}
