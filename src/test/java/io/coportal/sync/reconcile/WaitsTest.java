package io.coportal.sync.reconcile;

import static org.assertj.core.api.Assertions.assertThat;

import io.coportal.sync.ledger.ErrorClass;
import io.coportal.sync.ledger.HeldBack;
import io.coportal.sync.ledger.Refusal;
import io.coportal.sync.ledger.RefusedLookUp;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.dao.CannotAcquireLockException;

/** What waits for better times uses up no tries, and what was tried too often comes to an end. */
class WaitsTest extends FrozenRequestScene {
  private static final Refusal LIMIT =
      new Refusal(ErrorClass.WAIT_FOR_LIMIT, "limit-reached", "A limit.", "Nothing to do.");

  @Autowired private Standstills standstills;

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

  private void again() {
    batch = new SyncBatch(connection, batch.epoch(), List.of(sync));
  }

  private Optional<Instant> unblocked() {
    db.sql("UPDATE connection SET blocked_until = ? WHERE id = ?")
        .params(clock.instant().minusSeconds(1).atOffset(ZoneOffset.UTC), connection)
        .update();
    return rows.blockedUntil(connection);
  }
}
