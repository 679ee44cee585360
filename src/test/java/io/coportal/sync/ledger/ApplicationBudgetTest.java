package io.coportal.sync.ledger;

import static org.assertj.core.api.Assertions.assertThat;

import io.coportal.sync.OnEachDatabase;
import io.coportal.sync.TestDatabase;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** Two instances share what a ledger takes of the whole application. */
@OnEachDatabase
class ApplicationBudgetTest {
  private static final int CALLS = 1_000;
  private static final LedgerRuleBook RULES =
      LimitSamples.ruleBook(Map.of("application", LimitSamples.ofApplication(CALLS)));
  private static TestDatabase database;

  private Instant now = Instant.parse("2026-08-03T09:00:00Z");
  private final ApplicationBudget one = instance();
  private final ApplicationBudget other = instance();

  @BeforeAll
  static void openDatabase() {
    database = TestDatabase.fresh();
  }

  @AfterAll
  static void closeDatabase() {
    database.close();
  }

  @BeforeEach
  void forgetWhatWasDrawn() {
    database.jdbc().sql("DELETE FROM call_budget").update();
  }

  @Test
  void togetherTheyNeverCallMoreThanTheLimitInAnyTime() {
    Random random = new Random(5);
    List<Instant> calls = new ArrayList<>();
    Instant end = now.plus(Duration.ofMinutes(5));
    while (now.isBefore(end)) {
      for (ApplicationBudget instance : List.of(one, other)) {
        for (int i = random.nextInt(40); i > 0 && taken(instance); i--) {
          calls.add(now);
        }
      }
      now = now.plusMillis(random.nextInt(1_000));
    }

    assertThat(calls).hasSizeGreaterThan(3 * CALLS);
    for (int i = CALLS; i < calls.size(); i++) {
      assertThat(Duration.between(calls.get(i - CALLS), calls.get(i)))
          .isGreaterThan(LimitSamples.MINUTE);
    }
  }

  @Test
  void sideBySideTheyDrawNoCallTwice() throws Exception {
    ExecutorService threads = Executors.newFixedThreadPool(8);
    try {
      List<Callable<Integer>> hungry = new ArrayList<>();
      for (int i = 0; i < 8; i++) {
        ApplicationBudget instance = i % 2 == 0 ? one : other;
        hungry.add(() -> takenByThousand(instance));
      }
      int calls = 0;
      for (Future<Integer> taken : threads.invokeAll(hungry)) {
        calls += taken.get();
      }
      assertThat(calls).isEqualTo(CALLS);
    } finally {
      threads.shutdownNow();
    }
  }

  @Test
  void tellsWhenThereMayBeCallsAgain() {
    takenByThousand(one);
    assertThat(taken(one)).isFalse();

    assertThat(one.openFrom(LimitSamples.LEDGER, now)).isAfter(now);
    assertThat(one.openFrom(LimitSamples.LEDGER, now)).isBefore(now.plusSeconds(6));
    assertThat(taken(other)).isFalse();
    now = now.plusSeconds(67);
    assertThat(taken(other)).isTrue();
  }

  @Test
  void stopsForAWhileWhenTheLedgerTellsOfNextToNothing() {
    assertThat(taken(one)).isTrue();

    one.told(LimitSamples.LEDGER, Map.of("x-app-left", "3"), now);

    assertThat(taken(one)).isFalse();
    now = now.plusSeconds(6);
    assertThat(taken(one)).isTrue();
  }

  private int takenByThousand(ApplicationBudget instance) {
    int taken = 0;
    for (int i = 0; i < CALLS; i++) {
      taken += taken(instance) ? 1 : 0;
    }
    return taken;
  }

  private boolean taken(ApplicationBudget instance) {
    return !instance.take(LimitSamples.LEDGER, now).isAfter(now);
  }

  private static ApplicationBudget instance() {
    return new ApplicationBudget(RULES, new DrawnCalls(database.jdbc(), database.transactions()));
  }
}
