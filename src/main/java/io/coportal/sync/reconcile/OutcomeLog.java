package io.coportal.sync.reconcile;

import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.stereotype.Component;
import org.springframework.transaction.event.TransactionalEventListener;

/** One line for each outcome, once it is committed: no names, no amounts. */
@Component
class OutcomeLog {
  private static final Logger LOG = LoggerFactory.getLogger(OutcomeLog.class);

  @TransactionalEventListener(fallbackExecution = true)
  void tell(OutcomeRecorded recorded) {
    LOG.info(
        "Invoice {} version {} of workspace {} in {}: {}, {}, {} ms",
        recorded.invoiceId(),
        recorded.version(),
        recorded.workspaceId(),
        recorded.provider(),
        recorded.outcome(),
        recorded.code() == null ? "no error" : recorded.code(),
        RowLog.millis());
  }
}
