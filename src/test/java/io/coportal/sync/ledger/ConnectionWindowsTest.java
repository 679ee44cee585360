package io.coportal.sync.ledger;

import static io.coportal.sync.ledger.LimitSamples.LEDGER;
import static io.coportal.sync.ledger.LimitSamples.MINUTE;
import static org.assertj.core.api.Assertions.assertThat;

import io.coportal.sync.ledger.CallLimit.Scope;
import java.time.Duration;
import java.time.Instant;
import java.util.Map;
import org.junit.jupiter.api.Test;

class ConnectionWindowsTest {
  private static final int KEPT = 3;

  private final ConnectionWindows windows =
      new ConnectionWindows(
          LimitSamples.ruleBook(
              Map.of(
                  "minute", LimitSamples.ofConnection(20, MINUTE),
                  "batches", new CallLimit(5, MINUTE, Scope.CONNECTION, "/batch", null),
                  "application", LimitSamples.ofApplication(1))),
          new CallSettings(KEPT));
  private Instant now = Instant.parse("2026-08-03T09:00:00Z");

  @Test
  void eachConnectionHasItsOwn() {
    assertThat(taken("a", 30, false, "/invoice")).isEqualTo(17);
    assertThat(taken("b", 30, false, "/invoice")).isEqualTo(17);
  }

  @Test
  void aClickUsesWhatABackFillLeaves() {
    taken("a", 30, false, "/invoice");

    assertThat(windows.openFrom(LEDGER, "a", false, 0, null, now)).isAfter(now);
    assertThat(windows.openFrom(LEDGER, "a", true, 0, null, now)).isEqualTo(now);
    assertThat(taken("a", 30, true, "/invoice")).isEqualTo(KEPT);
  }

  @Test
  void batchesAreCountedBesideAllElse() {
    assertThat(taken("a", 30, false, "/company/1/batch")).isEqualTo(2);

    assertThat(windows.openFrom(LEDGER, "a", false, 0, "/invoice", now)).isEqualTo(now);
    assertThat(windows.openFrom(LEDGER, "a", false, 0, null, now)).isAfter(now);
    assertThat(windows.openFrom(LEDGER, "a", true, 0, null, now)).isEqualTo(now);
  }

  @Test
  void theLedgersWordCountsWhenAnotherInstanceHadTheLane() {
    windows.count(LEDGER, "a", "/invoice", now);

    windows.told(LEDGER, "a", Map.of("x-left", "4"), now, now);

    assertThat(taken("a", 30, false, "/invoice")).isEqualTo(1);
  }

  @Test
  void nothingLeavesUntilALimitThatWasMetEndsNotEvenAClick() {
    Instant end = now.plusSeconds(26);
    windows.closed("a", end, now);
    windows.closed("a", now.plusSeconds(2), now);

    assertThat(windows.openFrom(LEDGER, "a", true, 0, null, now)).isEqualTo(end);
    assertThat(taken("a", 1, true, "/invoice")).isZero();
    assertThat(taken("b", 1, false, "/invoice")).isEqualTo(1);

    now = end;
    assertThat(taken("a", 1, false, "/invoice")).isEqualTo(1);
  }

  @Test
  void connectionsThatCallNoMoreAreForgotten() {
    taken("a", 1, false, "/invoice");
    taken("b", 1, false, "/invoice");
    windows.closed("b", now.plusSeconds(26), now);
    now = now.plus(Duration.ofMinutes(2));

    taken("c", 1, false, "/invoice");

    assertThat(windows.known()).isEqualTo(1);
  }

  private int taken(String connection, int wanted, boolean click, String path) {
    int taken = 0;
    for (int i = 0; i < wanted; i++) {
      taken += windows.take(LEDGER, connection, click, path, now, now).isAfter(now) ? 0 : 1;
    }
    return taken;
  }
}
