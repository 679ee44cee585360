package io.coportal.sync.reconcile;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import io.coportal.sync.connection.ConnectionRestored;
import io.coportal.sync.connection.ReconnectNeeded;
import io.coportal.sync.ledger.ErrorClass;
import io.coportal.sync.ledger.Refusal;
import io.coportal.sync.ledger.RefusedLookUp;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.UUID;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;

/** A reconnect sets going what waited for it, and nothing else. */
class ResumptionTest extends FrozenRequestScene {
  private static final int HOURS = 6;

  @Autowired private Resumption resumption;
  @Autowired private Standstills standstills;

  ResumptionTest() {
    super("quickbooks");
  }

  @Test
  void aRequestThatTheLedgerMayBeAtWorkOnIsNotLookedUpBefore() {
    Instant sent = clock.instant();
    standstills.reconnect(batch, new ReconnectNeeded("The consent is dead."));
    assertThat(rows.get(sync).state()).isEqualTo(SyncState.BLOCKED);

    resumption.resume(restored());

    assertThat(rows.get(sync).state()).isEqualTo(SyncState.QUEUED);
    assertThat(rows.get(sync).dueAt())
        .isCloseTo(sent.plusSeconds(130), within(5, ChronoUnit.SECONDS));
  }

  @Test
  void whatWaitsForALimitGoesOnWaiting() {
    String hours = Long.toString(Duration.ofHours(HOURS).toSeconds());
    Instant end = clock.instant().plus(Duration.ofHours(HOURS));
    blockedUntil(clock.instant(), null);
    Refusal limit =
        new Refusal(ErrorClass.WAIT_FOR_LIMIT, "limit-reached", "A limit.", "Nothing to do.");
    standstills.stopped(batch, new RefusedLookUp(limit, hours));

    resumption.resume(restored());

    assertThat(rows.get(sync).state()).isEqualTo(SyncState.BLOCKED);
    assertThat(rows.get(sync).dueAt()).isCloseTo(end, within(5, ChronoUnit.SECONDS));
    assertThat(rows.blockedUntil(connection).orElseThrow())
        .isCloseTo(end, within(5, ChronoUnit.SECONDS));
  }

  @Test
  void aLedgerThatCouldNotBeReachedIsTriedAtOnce() {
    blockedUntil(clock.instant().plusSeconds(600), Waits.UNREACHABLE.code());

    resumption.resume(restored());

    assertThat(rows.blockedUntil(connection)).isEmpty();
  }

  @Test
  void invoicesOfAPausedBackFillStayParked() {
    standstills.reconnect(batch, new ReconnectNeeded("The consent is dead."));
    requests.settle(request);
    pausedBackfill();

    resumption.resume(restored());

    assertThat(rows.get(sync).state()).isEqualTo(SyncState.QUEUED);
    assertThat(rows.get(sync).dueAt()).isNull();
  }

  private ConnectionRestored restored() {
    return new ConnectionRestored(connection);
  }

  private void pausedBackfill() {
    String backfill = UUID.randomUUID().toString();
    db.sql(
            """
            INSERT INTO backfill (id, connection_id, workspace_id, provider, state, statuses,
              only_unsynced, forecast, all_asked, asked, taken_back, pace_since, pace_from,
              started_at, settled)
            VALUES (?, ?, ?, 'quickbooks', 'PAUSED', 'sent', FALSE, '{}', TRUE, 1, 0, ?, 0, ?, TRUE)""")
        .params(backfill, connection, rows.get(sync).workspaceId(), utcNow(), utcNow())
        .update();
    db.sql(
            """
            UPDATE invoice_sync SET backfill_id = ?, priority = ?, open_request_id = NULL
            WHERE id = ?""")
        .params(backfill, SyncTrigger.BACKFILL.priority(), sync)
        .update();
  }
}
