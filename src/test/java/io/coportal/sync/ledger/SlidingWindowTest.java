package io.coportal.sync.ledger;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class SlidingWindowTest {
  private static final Duration MINUTE = Duration.ofMinutes(1);
  private static final Duration A_MOMENT = Duration.ofMillis(1_500);
  private static final Instant START = Instant.parse("2026-08-03T09:00:00Z");

  private Instant now = START;

  @ParameterizedTest
  @ValueSource(longs = {1, 2, 3, 5, 8, 13, 21, 34, 55, 89})
  void neverLetsMoreCallsReachTheLedgerInAnyTimeThanItTakes(long seed) {
    Random random = new Random(seed);
    int calls = 1 + random.nextInt(60);
    Duration per = Duration.ofMillis(1_000 + random.nextInt(120_000));
    SlidingWindow window = new SlidingWindow(calls, per);
    List<Instant> arrivals = new ArrayList<>();
    for (int i = 0; i < 3_000; i++) {
      Instant open = window.openFrom(0, now);
      if (open.isAfter(now) && open.isBefore(now.plus(A_MOMENT))) {
        window.count(open);
        arrivals.add(open.plusMillis(random.nextInt(250)));
      } else if (open.isAfter(now) && random.nextBoolean()) {
        now = open;
      } else if (!open.isAfter(now)) {
        window.count(now);
        arrivals.add(now.plusMillis(random.nextInt(250)));
      }
      now = now.plusMillis(random.nextInt(4) == 0 ? random.nextInt(3_000) : random.nextInt(20));
    }

    arrivals.sort(null);

    assertThat(arrivals).hasSizeGreaterThan(calls);
    for (int i = calls; i < arrivals.size(); i++) {
      assertThat(Duration.between(arrivals.get(i - calls), arrivals.get(i)))
          .as("seed %s: calls %s and %s", seed, i - calls, i)
          .isGreaterThan(per);
    }
  }

  @Test
  void usesTheWholeLimitOnceTheEarliestCallsAreOver() {
    SlidingWindow window = new SlidingWindow(60, MINUTE);
    int sent = 0;
    while (now.isBefore(START.plus(Duration.ofMinutes(10)))) {
      now = window.openFrom(0, now);
      window.count(now);
      sent++;
    }
    assertThat(sent).isGreaterThanOrEqualTo(590);
  }

  @Test
  void keepsCallsBackForClicks() {
    SlidingWindow window = counted(57);

    assertThat(window.openFrom(3, now)).isAfter(now);
    assertThat(window.openFrom(0, now)).isEqualTo(now);
  }

  @Test
  void takesTheLedgersWordForCallsThatOthersMade() {
    SlidingWindow window = counted(1);

    window.told(2, now, now);

    assertThat(window.used(now)).isEqualTo(58);
    assertThat(window.openFrom(0, now)).isEqualTo(now);
    assertThat(window.openFrom(3, now)).isEqualTo(now.plusSeconds(61));
  }

  @Test
  void takesBackWhatALaterAnswerDoesNotConfirm() {
    SlidingWindow window = counted(1);
    window.told(2, now, now);
    now = now.plusSeconds(5);
    window.count(now);

    window.told(59, now, now);

    assertThat(window.used(now)).isEqualTo(2);
  }

  @Test
  void believesNoAnswerToAnEarlierCallThanTheLatestThatIsKnown() {
    SlidingWindow window = counted(2);
    window.told(58, now, now);

    window.told(0, now.minusSeconds(3), now);

    assertThat(window.used(now)).isEqualTo(2);
  }

  @Test
  void countsNoCallTwiceThatIsInFlightBesideAnAnswer() {
    SlidingWindow window = new SlidingWindow(60, MINUTE);
    for (int i = 0; i < 5; i++) {
      window.count(now.plusSeconds(i));
    }
    now = now.plusSeconds(5);

    window.told(55, START, now);
    assertThat(window.used(now)).isEqualTo(5);

    window.told(59, START, now);
    assertThat(window.used(now)).isEqualTo(5);
  }

  @Test
  void learnsOfASmallerLimitThanItWasTold() {
    SlidingWindow day = new SlidingWindow(5_000, Duration.ofDays(1));
    day.count(now);

    day.told(999, now, now);
    for (int i = 0; i < 996; i++) {
      day.count(now.plusSeconds(i));
    }

    now = now.plusSeconds(1_000);
    assertThat(day.openFrom(3, now)).isAfter(now);
    assertThat(day.openFrom(0, now)).isEqualTo(now);
  }

  @Test
  void looksEachHourWhetherALongTimeHasEndedThatOnlyTheLedgerKnows() {
    SlidingWindow day = new SlidingWindow(5_000, Duration.ofDays(1));
    day.count(now);
    day.told(0, now, now);

    assertThat(day.openFrom(0, now)).isEqualTo(now.plus(Duration.ofHours(1)));
    now = now.plus(Duration.ofHours(2));
    assertThat(day.openFrom(0, now)).isEqualTo(now);
    day.count(now);
    assertThat(day.openFrom(0, now)).isEqualTo(now.plus(Duration.ofHours(1)));
  }

  @Test
  void isIdleWhenAllIsOver() {
    SlidingWindow window = counted(5);

    assertThat(window.idle(now)).isFalse();
    assertThat(window.idle(now.plusSeconds(62))).isTrue();
  }

  private SlidingWindow counted(int calls) {
    SlidingWindow window = new SlidingWindow(60, MINUTE);
    for (int i = 0; i < calls; i++) {
      window.count(now);
    }
    return window;
  }
}
