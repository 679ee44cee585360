package io.coportal.sync.ledger;

import static io.coportal.sync.ledger.LimitSamples.LEDGER;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import io.coportal.sync.OnEachDatabase;
import io.coportal.sync.TestDatabase;
import io.coportal.sync.connection.MovableClock;
import io.coportal.sync.json.ExactJson;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import java.io.IOException;
import java.time.Duration;
import java.util.Map;
import java.util.stream.IntStream;
import org.apache.camel.Exchange;
import org.apache.camel.http.base.HttpOperationFailedException;
import org.apache.camel.impl.DefaultCamelContext;
import org.apache.camel.support.DefaultExchange;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

@OnEachDatabase
class CallGateTest {
  private static final int CALLS = 10;
  private static final int KEPT = 3;
  private static final int FAILURES = 4;

  private final TestDatabase database = TestDatabase.fresh();
  private final MovableClock clock = new MovableClock();
  private final DefaultCamelContext camel = new DefaultCamelContext();
  private CallGate gate;
  private ConnectionWindows windows;
  private Circuit circuit;

  @BeforeEach
  void build() {
    rules(Map.of("minute", LimitSamples.ofConnection(CALLS, LimitSamples.MINUTE)));
  }

  @AfterEach
  void close() throws IOException {
    camel.close();
    database.close();
  }

  @Test
  void aCallWithoutRoomIsCertainlyNotSentAndSaysWhenToComeBack() {
    IntStream.range(0, CALLS - KEPT).forEach(i -> assertThat(admitted(call("a"))).isTrue());

    Exchange held = call("a");
    assertThat(admitted(held)).isFalse();

    JsonNode answer = held.getMessage().getBody(JsonNode.class);
    assertThat(answer.path("failure").asText()).isEqualTo("not-sent");
    assertThat(answer.path("headers").path("retry-after").asInt()).isBetween(55, 62);
    assertThat(gate.openFrom(LEDGER, "a", false, 0)).isAfter(clock.instant());
  }

  @Test
  void aLookUpThatIsHeldBackWaitsLikeForALimit() {
    IntStream.range(0, CALLS).forEach(i -> admitted(call("a")));
    Exchange held = call("a");
    admitted(held);

    assertThatExceptionOfType(RefusedLookUp.class)
        .isThrownBy(
            () ->
                new Reading(ExactJson.mapper(), null)
                    .successful(LEDGER, held.getMessage().getBody(JsonNode.class)))
        .satisfies(
            stop -> {
              assertThat(stop.refusal().errorClass()).isEqualTo(ErrorClass.WAIT_FOR_LIMIT);
              assertThat(stop.retryAfter()).matches("[0-9]+");
            });
  }

  @Test
  void aClickAndACallOfNoConnectionPassWhereABackFillWaits() {
    IntStream.range(0, CALLS).forEach(i -> admitted(call("a")));

    Exchange click = call("a");
    click.setVariable(CallGate.CLICK, true);

    assertThat(admitted(click)).isTrue();
    assertThat(admitted(call(null))).isTrue();
    assertThat(gate.openFrom(LEDGER, "a", true, 0)).isBeforeOrEqualTo(clock.instant());
  }

  @Test
  void aLimitOfSecondsIsWaitedForInPlace() {
    rules(Map.of("second", LimitSamples.ofConnection(CALLS, Duration.ofSeconds(1))));
    long begun = System.nanoTime();

    IntStream.range(0, 2 * (CALLS - KEPT)).forEach(i -> assertThat(admitted(call("a"))).isTrue());

    assertThat(Duration.ofNanos(System.nanoTime() - begun)).isGreaterThan(Duration.ofSeconds(1));
  }

  @Test
  void whileTheLedgerIsAwayOneCallOfAllFindsOut() {
    IntStream.range(0, FAILURES).forEach(i -> circuit.failed(LEDGER, "c" + i, false));
    assertThat(admitted(call("a"))).isFalse();
    clock.pass(Duration.ofSeconds(6));

    Exchange probe = call("a");
    assertThat(admitted(probe)).isTrue();
    assertThat(CallGate.probes(probe)).isTrue();
    assertThat(admitted(call("b"))).isFalse();

    circuit.answered(LEDGER);
    assertThat(admitted(call("b"))).isTrue();
  }

  @Test
  void repeatsAreCountedAndLeftOutWhenThereIsNoRoom() {
    Exchange call = call("a");
    admitted(call);
    IntStream.range(0, CALLS - KEPT - 2).forEach(i -> gate.again(call));

    assertThat(gate.admitsAgain(call)).isTrue();
    gate.again(call);
    assertThat(gate.admitsAgain(call)).isFalse();
  }

  @Test
  void anOldTokenWhereALimitLeavesNoRoomForASecondCallWaitsForTheLimit() {
    Exchange call = call("a");
    admitted(call);
    call.setVariable(GuardedCall.TOKEN_RENEWED, false);
    call.setProperty(
        Exchange.EXCEPTION_CAUGHT,
        new HttpOperationFailedException("https://ledger", 401, null, null, null, null));
    var answers = new ProviderAnswers(ExactJson.mapper(), null, gate);

    assertThat(answers.failed(call).path("reason").asText())
        .isEqualTo("HttpOperationFailedException");
    IntStream.range(0, CALLS).forEach(i -> gate.again(call));

    assertThat(answers.failed(call).path("reason").asText()).isEqualTo(HeldBack.REFUSAL.code());
    assertThat(answers.failed(call).path("failure").asText()).isEqualTo("not-sent");
    assertThat(answers.failed(call).path("headers").path("retry-after").asInt()).isBetween(55, 62);
  }

  @Test
  void aShortLimitIsRepeatedInPlaceOnceItHasEnded() {
    Exchange call = call("a");
    admitted(call);
    windows.closed("a", clock.instant().plusSeconds(2), clock.instant());

    assertThat(gate.admitsAgain(call)).isFalse();
    assertThat(gate.admitsAgain(call, Duration.ofSeconds(2))).isTrue();
  }

  private void rules(Map<String, CallLimit> limits) {
    LedgerRuleBook rules = LimitSamples.ruleBook(limits);
    circuit =
        new Circuit(
            new ProviderHealth(database.jdbc()),
            new CircuitSettings(FAILURES, Duration.ofSeconds(5), Duration.ofSeconds(60)),
            rules,
            new SimpleMeterRegistry(),
            clock);
    windows = new ConnectionWindows(rules, new CallSettings(KEPT));
    gate =
        new CallGate(
            windows,
            new RememberedCalls(
                windows, database.jdbc(), database.transactions(), ExactJson.mapper(), clock),
            new ApplicationBudget(rules, new DrawnCalls(database.jdbc(), database.transactions())),
            circuit,
            clock);
  }

  private boolean admitted(Exchange call) {
    gate.admit(call);
    return call.getVariable("admitted", Boolean.class);
  }

  private Exchange call(String connection) {
    Exchange exchange = new DefaultExchange(camel);
    exchange.setVariable("provider", LEDGER);
    exchange.setVariable("connectionId", connection);
    exchange.setVariable(
        "request", JsonNodeFactory.instance.objectNode().put("method", "GET").put("path", "/x"));
    return exchange;
  }
}
