package io.coportal.sync.ledger;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.time.Instant;
import org.junit.jupiter.api.Test;

class LowestSeenTest {
  private static final Instant NOON = Instant.parse("2026-11-22T12:00:00Z");

  private final LowestSeen lowest = new LowestSeen(Duration.ofMinutes(1));

  @Test
  void nothingSeenIsNothingKnown() {
    assertThat(lowest.at(NOON)).isNull();
  }

  @Test
  void theLowestOfTheTimeCountsWhateverComesAfterIt() {
    note(58, 0);
    note(3, 1);
    note(40, 2);

    assertThat(lowest.at(NOON.plusSeconds(61))).isEqualTo(3);
  }

  @Test
  void whatIsOlderThanTheTimeNoLongerCounts() {
    note(3, 0);
    note(40, 30);
    note(59, 45);

    assertThat(lowest.at(NOON.plusSeconds(61))).isEqualTo(40);
    assertThat(lowest.at(NOON.plusSeconds(91))).isEqualTo(59);
    assertThat(lowest.at(NOON.plusSeconds(106))).isNull();
  }

  private void note(long number, int second) {
    lowest.note(number, NOON.plusSeconds(second));
  }
}
