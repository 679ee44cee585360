package io.coportal.sync.ledger;

import static org.assertj.core.api.Assertions.assertThat;

import io.coportal.sync.OnEachDatabase;
import io.coportal.sync.TestDatabase;
import io.coportal.sync.ledger.Circuit.Closed;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.Map;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** Two instances leave a ledger alone that answers nobody, and come back when it does. */
@OnEachDatabase
class CircuitTest {
  private static final String LEDGER = LimitSamples.LEDGER;
  private static final Duration FIRST = Duration.ofSeconds(5);
  private static final Duration LONGEST = Duration.ofSeconds(20);
  private static final Duration A_WHILE = Duration.ofSeconds(2);
  private static TestDatabase database;

  private final SimpleMeterRegistry meters = new SimpleMeterRegistry();
  private Instant now = Instant.parse("2026-08-03T09:00:00Z");
  private final Circuit one = instance(meters);
  private final Circuit other = instance(new SimpleMeterRegistry());

  @BeforeAll
  static void openDatabase() {
    database = TestDatabase.fresh();
  }

  @AfterAll
  static void closeDatabase() {
    database.close();
  }

  @BeforeEach
  void forget() {
    database.jdbc().sql("DELETE FROM provider_health").update();
  }

  @Test
  void opensForAllInstancesOnceSeveralConnectionsGetNoAnswer() {
    fail(one, 3, "a", "b");

    assertThat(one.openFrom(LEDGER, true, now)).isEqualTo(now.plus(FIRST));
    assertThat(one.openFrom(LEDGER, false, now))
        .isBetween(now.plus(FIRST), now.plus(FIRST).plus(FIRST));
    now = now.plus(A_WHILE);
    assertThat(other.openFrom(LEDGER, true, now)).isAfter(now);
    assertThat(away()).isEqualTo(1);
  }

  @Test
  void leavesOneConnectionsTroubleToItsLane() {
    fail(one, 50, "a");

    assertThat(one.openFrom(LEDGER, false, now)).isEqualTo(now);
    assertThat(away()).isZero();
  }

  @Test
  void countsFailuresOnlyInARow() {
    fail(one, 2, "a", "b");
    one.answered(LEDGER);
    fail(one, 2, "a", "b");

    assertThat(one.openFrom(LEDGER, false, now)).isEqualTo(now);
  }

  @Test
  void writesNothingAndReadsOnceASecondWhileAllIsWell() throws Closed {
    for (int i = 0; i < 100; i++) {
      assertThat(one.pass(LEDGER, now)).isFalse();
      one.answered(LEDGER);
    }

    assertThat(database.jdbc().sql("SELECT * FROM provider_health").query().listOfRows()).isEmpty();
  }

  @Test
  void letsOneCallOfAllFindOutAndWaitsLongerAfterEachThatFails() {
    fail(one, 3, "a", "b");
    Duration wait = FIRST;
    for (int i = 0; i < 4; i++) {
      now = now.plus(wait);
      assertThat(passes(other)).isTrue();
      assertThat(passes(one)).isFalse();
      assertThat(passes(other)).isFalse();
      other.failed(LEDGER, "c", true);
      wait = wait.multipliedBy(2).compareTo(LONGEST) > 0 ? LONGEST : wait.multipliedBy(2);
      assertThat(other.openFrom(LEDGER, true, now)).isEqualTo(now.plus(wait));
    }
  }

  @Test
  void oneSuccessLetsAllGoOn() {
    fail(one, 3, "a", "b");
    now = now.plus(FIRST);
    assertThat(passes(other)).isTrue();

    other.answered(LEDGER);

    assertThat(other.openFrom(LEDGER, false, now)).isEqualTo(now);
    now = now.plus(A_WHILE);
    assertThat(one.openFrom(LEDGER, false, now)).isEqualTo(now);
    assertThat(away()).isZero();
  }

  @Test
  void aProbeWhoseInstanceDiedIsRepeatedByAnother() {
    fail(one, 3, "a", "b");
    now = now.plus(FIRST);
    assertThat(passes(one)).isTrue();

    now = now.plus(Duration.ofMinutes(3));

    assertThat(passes(other)).isTrue();
  }

  @Test
  void aLimitOfTheWholeApplicationStopsAllInstancesUntilItEnds() {
    one.limited(LEDGER, Duration.ofSeconds(26));

    now = now.plus(A_WHILE);
    Instant end = now.plusSeconds(24);
    assertThat(other.openFrom(LEDGER, true, now)).isEqualTo(end);
    assertThat(other.openFrom(LEDGER, false, now)).isBetween(end, end.plus(FIRST));
    now = end;
    assertThat(other.openFrom(LEDGER, false, now)).isEqualTo(now);
    assertThat(away()).isZero();
  }

  private double away() {
    return meters.get("coportal.ledger.away").tag("ledger", LEDGER).gauge().value();
  }

  private boolean passes(Circuit circuit) {
    try {
      return circuit.pass(LEDGER, now);
    } catch (Closed left) {
      return false;
    }
  }

  private void fail(Circuit circuit, int times, String... connections) {
    IntStream.range(0, times)
        .forEach(i -> circuit.failed(LEDGER, connections[i % connections.length], false));
  }

  private Circuit instance(SimpleMeterRegistry registry) {
    return new Circuit(
        new ProviderHealth(database.jdbc()),
        new CircuitSettings(3, FIRST, LONGEST),
        LimitSamples.ruleBook(Map.of()),
        registry,
        clock());
  }

  private Clock clock() {
    return new Clock() {
      @Override
      public ZoneOffset getZone() {
        return ZoneOffset.UTC;
      }

      @Override
      public Clock withZone(java.time.ZoneId zone) {
        return this;
      }

      @Override
      public Instant instant() {
        return now;
      }
    };
  }
}
