package io.coportal.sync.reconcile;

import io.coportal.sync.connection.LedgerNotConfigured;
import io.coportal.sync.connection.ReconnectNeeded;
import io.coportal.sync.connection.TokenEndpointUnavailable;
import io.coportal.sync.ledger.LedgerStop;
import io.coportal.sync.ledger.LedgerUnreachable;
import java.util.function.Consumer;
import org.springframework.dao.DataAccessException;
import org.springframework.stereotype.Component;
import org.springframework.transaction.TransactionException;

/**
 * Does a step for each invoice of a batch: one that cannot go on is recorded and left behind. Steps
 * that record are one transaction for the whole batch. A preview goes on, to show all that is
 * amiss.
 */
@Component
class Steps {
  private final Standstills standstills;

  Steps(Standstills standstills) {
    this.standstills = standstills;
  }

  void each(SyncBatch batch, Consumer<SyncJob> step) {
    batch.jobs().forEach(job -> one(batch, job, () -> step.accept(job)));
  }

  /**
   * @throws RuntimeException what concerns the batch as a whole: the connection, the database, a
   *     lane that was lost
   */
  void one(SyncBatch batch, SyncJob job, Runnable step) {
    try {
      RowLog.within(job.row(), step);
    } catch (LedgerStop stop) {
      if (batch.preview() == null) {
        standstills.one(batch, job.row().id(), stop);
      } else {
        batch.preview().stops(stop.refusal());
      }
    } catch (DataAccessException
        | TransactionException
        | LaneFence.LaneLost
        | LedgerUnreachable
        | ReconnectNeeded
        | TokenEndpointUnavailable
        | LedgerNotConfigured ofAll) {
      throw ofAll;
    } catch (RuntimeException poison) {
      if (batch.preview() != null) {
        throw poison;
      }
      standstills.fault(batch, job.row().id(), poison);
    }
  }
}
