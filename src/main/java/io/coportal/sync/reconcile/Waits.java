package io.coportal.sync.reconcile;

import io.coportal.sync.ledger.ErrorClass;
import io.coportal.sync.ledger.HeldBack;
import io.coportal.sync.ledger.Refusal;
import io.coportal.sync.ledger.RetryAfter;
import io.coportal.sync.reconcile.SyncHistory.Attempt;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import org.springframework.stereotype.Component;

/** How long a row waits before it is tried again, and when waiting has to end. */
@Component
class Waits {
  static final Refusal UNREACHABLE =
      new Refusal(
          ErrorClass.RETRY,
          "ledger-unreachable",
          "The ledger could not be reached.",
          "Nothing to do: it is tried again by itself.");
  static final Refusal NO_DATABASE =
      new Refusal(
          ErrorClass.RETRY,
          "database-unavailable",
          "CoPortal Sync's own database could not be used for a moment.",
          "Nothing to do: it is tried again by itself.");
  private static final Refusal NO_ANSWER =
      new Refusal(
          ErrorClass.RETRY,
          "outcome-unknown",
          "The ledger gave no clear answer; it may hold the invoice already.",
          "Nothing to do: it is looked up before anything else is sent.");

  /** Longer limits are shown as BLOCKED. */
  private static final Duration SHORT_LIMIT = Duration.ofMinutes(5);

  private static final Duration LIMIT_WITHOUT_A_WORD = Duration.ofSeconds(60);

  private static final int MOST_DOUBLINGS_OF_A_LANE = 4;

  private static final int MOST_READINGS = 4;

  private final RowOutcomes outcomes;
  private final LaneBlocks blocks;
  private final FrozenRequests requests;
  private final RetrySettings settings;
  private final Clock clock;

  Waits(
      RowOutcomes outcomes,
      LaneBlocks blocks,
      FrozenRequests requests,
      RetrySettings settings,
      Clock clock) {
    this.outcomes = outcomes;
    this.blocks = blocks;
    this.requests = requests;
    this.settings = settings;
    this.clock = clock;
  }

  /** Something else than its request failed: what becomes of an open one is found out later. */
  void postpone(SyncRow row, Refusal refusal, Attempt attempt) {
    if (row.openRequestId() == null || requests.isUnprocessed(row.openRequestId())) {
      retry(row, refusal, attempt);
    } else {
      findOut(row, attempt);
    }
  }

  /** Certainly not processed: again later, until the budget of attempts is used up. */
  void retry(SyncRow row, Refusal refusal, Attempt attempt) {
    if (isSpent(row)) {
      outcomes.standsStill(
          row,
          row.wantedVersion(),
          SyncState.FAILED,
          new Refusal(
              refusal.errorClass(),
              refusal.code(),
              "%s Tried %d times.".formatted(refusal.message(), row.attempts() + 1),
              "Sync again when the ledger answers."),
          attempt);
      requests.settleIfNoMemberIsOpen(row.openRequestId());
      return;
    }
    Duration wait = settings.delay(row.attempts());
    if (UNREACHABLE.code().equals(refusal.code())) {
      // The others of this lane would fare no better, but may have been tried less often.
      Duration block = settings.delay(Math.min(row.attempts(), MOST_DOUBLINGS_OF_A_LANE));
      blocks.block(row.connectionId(), clock.instant().plus(block), refusal.code());
    }
    outcomes.later(row, SyncState.QUEUED, longer(wait, untilSettled(row)), refusal, attempt);
  }

  /** The members of a request are tried and given up together. */
  private boolean isSpent(SyncRow row) {
    return row.openRequestId() == null
        ? row.attempts() + 1 >= settings.maxAttempts()
        : requests.isUnprocessed(row.openRequestId())
            && requests.fewestTries(row.openRequestId()) + 1 >= settings.maxAttempts();
  }

  /**
   * Perhaps processed: found out once the ledger has certainly ended its work, and handed to a
   * person when that keeps failing.
   */
  void findOut(SyncRow row, Attempt attempt) {
    if (row.attempts() + 1 >= settings.maxAttempts()) {
      outcomes.later(
          row,
          SyncState.UNCERTAIN,
          settings.longestDelay(),
          new Refusal(
              ErrorClass.MAYBE_DONE,
              NO_ANSWER.code(),
              "Whether the ledger holds the invoice could not be found out in %d tries."
                  .formatted(row.attempts() + 1),
              "Look for its number in the ledger. It is looked up again by itself meanwhile."),
          attempt);
      return;
    }
    Duration backoff = row.attempts() == 0 ? Duration.ZERO : settings.delay(row.attempts());
    outcomes.later(row, SyncState.SENDING, longer(backoff, untilSettled(row)), NO_ANSWER, attempt);
  }

  private Duration untilSettled(SyncRow row) {
    if (row.openRequestId() == null) {
      return Duration.ZERO;
    }
    Instant now = clock.instant();
    Instant from = requests.settledFrom(row.openRequestId());
    return from.isBefore(now) ? Duration.ZERO : Duration.between(now, from);
  }

  private static Duration longer(Duration one, Duration other) {
    return one.compareTo(other) > 0 ? one : other;
  }

  /** Found not to be in the ledger: a new intent, until the budget of attempts is used up. */
  void afresh(SyncRow row) {
    if (row.attempts() >= settings.maxAttempts()) {
      outcomes.standsStill(
          row,
          row.wantedVersion(),
          SyncState.FAILED,
          new Refusal(
              ErrorClass.RETRY,
              UNREACHABLE.code(),
              "The ledger failed %d times; it does not hold the change.".formatted(row.attempts()),
              "Look at the ledger's status page and sync again."),
          Attempt.WITHOUT_A_CALL);
      return;
    }
    outcomes.startAfresh(row, row.attempts() <= 1 ? Duration.ZERO : settings.delay(row.attempts()));
  }

  /** The ledger's invoice changed under an update: it is read again, a few times. */
  void readAgain(SyncRow row, Refusal refusal, Attempt attempt) {
    boolean first = row.errorClass() != ErrorClass.READ_AGAIN;
    int tries = first ? 1 : row.attempts() + 1;
    if (tries >= MOST_READINGS) {
      outcomes.standsStill(
          row,
          row.wantedVersion(),
          SyncState.FAILED,
          new Refusal(
              ErrorClass.FIX_LEDGER,
              refusal.code(),
              "%s It changed %d times while it was being updated."
                  .formatted(refusal.message(), tries),
              refusal.cure()),
          attempt);
      return;
    }
    outcomes.again(row, tries, first ? Duration.ZERO : settings.delay(tries), refusal, attempt);
  }

  /**
   * A limit of the ledger: the whole lane waits until it ends; where the call was held back here,
   * the gate knows for whom.
   */
  void forLimit(SyncRow row, String retryAfter, Refusal refusal, Attempt attempt) {
    Instant now = clock.instant();
    Duration wait =
        Optional.ofNullable(retryAfter)
            .flatMap(header -> RetryAfter.parse(header, now))
            .orElse(LIMIT_WITHOUT_A_WORD);
    if (!HeldBack.REFUSAL.code().equals(refusal.code())) {
      blocks.block(row.connectionId(), now.plus(wait), refusal.code());
    }
    SyncState state = wait.compareTo(SHORT_LIMIT) > 0 ? SyncState.BLOCKED : SyncState.QUEUED;
    outcomes.waits(row, state, longer(wait, untilSettled(row)), refusal, attempt);
  }
}
