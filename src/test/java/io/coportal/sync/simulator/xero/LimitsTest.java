package io.coportal.sync.simulator.xero;

import static org.assertj.core.api.Assertions.assertThat;

import io.coportal.sync.simulator.Fault;
import io.coportal.sync.simulator.RequestMatcher;
import io.coportal.sync.simulator.SimulatorClock;
import java.time.Duration;
import java.time.Instant;
import java.util.concurrent.CompletableFuture;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class LimitsTest {
  private final SimulatorClock clock =
      SimulatorClock.stoppedAt(Instant.parse("2026-11-22T10:00:00Z"));
  private XeroSimulator xero;
  private Caller uk;

  @BeforeEach
  void start() {
    xero = XeroSimulator.start(0, clock);
    uk = Caller.of(xero, Samples.UK);
  }

  @AfterEach
  void stop() {
    xero.close();
  }

  @Test
  void refusesTheSixtyFirstCallOfAMinuteWithoutABody() {
    assertThat(uk.get("Organisation").header("X-MinLimit-Remaining")).isEqualTo("59");
    IntStream.range(1, 60).forEach(i -> assertThat(uk.get("Organisation").status()).isEqualTo(200));

    var refused = uk.get("Organisation");

    assertThat(refused.status()).isEqualTo(429);
    assertThat(refused.body()).isEmpty();
    assertThat(refused.header("X-Rate-Limit-Problem")).isEqualTo("minute");
    assertThat(refused.header("X-MinLimit-Remaining")).isEqualTo("0");
    assertThat(refused.header("X-DayLimit-Remaining")).isEqualTo("940");
    assertThat(refused.header("Content-Type")).isEmpty();
    clock.advance(Duration.ofSeconds(Long.parseLong(refused.header("Retry-After"))));
    assertThat(uk.get("Organisation").status()).isEqualTo(200);
  }

  @Test
  void isStillRefusedASecondBeforeRetryAfter() {
    xero.limits().minute(1);
    uk.get("Organisation");
    var refused = uk.get("Organisation");

    clock.advance(Duration.ofSeconds(Long.parseLong(refused.header("Retry-After")) - 1));

    assertThat(uk.get("Organisation").status()).isEqualTo(429);
  }

  @Test
  void countsEachOrganisationByItself() {
    xero.limits().minute(1);
    uk.get("Organisation");

    assertThat(uk.get("Organisation").status()).isEqualTo(429);
    assertThat(Caller.of(xero, XeroSimulator.AUSTRALIA).get("Organisation").status())
        .isEqualTo(200);
  }

  @Test
  void refusesUntilTheNextDayWhenTheDayIsUsedUp() {
    xero.limits().day(2);
    uk.get("Organisation");
    assertThat(uk.get("Organisation").header("X-DayLimit-Remaining")).isEqualTo("0");

    var refused = uk.get("Organisation");

    assertThat(refused.status()).isEqualTo(429);
    assertThat(refused.header("X-Rate-Limit-Problem")).isEqualTo("day");
    assertThat(refused.header("Retry-After")).isEqualTo(Integer.toString(14 * 3600));
  }

  @Test
  void countsAllOrganisationsTogetherForTheApplication() {
    xero.limits().applicationMinute(1);
    uk.get("Organisation");

    var refused = Caller.of(xero, XeroSimulator.AUSTRALIA).get("Organisation");

    assertThat(refused.header("X-Rate-Limit-Problem")).isEqualTo("appminute");
    assertThat(refused.header("Retry-After")).isEmpty();
  }

  @Test
  void refusesTheSixthCallAtOnce() {
    xero.faults().next(6, RequestMatcher.any(), Fault.slowWork(Duration.ofMillis(1500)));

    var answers =
        Stream.generate(() -> uk.sendLater("GET", "Organisation", null)).limit(6).toList();

    assertThat(answers.stream().map(CompletableFuture::join).map(Caller.Answer::status))
        .containsExactlyInAnyOrder(200, 200, 200, 200, 200, 429);
    assertThat(
            answers.stream()
                .map(CompletableFuture::join)
                .filter(answer -> answer.status() == 429)
                .map(answer -> answer.header("X-Rate-Limit-Problem")))
        .containsExactly("concurrent");
    assertThat(uk.get("Organisation").status()).isEqualTo(200);
  }

  @Test
  void canBeSwitchedOff() {
    xero.limits().minute(1).off();
    uk.get("Organisation");

    assertThat(uk.get("Organisation").status()).isEqualTo(200);
  }
}
