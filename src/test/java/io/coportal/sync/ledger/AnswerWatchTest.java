package io.coportal.sync.ledger;

import static io.coportal.sync.ledger.LimitSamples.LEDGER;
import static org.assertj.core.api.Assertions.assertThat;

import io.coportal.sync.TestDatabase;
import io.coportal.sync.connection.MovableClock;
import io.coportal.sync.json.ExactJson;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import java.io.IOException;
import java.net.ConnectException;
import java.time.Duration;
import java.time.Instant;
import java.util.HashMap;
import java.util.Map;
import org.apache.camel.Exchange;
import org.apache.camel.http.base.HttpOperationFailedException;
import org.apache.camel.impl.DefaultCamelContext;
import org.apache.camel.support.DefaultExchange;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class AnswerWatchTest {
  private static final int FAILURES = 3;

  private final TestDatabase database = TestDatabase.fresh();
  private final MovableClock clock = new MovableClock();
  private final DefaultCamelContext camel = new DefaultCamelContext();
  private final LedgerRuleBook rules =
      LimitSamples.ruleBook(Map.of("minute", LimitSamples.ofConnection(60, LimitSamples.MINUTE)));
  private final Circuit circuit =
      new Circuit(
          new ProviderHealth(database.jdbc()),
          new CircuitSettings(FAILURES, Duration.ofSeconds(5), Duration.ofSeconds(60)),
          rules,
          new SimpleMeterRegistry(),
          clock);
  private final ConnectionWindows windows = new ConnectionWindows(rules, new CallSettings(3));
  private final AnswerWatch watch =
      new AnswerWatch(
          rules,
          new CallBudgets(rules, new SimpleMeterRegistry(), clock),
          windows,
          new ApplicationBudget(rules, new DrawnCalls(database.jdbc(), database.transactions())),
          circuit,
          clock);

  @AfterEach
  void close() throws IOException {
    camel.close();
    database.close();
  }

  @Test
  void aLimitOfTheWholeApplicationStopsAllForAsLongAsItSays() {
    watch.note(LEDGER, refused("a", 429, Map.of("x-problem", "AppMinute", "retry-after", "26")));

    Instant now = clock.instant();
    assertThat(Duration.between(now, circuit.openFrom(LEDGER, true, now)))
        .isBetween(Duration.ofSeconds(24), Duration.ofSeconds(26));
  }

  @Test
  void aLimitOfTheWholeApplicationWithoutATimeIsWaitedForAMinuteAndABit() {
    watch.note(LEDGER, refused("a", 429, Map.of("X-Problem", "appminute")));

    Instant now = clock.instant();
    assertThat(Duration.between(now, circuit.openFrom(LEDGER, true, now)))
        .isBetween(Duration.ofSeconds(58), Duration.ofSeconds(72));
  }

  @Test
  void aLimitOfOneOrganisationStopsNobodyElse() {
    watch.note(LEDGER, refused("a", 429, Map.of("X-Problem", "minute", "Retry-After", "26")));

    Instant now = clock.instant();
    assertThat(circuit.openFrom(LEDGER, false, now)).isEqualTo(now);
  }

  @Test
  void aLimitOfOneOrganisationClosesItsGateAtOnceForAsLongAsItSays() {
    watch.note(LEDGER, refused("a", 429, Map.of("X-Problem", "minute", "Retry-After", "26")));
    watch.note(LEDGER, refused("b", 429, Map.of("X-Problem", "minute")));

    Instant now = clock.instant();
    assertThat(Duration.between(now, windows.openFrom(LEDGER, "a", true, 0, null, now)))
        .isBetween(Duration.ofSeconds(25), Duration.ofSeconds(26));
    assertThat(Duration.between(now, windows.openFrom(LEDGER, "b", true, 0, null, now)))
        .isBetween(Duration.ofSeconds(59), Duration.ofSeconds(72));
    assertThat(windows.openFrom(LEDGER, "c", false, 0, null, now)).isEqualTo(now);
  }

  @Test
  void tooManyCallsAtOnceAreWaitedForBriefly() {
    assertThat(watch.waitWithoutAWord(LEDGER, Map.of("x-problem", "Concurrent")))
        .isBetween(Duration.ofSeconds(2), Duration.ofMillis(2_400));
    assertThat(watch.waitWithoutAWord(LEDGER, Map.of()))
        .isBetween(Duration.ofSeconds(60), Duration.ofSeconds(72));
  }

  @Test
  void aRefusalWithoutATimeGetsOneOfOurs() {
    Exchange exchange = refused("a", 429, Map.of("X-Problem", "concurrent"));
    exchange.setVariable("provider", LEDGER);
    exchange.setProperty(Exchange.EXCEPTION_CAUGHT, exchange.getException());

    assertThat(
            new ProviderAnswers(ExactJson.mapper(), watch, null)
                .failed(exchange)
                .path("headers")
                .path("retry-after")
                .asText())
        .isEqualTo("2");
  }

  @Test
  void silenceAndServerErrorsOfSeveralConnectionsCountButARefusalIsAnAnswer() {
    watch.note(LEDGER, broken("a"));
    watch.note(LEDGER, refused("b", 503, Map.of()));
    watch.note(LEDGER, refused("b", 404, Map.of()));
    watch.note(LEDGER, broken("a"));
    watch.note(LEDGER, refused("b", 503, Map.of()));
    Instant now = clock.instant();
    assertThat(circuit.openFrom(LEDGER, true, now)).isEqualTo(now);

    watch.note(LEDGER, broken("a"));

    now = clock.instant();
    assertThat(circuit.openFrom(LEDGER, true, now)).isAfter(now);
  }

  private Exchange broken(String connection) {
    Exchange exchange = call(connection);
    exchange.setException(new ConnectException("refused"));
    return exchange;
  }

  private Exchange refused(String connection, int status, Map<String, String> headers) {
    Exchange exchange = call(connection);
    exchange.setException(
        new HttpOperationFailedException(
            "https://ledger.example", status, "", null, new HashMap<>(headers), ""));
    return exchange;
  }

  private Exchange call(String connection) {
    Exchange exchange = new DefaultExchange(camel);
    exchange.setVariable("connectionId", connection);
    return exchange;
  }
}
