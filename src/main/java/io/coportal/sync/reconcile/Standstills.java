package io.coportal.sync.reconcile;

import io.coportal.sync.connection.LiveConnections;
import io.coportal.sync.connection.ReconnectNeeded;
import io.coportal.sync.ledger.ErrorClass;
import io.coportal.sync.ledger.LedgerStop;
import io.coportal.sync.ledger.References;
import io.coportal.sync.ledger.Refusal;
import io.coportal.sync.ledger.RefusedLookUp;
import io.coportal.sync.problem.Causes;
import io.coportal.sync.problem.Problem;
import io.coportal.sync.reconcile.LaneFence.LaneLost;
import io.coportal.sync.reconcile.RowOutcomes.Attempt;
import java.time.Duration;
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
  private final Waits waits;
  private final LaneFence fence;

  Standstills(
      RowOutcomes outcomes,
      SyncRows rows,
      LiveConnections connections,
      References references,
      Waits waits,
      LaneFence fence) {
    this.outcomes = outcomes;
    this.rows = rows;
    this.connections = connections;
    this.references = references;
    this.waits = waits;
    this.fence = fence;
  }

  /** A check or a look-up said no. */
  @Transactional
  public void stopped(String syncId, long epoch, Exception failure) {
    LedgerStop stop = Causes.find(failure, LedgerStop.class).orElseThrow();
    SyncRow row = hold(syncId, epoch);
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

  /**
   * Something outside could not be reached, or is not set up: the ledger, its token endpoint, the
   * registration, our own database.
   */
  @Transactional
  public void postponed(String syncId, long epoch, Exception failure) {
    Refusal refusal =
        Causes.find(failure, Problem.class)
            .map(
                problem ->
                    new Refusal(
                        ErrorClass.RETRY, problem.code(), problem.getMessage(), problem.cure()))
            .orElse(Waits.UNREACHABLE);
    postpone(hold(syncId, epoch), refusal);
  }

  /** The consent is dead; the connection says so already. */
  @Transactional
  public void reconnect(String syncId, long epoch, Exception failure) {
    ReconnectNeeded dead = Causes.find(failure, ReconnectNeeded.class).orElseThrow();
    outcomes.blocked(
        hold(syncId, epoch),
        new Refusal(ErrorClass.RECONNECT, "reconnect-needed", dead.getMessage(), dead.cure()),
        Attempt.WITHOUT_A_CALL);
  }

  /** A fault of ours. The log has the details; the row says where to look. */
  @Transactional
  public void broken(String syncId, long epoch, Exception fault) {
    Causes.find(fault, LaneLost.class)
        .ifPresent(
            lost -> {
              throw lost;
            });
    LOG.error("Row {} broke a route", syncId, fault);
    SyncRow row = hold(syncId, epoch);
    failed(
        row,
        new Refusal(
            ErrorClass.BUG,
            "internal-error",
            "This invoice could not be processed (%s).".formatted(fault.getClass().getSimpleName()),
            "Tell an engineer the invoice's id; the log holds the details. Sync again once it is mended."));
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
    if (row.openRequestId() == null) {
      waits.retry(row, refusal, Attempt.WITHOUT_A_CALL);
    } else {
      waits.findOut(row, Attempt.WITHOUT_A_CALL);
    }
  }

  private SyncRow hold(String syncId, long epoch) {
    fence.hold(rows.get(syncId).connectionId(), epoch);
    return rows.lock(syncId);
  }
}
