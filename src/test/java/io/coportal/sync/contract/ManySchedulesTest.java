package io.coportal.sync.contract;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.parallel.Isolated;

/** Ten thousand schedules; {@code -Dschedules.only=xero} makes those of one ledger. */
@Tag("crash-matrix")
@Isolated("how long a schedule takes is printed")
class ManySchedulesTest {
  private static final int OF_A_LEDGER = 5_000;
  private static final Map<String, String> QUIET =
      Map.of("logging.level.root", System.getProperty("schedules.log", "off"));

  /** Of both ledgers at once: a schedule waits half of its time. */
  @Test
  void randomSchedulesLoseAndDoubleNothing() {
    List<CompletableFuture<Void>> runs =
        Schedules.ledgers().stream()
            .map(
                ledger ->
                    CompletableFuture.runAsync(
                        () -> Schedules.at(ledger, OF_A_LEDGER, QUIET),
                        work -> new Thread(work, "schedules").start()))
            .toList();

    assertThat(runs).isNotEmpty();
    CompletableFuture.allOf(runs.toArray(CompletableFuture[]::new)).join();
  }
}
