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
    redeliveriesBefore = coportal.redeliveries();
  }

  @ParameterizedTest
  @EnumSource(names = {"UNAVAILABLE", "DROPPED_BEFORE_WORK", "ANSWER_LOST", "TOKEN_EXPIRED"})
  void oneMisfortuneIsCuredByOneRepeatOfTheSameBytes(LedgerFault fault) {
    nextWrites(fault);

    workspace.synced(invoice);

    assertCuredByRedelivery(2);
  }

  @Test
  void aConnectionResetBeforeTheRequestIsCuredByOneRepeat() {
    closeIdleConnections();
    ledger.wire().resetOnAccept(1);

    workspace.synced(invoice);

    assertCuredByRedelivery(1);
  }

  @Test
  void aShortLimitIsWaitedForByTheErrorHandler() {
    ledger.faults().next(ledger.writes(), ledger.limit(1));

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
  void aLedgerThatRefusesConnectionsIsTriedAgainUntilItAnswers() {
    closeIdleConnections();
    cutTheWire();
    workspace.put(invoice);
    workspace.ask(invoice.id());
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
    assertThat(coportal.redeliveries()).isEqualTo(redeliveriesBefore + 1);
    assertThat(ledger.invoices(invoice.number())).hasSize(1);
    assertThat(workspace.history(invoice.id())).hasSize(1);
    return writes;
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
        .filter(HttpEndpoint.class::isInstance)
        .map(endpoint -> ((HttpEndpoint) endpoint).getClientConnectionManager())
        .filter(PoolingHttpClientConnectionManager.class::isInstance)
        .forEach(
            pool ->
                ((PoolingHttpClientConnectionManager) pool).closeIdle(TimeValue.ZERO_MILLISECONDS));
  }
}
