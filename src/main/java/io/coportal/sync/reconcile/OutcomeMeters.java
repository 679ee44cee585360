package io.coportal.sync.reconcile;

import io.micrometer.core.instrument.Counter;
import io.micrometer.core.instrument.MeterRegistry;
import org.springframework.stereotype.Component;
import org.springframework.transaction.event.TransactionalEventListener;

/** Counts what came of rows, once it is committed. */
@Component
class OutcomeMeters {
  private static final String WITHOUT_ERROR = "NONE";

  private final MeterRegistry registry;

  OutcomeMeters(MeterRegistry registry) {
    this.registry = registry;
  }

  @TransactionalEventListener(fallbackExecution = true)
  void count(OutcomeRecorded recorded) {
    Counter.builder("coportal.outcomes")
        .description("What came of each try to bring an invoice to its ledger")
        .tag("ledger", recorded.provider())
        .tag("outcome", recorded.outcome().name())
        .tag(
            "reaction",
            recorded.errorClass() == null ? WITHOUT_ERROR : recorded.errorClass().name())
        .register(registry)
        .increment();
  }
}
