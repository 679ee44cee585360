package io.coportal.sync.contract;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import io.coportal.sync.simulator.JournalEntry;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import org.apache.camel.component.http.HttpComponent;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/**
 * On the wire there is what the routes say, nothing of the caller's, and nothing of the client's.
 */
abstract class WireContract extends LedgerContract {
  private final TestInvoice invoice = TestInvoice.plain();

  WireContract(LedgerUnderTest ledger) {
    super(ledger);
  }

  @BeforeEach
  void knowTheClient() {
    TestInvoice earlier = TestInvoice.plain();
    workspace.synced(earlier.client("cl-known", earlier.clientName(), null));
    invoice.client("cl-known", earlier.clientName(), null);
    ledger.journal().clear();
  }

  @ParameterizedTest
  @ValueSource(strings = {"http", "https"})
  void theHttpClientDoesNothingByItself(String scheme) {
    HttpComponent component = coportal.camel().getComponent(scheme, HttpComponent.class);

    assertThat(component.isAutomaticRetriesDisabled()).isTrue();
    assertThat(component.isFollowRedirects()).isFalse();
    assertThat(component.isCookieManagementDisabled()).isTrue();
  }

  @Test
  void aLedgerThatStumblesTwiceIsAskedExactlyAsOftenAsThePolicySays() {
    nextWrites(2, LedgerFault.UNAVAILABLE);

    askAndAwaitSynced();

    assertCalls(
        CallKind.INVOICE_WRITE,
        CallKind.INVOICE_WRITE,
        CallKind.INVOICE_READ,
        CallKind.INVOICE_WRITE);
  }

  @Test
  void aConnectionThatBreaksTwiceIsRepeatedOrLookedUpAsThePolicySays() {
    nextWrites(2, LedgerFault.DROPPED_BEFORE_WORK);

    askAndAwaitSynced();

    if (ledger.isSentAgainUnanswered()) {
      assertCalls(CallKind.INVOICE_WRITE, CallKind.INVOICE_WRITE, CallKind.INVOICE_WRITE);
    } else {
      assertCalls(
          CallKind.INVOICE_WRITE,
          CallKind.INVOICE_READ,
          CallKind.INVOICE_WRITE,
          CallKind.INVOICE_READ,
          CallKind.INVOICE_WRITE);
    }
  }

  @Test
  void aLimitIsNotTriedAgain() {
    nextWrite(ledger.limit(3600));
    ask(invoice);

    workspace.await(invoice.id(), "BLOCKED");

    assertCalls(CallKind.INVOICE_WRITE);
    coportal.waitsEnd(ledger);
    workspace.await(invoice.id(), "SYNCED");
  }

  @Test
  void noHeaderOfTheCallerReachesTheLedger() {
    List<String> headers =
        new ArrayList<>(
            List.of(
                "Prefer",
                "wait=20",
                "X-Evil",
                "evil-header",
                "Cookie",
                "session=evil-cookie",
                "CamelHttpUri",
                "http://127.0.0.1:1/evil",
                "CamelHttpPath",
                "/evil",
                "CAmelHttpQuery",
                "evil=1"));
    ledger.meaningfulHeaders().forEach(name -> headers.addAll(List.of(name, "evil-" + name)));
    workspace.put(invoice);

    portal.send("POST", workspace.syncs(invoice.id()), null, headers.toArray(String[]::new));

    assertThat(workspace.state(invoice.id())).isEqualTo("SYNCED");
    assertThat(calls()).isNotEmpty().allSatisfy(this::assertOnlyOurHeaders);
    assertThat(ledger.journal().requests().toString()).doesNotContain("evil");
  }

  @Test
  void aRedirectOfTheLedgerIsNotFollowed() {
    nextWrite(ledger.redirect(ledger.wire().baseUrl() + "/stolen"));

    JsonNode outcome = workspace.sync(invoice);

    assertThat(outcome.path("state").asText()).isNotEqualTo("SYNCED");
    assertThat(ledger.journal().requests(entry -> entry.target().contains("stolen"))).isEmpty();
    workspace.synced(invoice);
    assertThat(ledger.invoices(invoice.number())).hasSize(1);
  }

  private void assertOnlyOurHeaders(JournalEntry call) {
    assertThat(call.headers().keySet())
        .extracting(name -> name.toLowerCase(Locale.ROOT))
        .isSubsetOf(ledger.headers());
  }

  private void askAndAwaitSynced() {
    ask(invoice);
    workspace.await(invoice.id(), "SYNCED");
  }

  private void assertCalls(CallKind... kinds) {
    assertThat(calls()).extracting(ledger::kind).containsExactly(kinds);
  }
}
