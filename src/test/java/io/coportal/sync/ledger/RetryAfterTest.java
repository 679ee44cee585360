package io.coportal.sync.ledger;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.time.Instant;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class RetryAfterTest {
  private static final Instant NOW = Instant.parse("2026-11-22T12:00:00Z");

  @ParameterizedTest
  @CsvSource({
    "7,                              PT7S",
    "-5,                             PT1S",
    "0,                              PT1S",
    "99999999,                       PT24H",
    "99999999999999999999,           PT24H",
    "-99999999999999999999,          PT1S",
    "'Sun, 22 Nov 2026 12:01:00 GMT', PT1M",
    "'Sun, 22 Nov 2020 12:01:00 GMT', PT1S"
  })
  void aWaitIsBetweenASecondAndADay(String header, Duration wait) {
    assertThat(RetryAfter.parse(header, NOW)).contains(wait);
  }

  @ParameterizedTest
  @ValueSource(strings = {"", "soon", "1.5", "0x10", "1e3", "12 s"})
  void whatIsNoWaitIsNone(String header) {
    assertThat(RetryAfter.parse(header, NOW)).isEmpty();
  }
}
