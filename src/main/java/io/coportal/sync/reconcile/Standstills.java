package io.coportal.sync.reconcile;

import io.coportal.sync.connection.Connection;
import io.coportal.sync.connection.LiveConnections;
import io.coportal.sync.connection.ReconnectNeeded;
import io.coportal.sync.ledger.Closed;
import io.coportal.sync.ledger.ErrorCatalogue;
import io.coportal.sync.ledger.ErrorClass;
import io.coportal.sync.ledger.LedgerStop;
import io.coportal.sync.ledger.LedgerUnreachable;
import io.coportal.sync.ledger.References;
import io.coportal.sync.ledger.Refusal;
import io.coportal.sync.ledger.RefusedLookUp;
import io.coportal.sync.problem.Causes;
import io.coportal.sync.problem.Problem;
import io.coportal.sync.reconcile.LaneFence.LaneLost;
import io.coportal.sync.reconcile.SyncHistory.Attempt;
import java.time.Duration;
import java.util.Optional;
import java.util.function.Consumer;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.stereotype.Component;
import org.springframework.transaction.annotation.Transactional;

/**
 * Turns what ended a route early into a state with a cause and a cure. Called by the error policy
 * of {@code routes/sync}. An open request stays open: it is settled before anything new is sent.
 */
@Component("standstills")
public class Standstills {
  private static final Logger LOG = LoggerFactory.getLogger(Standstills.class);

  private final RowOutcomes outcomes;
  private final SyncRows rows;
  private final LiveConnections connections;
  private final References references;
  private final ErrorCatalogue catalogue;
  private final Waits waits;
  private final LaneFence fence;

  Standstills(
      RowOutcomes outcomes,
      SyncRows rows,
      LiveConnections connections,
      References references,
      ErrorCatalogue catalogue,
      Waits waits,
      LaneFence fence) {
    this.outcomes = outcomes;
    this.rows = rows;
    this.connections = connections;
    this.references = references;
    this.catalogue = catalogue;
    this.waits = waits;
    this.fence = fence;
  }

  /** A check or a look-up of the whole batch said no. */
  @Transactional
  public void stopped(SyncBatch batch, Exception failure) {
    LedgerStop stop = Causes.find(failure, LedgerStop.class).orElseThrow();
    Connection connection = connections.byId(batch.connectionId());
    Optional<Closed.Range> closing = catalogue.closes(connection.provider(), stop.refusal().code());
    each(batch, closing.isEmpty() && severally(batch, stop), row -> stopped(row, stop));
    closing.ifPresent(range -> references.close(connection, range, stop.refusal()));
  }

  /** A check or a look-up said no to this one of the batch. */
  @Transactional
  public void one(SyncBatch batch, String syncId, LedgerStop stop) {
    stopped(hold(batch, syncId), stop);
    batch.recorded(syncId);
  }

  private void stopped(SyncRow row, LedgerStop stop) {
    Refusal refusal = stop.refusal();
    String retryAfter = stop instanceof RefusedLookUp lookUp ? lookUp.retryAfter() : null;
    switch (refusal.errorClass()) {
      case WAIT_FOR_LIMIT -> waits.forLimit(row, retryAfter, refusal, Attempt.WITHOUT_A_CALL);
      case RECONNECT -> {
        connections.needsReconnect(row.connectionId());
        outcomes.blocked(row, refusal, Attempt.WITHOUT_A_CALL);
      }
      case RETRY, MAYBE_DONE -> postpone(row, refusal);
      default -> failed(row, refusal);
    }
  }

  /** Whether it may be about one of the invoices alone. */
  private static boolean severally(SyncBatch batch, LedgerStop stop) {
    return stop.refusal().errorClass().isLasting() && batch.unrecorded().size() > 1;
  }

  /**
   * Something outside could not be reached, or is not set up: the ledger, its token endpoint, the
   * registration, our own database.
   */
  @Transactional
  public void postponed(SyncBatch batch, Exception failure) {
    Refusal refusal = reason(failure);
    each(batch, false, row -> postpone(row, refusal));
  }

  /** What a failure that a route passes on means to whoever reads it. */
  static Refusal refusal(Exception failure) {
    return Causes.find(failure, LedgerStop.class)
        .map(LedgerStop::refusal)
        .or(() -> Causes.find(failure, ReconnectNeeded.class).map(Standstills::refusal))
        .orElseGet(() -> reason(failure));
  }

  private static Refusal refusal(ReconnectNeeded needed) {
    return new Refusal(ErrorClass.RECONNECT, needed.code(), needed.getMessage(), needed.cure());
  }

  private static Refusal reason(Exception failure) {
    Optional<LedgerUnreachable> unreachable = Causes.find(failure, LedgerUnreachable.class);
    if (unreachable.isPresent()) {
      LOG.info("{}; it is asked again", unreachable.get().getMessage());
      return Waits.UNREACHABLE;
    }
    Optional<Problem> problem = Causes.find(failure, Problem.class);
    if (problem.isPresent()) {
      return new Refusal(
          ErrorClass.RETRY, problem.get().code(), problem.get().getMessage(), problem.get().cure());
    }
    LOG.warn("The database failed a step, which is tried again: {}", failure.toString());
    return Waits.NO_DATABASE;
  }

  /** The consent is dead; the connection says so already. */
  @Transactional
  public void reconnect(SyncBatch batch, Exception failure) {
    Refusal refusal = refusal(Causes.find(failure, ReconnectNeeded.class).orElseThrow());
    each(batch, false, row -> outcomes.blocked(row, refusal, Attempt.WITHOUT_A_CALL));
  }

  /** A fault of ours. The log has the details; the rows say where to look. */
  @Transactional
  public void broken(SyncBatch batch, Exception fault) {
    Causes.find(fault, LaneLost.class)
        .ifPresent(
            lost -> {
              throw lost;
            });
    LOG.error("Rows {} broke a route", batch.unrecorded(), fault);
    each(batch, batch.unrecorded().size() > 1, row -> failed(row, fault(fault)));
  }

  /** A fault of ours with this one of the batch. */
  @Transactional
  public void fault(SyncBatch batch, String syncId, Exception fault) {
    LOG.error("Row {} broke a step", syncId, fault);
    failed(hold(batch, syncId), fault(fault));
    batch.recorded(syncId);
  }

  private static Refusal fault(Exception fault) {
    return new Refusal(
        ErrorClass.BUG,
        "internal-error",
        "This invoice could not be processed (%s).".formatted(fault.getClass().getSimpleName()),
        "Tell an engineer the invoice's id; the log holds the details. Sync again once it is mended.");
  }

  /**
   * @param severally nothing is recorded but that each is tried by itself, at once
   */
  private void each(SyncBatch batch, boolean severally, Consumer<SyncRow> record) {
    for (String syncId : batch.unrecorded()) {
      SyncRow row = hold(batch, syncId);
      if (severally && row.openRequestId() == null) {
        outcomes.alone(row);
      } else {
        record.accept(row);
      }
      batch.recorded(syncId);
    }
  }

  private void failed(SyncRow row, Refusal refusal) {
    if (row.openRequestId() == null && perhapsMended(row, refusal)) {
      outcomes.later(row, SyncState.QUEUED, Duration.ZERO, refusal, Attempt.WITHOUT_A_CALL);
    } else if (row.openRequestId() == null) {
      outcomes.standsStill(
          row, row.wantedVersion(), SyncState.FAILED, refusal, Attempt.WITHOUT_A_CALL);
    } else {
      waits.findOut(row, Attempt.WITHOUT_A_CALL);
    }
  }

  private boolean perhapsMended(SyncRow row, Refusal refusal) {
    return (refusal.errorClass() == ErrorClass.FIX_LEDGER
            || refusal.errorClass() == ErrorClass.FIX_MAPPING)
        && references.forgetAged(connections.byId(row.connectionId()));
  }

  private void postpone(SyncRow row, Refusal refusal) {
    waits.postpone(row, refusal, Attempt.WITHOUT_A_CALL);
  }

  private SyncRow hold(SyncBatch batch, String syncId) {
    fence.hold(batch.connectionId(), batch.epoch());
    return rows.lock(syncId);
  }
}
