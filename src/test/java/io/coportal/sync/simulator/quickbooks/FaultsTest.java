package io.coportal.sync.simulator.quickbooks;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.coportal.sync.simulator.Fault;
import io.coportal.sync.simulator.RequestMatcher;
import java.io.UncheckedIOException;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;

class FaultsTest {
  private QuickBooksSimulator quickBooks;
  private People people;
  private Samples samples;
  private Caller uk;

  @BeforeEach
  void start() {
    quickBooks = QuickBooksSimulator.start(0);
    quickBooks.limits().off();
    people = quickBooks.people(Samples.UK);
    samples = Samples.uk(quickBooks);
    uk = Caller.of(quickBooks, Samples.UK);
  }

  @AfterEach
  void stop() {
    quickBooks.close();
  }

  static Stream<Arguments> shapes() {
    return Stream.of(
        Arguments.of(QuickBooksFaults.Shape.SERVICE, "{\"Fault\":{\"Error\":[{\"Message\""),
        Arguments.of(QuickBooksFaults.Shape.GATEWAY, "\"fault\":{\"error\":[{\"message\""),
        Arguments.of(QuickBooksFaults.Shape.XML, "<Error code=\"3001\">"),
        Arguments.of(QuickBooksFaults.Shape.HTML, "<html"));
  }

  @ParameterizedTest
  @MethodSource("shapes")
  void speaksOfThrottlingInEveryShape(QuickBooksFaults.Shape shape, String part) {
    quickBooks.faults().next(RequestMatcher.any(), QuickBooksFaults.throttled(shape, 30));

    var answer = push("Q-1");

    assertThat(answer.status()).isEqualTo(429);
    assertThat(answer.body()).contains(part);
    assertThat(answer.header("Retry-After")).isEqualTo("30");
    assertThat(answer.header("intuit_tid")).isNotEmpty();
    assertThat(people.invoices("Q-1")).isEmpty();
    assertThat(push("Q-1").status()).isEqualTo(200);
  }

  static Stream<Arguments> struckBefore() {
    return Stream.of(
        Arguments.of(QuickBooksFaults.systemFault(), 500, "\"code\":\"10000\""),
        Arguments.of(QuickBooksFaults.okWithFault("6000", "x"), 200, "{\"Fault\""),
        Arguments.of(QuickBooksFaults.tokenExpired(), 401, "\"3200\""),
        Arguments.of(QuickBooksFaults.otherCompany(), 401, "<Error code=\"100\">"),
        Arguments.of(QuickBooksFaults.disconnected(), 403, "\"3100\""),
        Arguments.of(QuickBooksFaults.gateway(503), 503, "<html"),
        Arguments.of(QuickBooksFaults.html(), 200, "<html"),
        Arguments.of(
            QuickBooksFaults.error(
                QuickBooksFaults.Shape.XML, 400, "ValidationFault", "6190", "m", "d"),
            400,
            "<Error code=\"6190\">"));
  }

  @ParameterizedTest
  @MethodSource("struckBefore")
  void doesNothingIfItIsStruckBefore(Fault fault, int status, String part) {
    quickBooks.faults().next(RequestMatcher.of("POST", "/invoice"), fault);

    var answer = push("Q-1");

    assertThat(answer.status()).isEqualTo(status);
    assertThat(answer.body()).contains(part);
    assertThat(people.invoices("Q-1")).isEmpty();
  }

  static Stream<Arguments> struckAfter() {
    return Stream.of(
        Arguments.of(QuickBooksFaults.systemFaultAfterCommit(), 500),
        Arguments.of(QuickBooksFaults.gatewayAfterCommit(504), 504),
        Arguments.of(QuickBooksFaults.htmlAfterCommit(), 200));
  }

  @ParameterizedTest
  @MethodSource("struckAfter")
  void hasDoneEverythingIfItIsStruckAfter(Fault fault, int status) {
    quickBooks.faults().next(RequestMatcher.of("POST", "/invoice"), fault);

    assertThat(push("Q-1").status()).isEqualTo(status);
    assertThat(people.invoices("Q-1")).hasSize(1);
    assertThat(push("Q-1").code()).isEqualTo("6140");
  }

  @Test
  void dropsConnectionsBeforeOrAfterTheWork() {
    quickBooks.faults().next(RequestMatcher.of("POST", "/invoice"), Fault.dropBeforeWork());
    assertThatThrownBy(() -> push("Q-1")).isInstanceOf(UncheckedIOException.class);
    assertThat(people.invoices("Q-1")).isEmpty();

    quickBooks.faults().next(RequestMatcher.of("POST", "/invoice"), Fault.dropAnswer());
    assertThatThrownBy(() -> push("Q-1")).isInstanceOf(UncheckedIOException.class);
    assertThat(people.invoices("Q-1")).hasSize(1);
  }

  @Test
  void canStrikeTheTokenEndpoint() {
    var app = new SignIn(quickBooks);
    var token = SignIn.refreshToken(app.exchange(app.code()));
    quickBooks
        .faults()
        .next(RequestMatcher.of("POST", "/tokens/bearer"), QuickBooksFaults.invalidGrant());

    assertThat(app.refresh(token).body()).isEqualTo("{\"error\":\"invalid_grant\"}");
    assertThat(app.refresh(token).status()).isEqualTo(200);
  }

  @ParameterizedTest
  @CsvSource({
    "system-fault, 500",
    "ok-with-fault, 200",
    "throttled, 429",
    "token-expired, 401",
    "other-company, 401",
    "disconnected, 403",
    "gateway, 502",
    "html, 200",
    "error, 400",
  })
  void canBeScriptedFromAnotherProcess(String kind, int status) {
    var control = Caller.plain(quickBooks);
    var body =
        "{\"match\":{\"method\":\"POST\",\"path\":\"/invoice\"},\"fault\":{\"kind\":\"%s\"}}"
            .formatted(kind);
    assertThat(control.post("/_sim/faults", body).status()).isEqualTo(201);

    assertThat(push("Q-1").status()).isEqualTo(status);
    assertThat(people.invoices("Q-1")).isEmpty();
  }

  @Test
  void canBeControlledFromAnotherProcess() {
    var control = Caller.plain(quickBooks);
    var id = push("Q-1").invoice().path("Id").asText();

    var payment = "{\"realm\":\"%s\",\"invoice\":\"%s\",\"amount\":120.00}";
    assertThat(control.post("/_sim/payment", payment.formatted(Samples.UK, id)).status())
        .isEqualTo(204);
    assertThat(control.post("/_sim/payment", payment.formatted(Samples.UK, id)).status())
        .isEqualTo(400);
    var dump = control.get("/_sim/ledger/" + Samples.UK).json();
    assertThat(dump.at("/Invoices/1/Balance").decimalValue()).isZero();
    assertThat(dump.path("Customers")).hasSize(3);
    assertThat(control.get("/_sim/ledger/1").status()).isEqualTo(404);
    assertThat(control.post("/_sim/expire-access-tokens", "").status()).isEqualTo(204);
    assertThat(uk.get("preferences").status()).isEqualTo(401);
    assertThat(control.get("/_sim/journal").json().toString())
        .contains("/invoice")
        .doesNotContain("Bearer ");
  }

  @Test
  void refusesEverythingWhenTheSubscriptionHasEnded() {
    people.lapse(true);

    assertThat(uk.get("preferences").code()).isEqualTo("6190");
    assertThat(push("Q-1").code()).isEqualTo("6190");
  }

  private Caller.Answer push(String number) {
    return uk.post("invoice", samples.invoice(number));
  }
}
