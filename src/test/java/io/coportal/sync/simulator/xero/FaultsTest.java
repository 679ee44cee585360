package io.coportal.sync.simulator.xero;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.junit.jupiter.params.provider.Arguments.arguments;

import io.coportal.sync.simulator.Fault;
import io.coportal.sync.simulator.JournalEntry;
import io.coportal.sync.simulator.RequestMatcher;
import java.io.UncheckedIOException;
import java.time.Duration;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;

class FaultsTest {
  private static final RequestMatcher WRITES = RequestMatcher.of("PUT", "/invoices");

  private XeroSimulator xero;
  private Caller uk;
  private Caller control;

  @BeforeEach
  void start() {
    xero = XeroSimulator.start(0);
    uk = Caller.of(xero, Samples.UK);
    control = Caller.plain(xero);
  }

  @AfterEach
  void stop() {
    xero.close();
  }

  static Stream<Arguments> answers() {
    return Stream.of(
        arguments(XeroFaults.serverError(), 500, "text/plain", false),
        arguments(XeroFaults.serverErrorAfterCommit(), 500, "text/plain", true),
        arguments(XeroFaults.gateway(502), 502, "text/html", false),
        arguments(XeroFaults.gatewayAfterCommit(504), 504, "text/html", true),
        arguments(XeroFaults.unavailable(), 503, "text/plain", false),
        arguments(XeroFaults.organisationOffline(), 503, "text/plain", false),
        arguments(XeroFaults.rateLimit("day", 3600), 429, "", false),
        arguments(XeroFaults.tokenExpired(), 401, "application/json", false),
        arguments(XeroFaults.disconnected(), 403, "application/json", false),
        arguments(XeroFaults.idempotencyStoreDown(), 500, "text/plain", false),
        arguments(XeroFaults.html(), 200, "text/html", false),
        arguments(XeroFaults.htmlAfterCommit(), 200, "text/html", true));
  }

  @ParameterizedTest
  @MethodSource("answers")
  void strikesOnceAndThenLeavesInPeace(Fault fault, int status, String type, boolean committed) {
    xero.faults().next(WRITES, fault);

    var answer = uk.put("Invoices", Samples.invoice("R-1"));

    assertThat(answer.status()).isEqualTo(status);
    assertThat(answer.header("Content-Type")).startsWith(type);
    assertThat(xero.people(Samples.UK).invoices("R-1")).hasSize(committed ? 1 : 0);
    assertThat(uk.put("Invoices", Samples.invoice("R-2")).status()).isEqualTo(200);
    assertThat(xero.journal().requests().get(0).fault()).isEqualTo(fault.name());
  }

  @ParameterizedTest
  @CsvSource({"drop-answer, 1", "drop-before-work, 0"})
  void dropsTheConnectionBeforeOrAfterTheWork(String kind, int invoices) {
    script("{\"match\":{\"method\":\"PUT\"},\"fault\":{\"kind\":\"%s\"}}".formatted(kind));

    assertThatThrownBy(() -> uk.put("Invoices", Samples.invoice("R-1")))
        .isInstanceOf(UncheckedIOException.class);

    assertThat(xero.people(Samples.UK).invoices("R-1")).hasSize(invoices);
    assertThat(xero.journal().requests().get(0).status()).isZero();
  }

  @Test
  void cutsAnAnswerInHalf() {
    xero.faults().next(WRITES, Fault.truncatedAnswer());

    var answer = uk.put("Invoices", Samples.invoice("R-1"));

    assertThat(answer.status()).isEqualTo(200);
    assertThatThrownBy(answer::json).isInstanceOf(UncheckedIOException.class);
  }

  @Test
  void holdsAnAnswerBackAfterTheWork() {
    xero.faults().next(WRITES, Fault.slowAnswer(Duration.ofMillis(300)));
    var start = System.nanoTime();

    assertThat(uk.put("Invoices", Samples.invoice("R-1")).status()).isEqualTo(200);

    assertThat(Duration.ofNanos(System.nanoTime() - start))
        .isGreaterThanOrEqualTo(Duration.ofMillis(300));
  }

  @Test
  void strikesOnlyWhatMatchesAndAsOftenAsTold() {
    xero.faults().next(2, WRITES, XeroFaults.unavailable());

    assertThat(uk.get("Organisation").status()).isEqualTo(200);
    assertThat(uk.put("Invoices", Samples.invoice("R-1")).status()).isEqualTo(503);
    assertThat(uk.put("Invoices", Samples.invoice("R-1")).status()).isEqualTo(503);
    assertThat(uk.put("Invoices", Samples.invoice("R-1")).status()).isEqualTo(200);
    assertThat(xero.faults().pending()).isZero();
  }

  @Test
  void expiresTokensAndRevokesGrantsOnDemand() {
    xero.expireAccessTokens();
    assertThat(uk.get("Organisation").json().path("Detail").asText()).startsWith("TokenExpired");

    xero.revokeGrant();
    assertThat(uk.get("Organisation").json().path("Detail").asText())
        .isEqualTo("AuthenticationUnsuccessful");
  }

  @Test
  void forbidsADisconnectedOrganisation() {
    xero.disconnect(Samples.UK);

    assertThat(uk.get("Organisation").status()).isEqualTo(403);
  }

  @Test
  void writesAJournalWithoutCredentials() {
    uk.put("Invoices?summarizeErrors=false", "{\"a\":1}", "Idempotency-Key", "k");

    var entry = xero.journal().requests(each -> each.method().equals("PUT")).get(0);

    assertThat(entry.target()).isEqualTo("/api.xro/2.0/Invoices?summarizeErrors=false");
    assertThat(entry.header("authorization")).startsWith("sha256:").hasSize(71);
    assertThat(entry.header("Idempotency-Key")).isEqualTo("k");
    assertThat(entry.body()).isEqualTo("{\"a\":1}");
    assertThat(entry.bodySha256())
        .isEqualTo("015abd7f5cc57a2dd94b7590f04ad8084273905ee33ec5cebeae62276a97f862");
    assertThat(entry.status()).isEqualTo(200);
    assertThat(entry.response()).contains("Invoice not of valid type");
    xero.journal().clear();
    assertThat(xero.journal().requests()).isEmpty();
  }

  @Test
  void canBeControlledFromAnotherProcess() {
    script(
        "{\"times\":2,\"fault\":{\"kind\":\"rate-limit\",\"problem\":\"day\",\"retryAfter\":7}}");
    assertThat(uk.get("Organisation").header("Retry-After")).isEqualTo("7");
    assertThat(control.send("DELETE", "/_sim/faults", null).status()).isEqualTo(204);
    assertThat(uk.get("Organisation").status()).isEqualTo(200);

    assertThat(control.get("/_sim/journal").json())
        .extracting(entry -> entry.path("status").asInt())
        .containsExactly(429, 200);
    assertThat(control.get("/_sim/ledger/" + Samples.UK).json().at("/Invoices/0/Total").asText())
        .isEqualTo("120.00");
    assertThat(control.get("/_sim/ledger/" + Samples.UK).json().path("Contacts")).hasSize(3);

    control.send("DELETE", "/_sim/journal", null);
    assertThat(xero.journal().requests()).isEmpty();
    control.post("/_sim/clock", "{\"advanceSeconds\":1800}");
    assertThat(uk.get("Organisation").status()).isEqualTo(401);
  }

  @Test
  void expiresTokensFromAnotherProcess() {
    assertThat(control.post("/_sim/expire-access-tokens", "").status()).isEqualTo(204);

    assertThat(uk.get("Organisation").status()).isEqualTo(401);
  }

  @Test
  void refusesAnUnknownKindOfFault() {
    var answer = control.post("/_sim/faults", "{\"fault\":{\"kind\":\"flood\"}}");

    assertThat(answer.status()).isEqualTo(400);
    assertThat(answer.body()).contains("drop-answer", "token-expired");
  }

  @Test
  void keepsTheJournalInOrderOfArrival() {
    uk.get("Organisation");
    uk.get("Accounts");

    assertThat(xero.journal().requests()).extracting(JournalEntry::sequence).isSorted();
  }

  private void script(String body) {
    assertThat(control.post("/_sim/faults", body).status()).isEqualTo(201);
  }
}
