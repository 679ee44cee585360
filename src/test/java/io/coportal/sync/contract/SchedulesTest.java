package io.coportal.sync.contract;

import java.util.Map;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** A few schedules of each ledger, others in each run. */
class SchedulesTest {
  private static final int A_FEW = 40;

  static Iterable<String> ledgers() {
    return Schedules.ledgers();
  }

  @ParameterizedTest
  @MethodSource("ledgers")
  void randomSchedulesLoseAndDoubleNothing(String ledger) {
    Schedules.at(ledger, A_FEW, Map.of());
  }
}
