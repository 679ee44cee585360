package io.coportal.sync.ledger;

import static io.coportal.sync.ledger.LimitSamples.LEDGER;
import static io.coportal.sync.ledger.LimitSamples.MINUTE;
import static org.assertj.core.api.Assertions.assertThat;

import io.coportal.sync.OnEachDatabase;
import io.coportal.sync.TestDatabase;
import io.coportal.sync.connection.MovableClock;
import io.coportal.sync.json.ExactJson;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Random;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.springframework.transaction.support.TransactionTemplate;

/** Instances that die, and others that go on with their lanes. */
@OnEachDatabase
class RememberedCallsTest {
  private static final String CONNECTION = "c";
  private static final int LIMIT = 60;
  private static final int KEPT = 3;
  private static final int AHEAD = 10;
  private static final Duration A_SECOND = Duration.ofSeconds(1);

  private final TestDatabase database = TestDatabase.fresh();
  private final List<Instant> made = new ArrayList<>();
  private final MovableClock time =
      new MovableClock(Clock.fixed(Instant.parse("2026-08-03T09:00:00Z"), ZoneOffset.UTC));

  /** A running instance. */
  private final class Instance {
    private final ConnectionWindows windows =
        new ConnectionWindows(
            LimitSamples.ruleBook(
                Map.of(
                    "minute", LimitSamples.ofConnection(LIMIT, MINUTE),
                    "second", LimitSamples.ofConnection(20, A_SECOND),
                    "day", LimitSamples.ofConnection(5000, Duration.ofHours(24)))),
            new CallSettings(KEPT));
    private final RememberedCalls remembered =
        new RememberedCalls(
            windows, database.jdbc(), database.transactions(), ExactJson.mapper(), time);

    Instance takesTheLane() {
      new TransactionTemplate(database.transactions())
          .executeWithoutResult(status -> remembered.laneTaken(CONNECTION));
      return this;
    }

    void leavesTheLane() {
      remembered.laneLeft(CONNECTION);
    }

    boolean calls(boolean click) {
      if (windows
          .take(LEDGER, CONNECTION, click, "/x", time.instant(), time.instant())
          .isAfter(time.instant())) {
        return false;
      }
      remembered.beforeCall(LEDGER, CONNECTION);
      made.add(time.instant());
      return true;
    }

    /** As many as leave, a tenth of a second apart. */
    int calls(int wanted) {
      int left = 0;
      for (int i = 0; i < wanted; i++) {
        time.pass(Duration.ofMillis(100));
        left += calls(false) ? 1 : 0;
      }
      return left;
    }

    boolean isOpen(boolean click) {
      return !windows
          .openFrom(LEDGER, CONNECTION, click, 0, null, time.instant())
          .isAfter(time.instant());
    }
  }

  @BeforeEach
  void connect() {
    OffsetDateTime now = time.instant().atOffset(ZoneOffset.UTC);
    StoredConnection.store(database, "w", CONNECTION, LEDGER, "o", now);
  }

  @AfterEach
  void close() {
    database.close();
  }

  @Test
  void neverMakesMoreCallsThanALimitTakesHoweverOftenItDies() {
    long seed = System.nanoTime();
    Random random = new Random(seed);
    while (made.size() <= 4 * LIMIT) {
      Instance instance = new Instance().takesTheLane();
      for (int i = random.nextInt(50); i > 0; i--) {
        time.pass(Duration.ofMillis(random.nextInt(400)));
        instance.calls(random.nextInt(4) == 0);
      }
      if (random.nextInt(3) == 0) {
        instance.leavesTheLane();
      }
      time.pass(Duration.ofMillis(random.nextInt(8_000)));
    }

    assertKept(LIMIT, MINUTE, seed);
    assertKept(20, A_SECOND, seed);
  }

  private void assertKept(int limit, Duration per, long seed) {
    for (int n = limit; n < made.size(); n++) {
      assertThat(made.get(n - limit)).as("seed %d", seed).isBefore(made.get(n).minus(per));
    }
  }

  @Test
  void aClickIntoAnIdleConnectionIsNotDelayedAfterADeath() {
    new Instance().takesTheLane().calls(LIMIT);
    time.pass(MINUTE.plusSeconds(2 + 30));

    Instance next = new Instance().takesTheLane();

    assertThat(next.isOpen(true)).isTrue();
    assertThat(next.calls(LIMIT)).isEqualTo(LIMIT - KEPT);
  }

  @Test
  void aDeathCostsAFewCallsAtMost() {
    new Instance().takesTheLane().calls(20);

    Instance next = new Instance().takesTheLane();

    time.pass(A_SECOND.multipliedBy(2));
    assertThat(next.isOpen(true)).isTrue();
    assertThat(next.calls(LIMIT)).isBetween(LIMIT - KEPT - 20 - AHEAD, LIMIT - KEPT - 20);
  }

  @Test
  void aLaneThatMovesInOrderCostsNone() {
    Instance first = new Instance().takesTheLane();
    first.calls(20);
    first.leavesTheLane();

    Instance second = new Instance().takesTheLane();
    assertThat(second.calls(15)).isEqualTo(15);
    second.leavesTheLane();

    assertThat(first.takesTheLane().calls(LIMIT)).isEqualTo(LIMIT - KEPT - 35);
  }

  @Test
  void writesOnceForManyCalls() {
    Instance instance = new Instance().takesTheLane();
    int written = 0;
    for (int i = 0; i < 30; i++) {
      String before = written();
      instance.calls(1);
      written += before.equals(written()) ? 0 : 1;
    }

    assertThat(written).isBetween(2, 3);
  }

  @Test
  void aTurnThatPausesForLongWritesAgainBeforeItGoesOn() {
    Instance instance = new Instance().takesTheLane();
    instance.calls(1);
    time.pass(Duration.ofSeconds(45));

    instance.calls(1);

    Instance next = new Instance().takesTheLane();
    assertThat(next.calls(LIMIT)).isBetween(LIMIT - KEPT - 2 - AHEAD, LIMIT - KEPT - 2);
  }

  @Test
  void anInstanceWithoutTheLaneWritesNothing() {
    Instance replaced = new Instance().takesTheLane();
    new Instance().takesTheLane();
    String before = written();

    assertThat(replaced.calls(2 * AHEAD)).isEqualTo(2 * AHEAD);
    replaced.leavesTheLane();

    assertThat(written()).isEqualTo(before);
  }

  private String written() {
    return database
        .jdbc()
        .sql("SELECT calls_by, calls_at, calls_ahead, calls FROM connection WHERE id = ?")
        .param(CONNECTION)
        .query(
            (rs, n) ->
                String.join(
                    " ",
                    rs.getString("calls_by"),
                    rs.getObject("calls_at", OffsetDateTime.class).toInstant().toString(),
                    Integer.toString(rs.getInt("calls_ahead")),
                    String.valueOf(rs.getString("calls"))))
        .single();
  }
}
