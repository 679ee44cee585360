package io.coportal.sync.reconcile;

import io.coportal.sync.ledger.Refusal;
import java.time.Clock;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.util.List;
import java.util.UUID;
import org.springframework.context.ApplicationEventPublisher;
import org.springframework.jdbc.core.JdbcOperations;
import org.springframework.stereotype.Repository;

/** What was tried for each row and what came of it; whoever wants to know hears of it here. */
@Repository
class SyncHistory {
  private final JdbcOperations batches;
  private final ApplicationEventPublisher events;
  private final Clock clock;

  SyncHistory(JdbcOperations batches, ApplicationEventPublisher events, Clock clock) {
    this.batches = batches;
    this.events = events;
    this.clock = clock;
  }

  /** Where an attempt belongs in the history. */
  record Attempt(String requestId, Integer httpStatus, String correlationId) {
    static final Attempt WITHOUT_A_CALL = new Attempt(null, null, null);
  }

  /**
   * @param version that was tried
   * @param cause why it did not go well; null where it did
   */
  record Entry(SyncRow row, long version, SyncState outcome, Refusal cause) {}

  void add(SyncRow row, long version, SyncState outcome, Refusal cause, Attempt attempt) {
    add(List.of(new Entry(row, version, outcome, cause)), attempt);
  }

  /** Of one attempt at several rows; their outcomes are written already. */
  void add(List<Entry> entries, Attempt attempt) {
    batches.batchUpdate(
        "INSERT INTO sync_attempt VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)",
        entries.stream().map(entry -> columns(entry, attempt)).toList());
    entries.forEach(this::publish);
  }

  private Object[] columns(Entry entry, Attempt attempt) {
    Refusal cause = entry.cause();
    return new Object[] {
      UUID.randomUUID().toString(),
      entry.row().id(),
      attempt.requestId(),
      OffsetDateTime.ofInstant(clock.instant(), ZoneOffset.UTC),
      entry.version(),
      entry.outcome().name(),
      cause == null ? null : cause.code(),
      cause == null ? null : cause.message(),
      attempt.httpStatus(),
      attempt.correlationId(),
      entry.row().workspaceId()
    };
  }

  private void publish(Entry entry) {
    SyncRow row = entry.row();
    Refusal cause = entry.cause();
    events.publishEvent(
        new OutcomeRecorded(
            row.id(),
            row.workspaceId(),
            row.invoiceId(),
            row.provider(),
            entry.version(),
            entry.outcome(),
            cause == null ? null : cause.errorClass(),
            cause == null ? null : cause.code()));
  }
}
