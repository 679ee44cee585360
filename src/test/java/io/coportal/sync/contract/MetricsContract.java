package io.coportal.sync.contract;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.coportal.sync.Scrape;
import io.coportal.sync.simulator.Fault;
import io.coportal.sync.simulator.Request;
import io.coportal.sync.simulator.Response;
import java.math.BigDecimal;
import java.time.Duration;
import java.util.List;
import java.util.function.Predicate;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** What an operator watches moves with what happens, and by as much. */
abstract class MetricsContract extends LedgerContract {
  private static final String CALLS = "coportal_calls_seconds_count";
  private static final String OUTCOMES = "coportal_outcomes_total";
  private static final String REFRESHES = "coportal_token_refreshes_total";
  private static final Predicate<Request> TOKEN =
      request -> request.method().equals("POST") && request.rawPath().contains("/token");

  private final String ofThisLedger = "ledger=\"%s\"".formatted(ledger.name());
  private final TestInvoice invoice = TestInvoice.plain();
  private Scrape before;

  MetricsContract(LedgerUnderTest ledger) {
    super(ledger);
  }

  @BeforeEach
  void look() {
    before = scrape();
  }

  @Test
  void everyCallIsCountedUnderWhatItWasMadeFor() {
    coportal.forgetReferences(ledger, ledger.home());

    workspace.synced(invoice);

    assertThat(grown(CALLS)).isEqualTo(calls().size());
    assertThat(grown(CALLS, "operation=\"send-request\"", "answer=\"2xx\"")).isEqualTo(1);
    assertThat(grown(CALLS, "operation=\"create-contacts\"")).isEqualTo(1);
    assertThat(grown(CALLS, "operation=\"read-references\"")).isPositive();
    assertThat(scrape().sum("coportal_calls_seconds_sum", ofThisLedger)).isPositive();
  }

  @Test
  void everyRepeatIsCountedByWhatCameBack() {
    nextWrites(LedgerFault.DROPPED_BEFORE_WORK, LedgerFault.ERROR_BEFORE_WORK);
    nextWrite(ledger.limit(1));

    workspace.put(invoice);
    workspace.ask(invoice.id());
    workspace.await(invoice.id(), "SYNCED");

    String sent = "operation=\"send-request\"";
    assertThat(grown(CALLS, sent, "answer=\"unanswered\"")).isEqualTo(1);
    assertThat(grown(CALLS, sent, "answer=\"5xx\"")).isEqualTo(1);
    assertThat(grown(CALLS, sent, "answer=\"429\"")).isEqualTo(1);
    assertThat(grown(CALLS, sent, "answer=\"2xx\"")).isEqualTo(1);
  }

  @Test
  void aLedgerThatCannotBeReachedIsCountedApart() {
    cutTheWire();
    workspace.put(invoice);
    workspace.ask(invoice.id());
    workspace.awaitError(invoice.id(), "ledger-unreachable");

    // Connections that were open before the cut are still tried, and count as unanswered.
    await().untilAsserted(() -> assertThat(grown(CALLS, "answer=\"unsent\"")).isPositive());
    mendTheWire();
    workspace.await(invoice.id(), "SYNCED");
    assertThat(grown(OUTCOMES, "outcome=\"QUEUED\"", "reaction=\"RETRY\"")).isPositive();
  }

  @Test
  void outcomesAreCountedByTheReactionTheyAskFor() {
    workspace.synced(invoice);
    TestInvoice refused = ledger.refused().invoice();
    workspace.sync(refused);
    workspace.awaitError(refused.id(), ledger.refused().code());

    assertThat(grown(OUTCOMES, "outcome=\"SYNCED\"", "reaction=\"NONE\"")).isEqualTo(1);
    assertThat(grown(OUTCOMES, "outcome=\"FAILED\"")).isEqualTo(1);
    assertThat(grown(OUTCOMES, "outcome=\"FAILED\"", "reaction=\"FIX_")).isEqualTo(1);
  }

  @Test
  void turnsOfLanesAreTimedAndTheirRowsCounted() {
    List<TestInvoice> queue = List.of(TestInvoice.plain(), TestInvoice.plain());
    coportal.holdLane(ledger, workspace.id());
    queue.forEach(
        queued -> {
          workspace.put(queued);
          workspace.ask(queued.id());
        });

    coportal.waitsEnd(ledger);
    queue.forEach(queued -> workspace.await(queued.id(), "SYNCED"));

    await()
        .untilAsserted(
            () -> assertThat(grown("coportal_lane_turn_rows_sum")).isGreaterThanOrEqualTo(2));
    assertThat(grown("coportal_lane_turns_seconds_count")).isPositive();
    assertThat(scrape().sum("coportal_lane_turns_seconds_sum", ofThisLedger)).isPositive();
  }

  @Test
  void whatWaitsIsCountedAndItsAgeIsShown() {
    coportal.holdLane(ledger, workspace.id());
    workspace.put(invoice);
    workspace.ask(invoice.id());

    // States are counted every ten seconds.
    await()
        .atMost(Duration.ofSeconds(90))
        .untilAsserted(
            () -> {
              assertThat(scrape().sum("coportal_rows_oldest_due_seconds")).isPositive();
              assertThat(scrape().sum("coportal_rows", "state=\"QUEUED\"")).isPositive();
            });

    coportal.waitsEnd(ledger);
    workspace.await(invoice.id(), "SYNCED");
    await()
        .untilAsserted(
            () -> assertThat(scrape().sum("coportal_rows", "state=\"SYNCED\"")).isPositive());
  }

  @Test
  void refreshesOfTokensAreCountedByTheirResult() {
    ledger.expireAccessTokens();
    workspace.synced(invoice);
    assertThat(grown(REFRESHES, "result=\"refreshed\"")).isEqualTo(1);

    ledger.faults().next(TOKEN, Fault.gatewayInstead("away", Response.text(503, "away")));
    ledger.expireAccessTokens();
    workspace.synced(invoice.version(2).line("After an outage", "1", "1"));
    assertThat(grown(REFRESHES, "result=\"passing\"")).isEqualTo(1);

    ledger.revokeGrants();
    ledger.expireAccessTokens();
    workspace.put(invoice.version(3).line("After the end", "1", "1"));
    workspace.ask(invoice.id());
    workspace.await(invoice.id(), "BLOCKED");
    assertThat(grown(REFRESHES, "result=\"denied\"")).isPositive();
    assertThat(grown(OUTCOMES, "outcome=\"BLOCKED\"", "reaction=\"RECONNECT\"")).isPositive();
  }

  private Scrape scrape() {
    return Scrape.of(coportal.managementPort());
  }

  private int grown(String name, String... tags) {
    String[] all = new String[tags.length + 1];
    System.arraycopy(tags, 0, all, 0, tags.length);
    all[tags.length] = ofThisLedger;
    BigDecimal growth = scrape().sum(name, all).subtract(before.sum(name, all));
    return growth.intValueExact();
  }
}
