package io.coportal.sync.reconcile;

import static org.assertj.core.api.Assertions.assertThat;

import io.coportal.sync.ledger.ErrorClass;
import io.coportal.sync.ledger.HeldBack;
import io.coportal.sync.ledger.Refusal;
import io.coportal.sync.ledger.RefusedLookUp;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.dao.CannotAcquireLockException;

/** What waits for better times uses up no tries, and what was tried too often comes to an end. */
class WaitsTest extends FrozenRequestScene {
  private static final Refusal LIMIT =
      new Refusal(ErrorClass.WAIT_FOR_LIMIT, "limit-reached", "A limit.", "Nothing to do.");

  private static final String NOT_SENT = "{'failure': 'not-sent'}";

  @Autowired private Standstills standstills;
  @Autowired private RetrySettings retry;

  WaitsTest() {
    super("xero");
  }

  @Test
  void waitingForALimitIsNoTry() {
    outcomes.record(batch, request, json("{'failure': 'not-sent', 'retryAfter': '3'}"), null);
    again();
    standstills.stopped(batch, new RefusedLookUp(LIMIT, "3"));
    again();
    standstills.stopped(batch, new RefusedLookUp(HeldBack.REFUSAL, "3"));

    assertThat(rows.get(sync).attempts()).isZero();
    assertThat(rows.get(sync).errorCode()).isEqualTo("held-back");
  }

  @Test
  void troubleOfOurOwnDatabaseKeepsNobodyElseOfTheLaneWaiting() {
    Optional<Instant> open = unblocked();

    standstills.postponed(batch, new CannotAcquireLockException("busy"));

    assertThat(rows.blockedUntil(connection)).isEqualTo(open);
    assertThat(rows.get(sync).attempts()).isOne();
  }

  @Test
  void aRequestThatIsNeverProcessedComesToAnEnd() {
    for (int attempt = 1; attempt < retry.maxAttempts(); attempt++) {
      outcomes.record(batch, request, json(NOT_SENT), null);
    }
    assertThat(rows.get(sync).openRequestId()).isEqualTo(request);
    assertThat(rows.get(sync).state()).isEqualTo(SyncState.QUEUED);

    outcomes.record(batch, request, json(NOT_SENT), null);

    SyncRow failed = rows.get(sync);
    assertThat(failed.state()).isEqualTo(SyncState.FAILED);
    assertThat(failed.dueAt()).isNull();
    assertThat(failed.openRequestId()).isNull();
    assertThat(failed.errorMessage()).endsWith("Tried %d times.".formatted(retry.maxAttempts()));
    assertThat(failed.errorCure()).isNotBlank();
    assertThat(stateOfRequest()).isEqualTo("SETTLED");
  }

  @Test
  void aRequestThatMayHaveBeenProcessedIsNeverGivenUpAsIfItWereNot() {
    outcomes.record(batch, request, json("{'failure': 'unknown'}"), null);
    db.sql("UPDATE invoice_sync SET attempts = ? WHERE id = ?")
        .params(retry.maxAttempts(), sync)
        .update();
    again();

    standstills.postponed(batch, new CannotAcquireLockException("busy"));

    assertThat(rows.get(sync).state()).isEqualTo(SyncState.UNCERTAIN);
    assertThat(rows.get(sync).openRequestId()).isEqualTo(request);
  }

  private String stateOfRequest() {
    return db.sql("SELECT state FROM provider_request WHERE id = ?")
        .param(request)
        .query(String.class)
        .single();
  }

  private void again() {
    batch = new SyncBatch(connection, batch.epoch(), List.of(sync));
  }

  private Optional<Instant> unblocked() {
    blockedUntil(clock.instant().minusSeconds(1), null);
    return rows.blockedUntil(connection);
  }
}
