package io.coportal.sync.reconcile;

import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.MeterRegistry;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.Map;
import org.springframework.stereotype.Component;

/** What waits, and since when. Each instance tells of the whole database. */
@Component
class RowMeters {
  /** Counting goes through the states of all rows; scraping often must not cost much. */
  private static final Duration COUNTED_AGAIN_AFTER = Duration.ofSeconds(10);

  private final SyncRows rows;
  private final Clock clock;
  private Map<SyncState, Long> counts = Map.of();
  private Instant countedAt = Instant.MIN;

  RowMeters(SyncRows rows, MeterRegistry registry, Clock clock) {
    this.rows = rows;
    this.clock = clock;
    Gauge.builder("coportal.rows.oldest.due", this::oldestDueSeconds)
        .description("How long the row that is due longest has been due; 0 when none is")
        .baseUnit("seconds")
        .register(registry);
    for (SyncState state : SyncState.values()) {
      Gauge.builder("coportal.rows", () -> count(state))
          .description("Invoices in ledgers by their state")
          .tag("state", state.name())
          .register(registry);
    }
  }

  private Number oldestDueSeconds() {
    Instant now = clock.instant();
    return rows.oldestDue().map(due -> Duration.between(due, now).toSeconds()).orElse(0L);
  }

  private synchronized Number count(SyncState state) {
    Instant now = clock.instant();
    if (!countedAt.plus(COUNTED_AGAIN_AFTER).isAfter(now)) {
      counts = rows.byState();
      countedAt = now;
    }
    return counts.getOrDefault(state, 0L);
  }
}
