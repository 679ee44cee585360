package io.coportal.sync.ledger;

import static org.assertj.core.api.Assertions.assertThat;

import io.coportal.sync.ledger.CallLimit.Scope;
import java.time.Duration;
import java.util.Map;
import org.junit.jupiter.api.Test;

/** The longest limit is looked at first, what is left of the calls keeps to the shorter ones. */
class LimitForecastTest {
  private static final Duration DAY = Duration.ofDays(1);
  private static final CallSettings THREE_KEPT = new CallSettings(3);

  @Test
  void whatFitsIntoEveryLimitIsLimitedByNone() {
    var forecast = of(Map.of("minute", LimitSamples.ofConnection(60, LimitSamples.MINUTE)), 10, 47);

    assertThat(forecast.length()).isZero();
    assertThat(forecast.limitedBy()).contains("No limit", "57 calls");
  }

  @Test
  void aMinuteBindsByWhatIsNotKeptForClicks() {
    var forecast = of(Map.of("minute", LimitSamples.ofConnection(60, LimitSamples.MINUTE)), 0, 571);

    assertThat(forecast.length()).isEqualTo(Duration.ofMinutes(10));
    assertThat(forecast.limitedBy()).contains("minute", "60 calls a minute", "use 57", "571");
  }

  @Test
  void aDayBindsAndItsRestKeepsToTheMinute() {
    var forecast =
        of(
            Map.of(
                "minute", LimitSamples.ofConnection(60, LimitSamples.MINUTE),
                "day", LimitSamples.ofConnection(5_000, DAY),
                "application", LimitSamples.ofApplication(10_000)),
            46,
            6_000);

    assertThat(forecast.length()).isEqualTo(DAY.plusMinutes(18));
    assertThat(forecast.limitedBy()).contains("limit day", "a day");
  }

  @Test
  void aLimitOfSinglePathsCountsWritesOnly() {
    var limits =
        Map.of(
            "company-minute",
            LimitSamples.ofConnection(500, LimitSamples.MINUTE),
            "company-batches",
            new CallLimit(40, LimitSamples.MINUTE, Scope.CONNECTION, "/batch", null));

    assertThat(of(limits, 400, 0).length()).isZero();
    var forecast = of(limits, 40, 371);
    assertThat(forecast.length()).isEqualTo(Duration.ofMinutes(10));
    assertThat(forecast.limitedBy()).contains("company-batches", "371");
  }

  private static LimitForecast.Forecast of(Map<String, CallLimit> limits, long reads, long writes) {
    return new LimitForecast(LimitSamples.ruleBook(limits), THREE_KEPT)
        .of(LimitSamples.LEDGER, reads, writes);
  }
}
