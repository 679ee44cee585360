package io.coportal.sync.contract;

import static org.awaitility.Awaitility.await;

import io.coportal.sync.simulator.JournalEntry;
import java.time.Duration;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** Counts calls that did not wait for a limit of the ledger, and ends limits by hand. */
final class LimitWatch {
  /** What was on its way when the limit was met has arrived by then. */
  private static final Duration ON_ITS_WAY = Duration.ofMillis(200);

  private static final Duration LOOK = Duration.ofMillis(150);
  private static final int TOO_MANY = 429;

  /** Retry-After is in whole seconds, and the answer was a moment on its way. */
  private static final Duration SLACK = Duration.ofSeconds(1);

  private final CoPortalUnderTest application;
  private final PortalWorkspace workspace;
  private final LedgerUnderTest ledger;
  private final Duration shortest;
  private final List<String> breaches = new ArrayList<>();

  /**
   * @param shortest how long the ledger wants to be left alone
   */
  LimitWatch(
      CoPortalUnderTest application,
      PortalWorkspace workspace,
      LedgerUnderTest ledger,
      Duration shortest) {
    this.application = application;
    this.workspace = workspace;
    this.ledger = ledger;
    this.shortest = shortest;
  }

  /** What was called too early, and how long after the refusal. */
  List<String> breaches() {
    return breaches;
  }

  /** If a limit holds: looks on for a moment whether it is kept, and ends it. */
  void lookOn() {
    if (until().isEmpty()) {
      return;
    }
    pause(ON_ITS_WAY);
    long before = last();
    OffsetDateTime until = until().orElseThrow();
    Optional<Instant> refused = firstRefusal();
    refused
        .filter(at -> until.toInstant().isBefore(at.plus(shortest).minus(SLACK)))
        .ifPresent(at -> breaches.add("refused at %s, waits until %s".formatted(at, until)));
    pause(LOOK);
    ledger
        .journal()
        .requests(call -> call.sequence() > before && ledger.kind(call) != CallKind.NO_CALL)
        .forEach(
            call ->
                breaches.add(
                    "%s at %s, refused at %s"
                        .formatted(ledger.kind(call), call.at(), refused.orElse(null))));
    ledger.journal().clear();
    end();
  }

  private void end() {
    application
        .database()
        .sql("UPDATE provider_health SET limited_until = NULL WHERE provider = ?")
        .param(ledger.name())
        .update();
    application.waitsEnd(ledger);
  }

  private Optional<OffsetDateTime> until() {
    return application
        .database()
        .sql(
            """
            SELECT MAX(until) FROM (
              SELECT blocked_until AS until FROM connection
              WHERE provider = ? AND workspace_id = ?
              UNION ALL SELECT limited_until FROM provider_health WHERE provider = ?) AS limits
            WHERE until > ?""")
        .params(
            ledger.name(), workspace.id(), ledger.name(), Instant.now().atOffset(ZoneOffset.UTC))
        .query((rs, n) -> Optional.ofNullable(rs.getObject(1, OffsetDateTime.class)))
        .single();
  }

  private Optional<Instant> firstRefusal() {
    return ledger.journal().requests(call -> call.status() == TOO_MANY).stream()
        .map(JournalEntry::at)
        .findFirst();
  }

  private long last() {
    List<JournalEntry> calls = ledger.journal().requests();
    return calls.isEmpty() ? 0 : calls.get(calls.size() - 1).sequence();
  }

  private static void pause(Duration time) {
    await().pollDelay(time).until(() -> true);
  }
}
