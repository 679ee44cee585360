package io.coportal.sync.reconcile;

import io.micrometer.core.instrument.DistributionSummary;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.Timer;
import org.springframework.stereotype.Component;

/** Measures the turns of lanes that had something to do. */
@Component
class LaneMeters {
  private final MeterRegistry registry;

  LaneMeters(MeterRegistry registry) {
    this.registry = registry;
  }

  Turn begin() {
    return new Turn(Timer.start(registry));
  }

  /** One turn of one lane, by one worker. */
  final class Turn {
    private final Timer.Sample time;
    private String ledger;
    private int rows;

    private Turn(Timer.Sample time) {
      this.time = time;
    }

    void serves(LaneWork work) {
      ledger = work.first().provider();
      rows += work.batch().unrecorded().size();
    }

    void end() {
      if (ledger == null) {
        return;
      }
      time.stop(
          Timer.builder("coportal.lane.turns")
              .description("Turns of a connection's lane that served at least one row")
              .tag("ledger", ledger)
              .register(registry));
      DistributionSummary.builder("coportal.lane.turn.rows")
          .description("Rows that one turn of a lane served")
          .tag("ledger", ledger)
          .register(registry)
          .record(rows);
    }
  }
}
