package io.coportal.sync.simulator.quickbooks;

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
  private static final String BATCH =
      "{\"BatchItemRequest\":[{\"bId\":\"1\",\"Query\":\"select * from Item\"}]}";

  private final SimulatorClock clock =
      SimulatorClock.stoppedAt(Instant.parse("2026-11-22T10:00:00Z"));
  private QuickBooksSimulator quickBooks;
  private Caller uk;

  @BeforeEach
  void start() {
    quickBooks = QuickBooksSimulator.start(0, clock);
    uk = Caller.of(quickBooks, Samples.UK);
  }

  @AfterEach
  void stop() {
    quickBooks.close();
  }

  @Test
  void refusesTheEleventhCallOfASecondInTheGatewaysShape() {
    IntStream.range(0, 10).forEach(i -> assertThat(status()).isEqualTo(200));

    var refused = uk.get("preferences");

    assertThat(refused.status()).isEqualTo(429);
    assertThat(refused.json().at("/fault/error/0/code").asText()).isEqualTo("3001");
    assertThat(refused.json().at("/fault/type").asText()).isEqualTo("SERVICE");
    assertThat(refused.header("Retry-After")).isEmpty();
    clock.advance(Duration.ofSeconds(1));
    assertThat(status()).isEqualTo(200);
  }

  @Test
  void refusesTheCallAfterFiveHundredOfAMinute() {
    quickBooks.limits().second(1000);
    IntStream.range(0, 500).forEach(i -> assertThat(status()).isEqualTo(200));

    assertThat(status()).isEqualTo(429);
    assertThat(uk.post("batch", BATCH).status()).isEqualTo(200);
    clock.advance(Duration.ofMinutes(1));
    assertThat(status()).isEqualTo(200);
  }

  @Test
  void refusesTheFortyFirstBatchOfAMinute() {
    quickBooks.limits().second(1000);
    IntStream.range(0, 40)
        .forEach(i -> assertThat(uk.post("batch", BATCH).status()).isEqualTo(200));

    assertThat(uk.post("batch", BATCH).status()).isEqualTo(429);
    assertThat(status()).isEqualTo(200);
  }

  @Test
  void countsAllEndpointsTogether() {
    quickBooks.limits().together(2);
    status();
    uk.post("batch", BATCH);

    assertThat(status()).isEqualTo(429);
  }

  @Test
  void countsEachCompanyByItself() {
    quickBooks.limits().minute(1);
    status();

    assertThat(status()).isEqualTo(429);
    assertThat(Caller.of(quickBooks, QuickBooksSimulator.AUSTRALIA).get("preferences").status())
        .isEqualTo(200);
  }

  @Test
  void refusesTheCallsThatAreTooManyAtOnce() {
    quickBooks.limits().concurrent(2);
    quickBooks.faults().next(3, RequestMatcher.any(), Fault.slowWork(Duration.ofMillis(1500)));

    var answers = Stream.generate(() -> uk.postLater("batch", BATCH)).limit(3).toList();

    assertThat(answers.stream().map(CompletableFuture::join).map(Caller.Answer::status))
        .containsExactlyInAnyOrder(200, 200, 429);
    assertThat(status()).isEqualTo(200);
  }

  @Test
  void canBeSwitchedOff() {
    quickBooks.limits().minute(1).off();
    status();

    assertThat(status()).isEqualTo(200);
  }

  private int status() {
    return uk.get("preferences").status();
  }
}
