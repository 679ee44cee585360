package io.coportal.sync.ledger;

import io.coportal.sync.ledger.CallLimit.Scope;
import io.coportal.sync.problem.StartRefused;
import java.time.Duration;
import java.time.Instant;
import java.util.HashMap;
import java.util.Map;
import java.util.function.BiConsumer;
import org.springframework.stereotype.Component;

/**
 * The calls of each connection against the ledger's limits. In memory: a lane is served by one
 * instance at a time. One that calls no more is forgotten.
 */
@Component
class ConnectionWindows {
  private static final Duration BETWEEN_SWEEPS = Duration.ofMinutes(1);

  private final LedgerRuleBook ruleBook;
  private final int kept;
  private final Map<String, Map<String, SlidingWindow>> byConnection = new HashMap<>();
  private final Map<String, Instant> closedUntil = new HashMap<>();
  private Instant swept = Instant.MIN;

  ConnectionWindows(LedgerRuleBook ruleBook, CallSettings settings) {
    this.ruleBook = ruleBook;
    kept = settings.keptForClicks();
    ruleBook.ledgers().keySet().forEach(this::check);
  }

  /**
   * @param beside how many other calls have to fit as well
   * @param path of the call; null: unknown, so that a back-fill keeps to the limits of single paths
   *     as well
   * @return now, or when such a call fits into all limits
   */
  synchronized Instant openFrom(
      String ledger, String connection, boolean click, int beside, String path, Instant now) {
    Instant closed = closedUntil.getOrDefault(connection, now);
    Instant[] latest = {closed.isAfter(now) ? closed : now};
    Map<String, SlidingWindow> windows = byConnection.getOrDefault(connection, Map.of());
    limits(
        ledger,
        (name, limit) -> {
          SlidingWindow window = windows.get(name);
          boolean asked =
              limit.counts(path) && !(click && path == null && limit.pathContains() != null);
          if (window != null && asked) {
            Instant open = window.openFrom(beside + (click ? 0 : kept), now);
            latest[0] = open.isAfter(latest[0]) ? open : latest[0];
          }
        });
    return latest[0];
  }

  /**
   * Counts a call if it fits by then, from the moment on when it does.
   *
   * @param latest how long the caller would wait for it
   * @return as {@link #openFrom} does: later than {@code latest} when it was not counted
   */
  synchronized Instant take(
      String ledger, String connection, boolean click, String path, Instant now, Instant latest) {
    Instant open = openFrom(ledger, connection, click, 0, path, now);
    if (!open.isAfter(latest)) {
      count(ledger, connection, path, open);
    }
    return open;
  }

  /** Counts a call that leaves in any case. */
  synchronized void count(String ledger, String connection, String path, Instant now) {
    sweep(now);
    limits(
        ledger,
        (name, limit) -> {
          if (limit.counts(path)) {
            window(connection, name, limit).count(now);
          }
        });
  }

  /**
   * @param headers of an answer
   * @param sent when its call left
   */
  synchronized void told(
      String ledger, String connection, Map<String, ?> headers, Instant sent, Instant now) {
    limits(
        ledger,
        (name, limit) -> {
          if (limit.header() != null) {
            AnswerHeaders.number(headers, limit.header())
                .ifPresent(left -> window(connection, name, limit).told(left, sent, now));
          }
        });
  }

  /** The ledger has refused a call by a limit: none leaves before it ends, clicks included. */
  synchronized void closed(String connection, Instant until, Instant now) {
    sweep(now);
    closedUntil.merge(connection, until, (one, other) -> one.isAfter(other) ? one : other);
  }

  synchronized int known() {
    return byConnection.size() + closedUntil.size();
  }

  private SlidingWindow window(String connection, String name, CallLimit limit) {
    return byConnection
        .computeIfAbsent(connection, first -> new HashMap<>())
        .computeIfAbsent(name, first -> new SlidingWindow(limit.calls(), limit.per()));
  }

  private void limits(String ledger, BiConsumer<String, CallLimit> each) {
    ruleBook
        .limits(ledger)
        .forEach(
            (name, limit) -> {
              if (limit.scope() == Scope.CONNECTION) {
                each.accept(name, limit);
              }
            });
  }

  private void sweep(Instant now) {
    if (swept.isBefore(now.minus(BETWEEN_SWEEPS))) {
      swept = now;
      byConnection
          .values()
          .removeIf(windows -> windows.values().stream().allMatch(window -> window.idle(now)));
      closedUntil.values().removeIf(until -> !until.isAfter(now));
    }
  }

  private void check(String ledger) {
    limits(
        ledger,
        (name, limit) ->
            StartRefused.unlessAtLeast(
                kept + 1L,
                "coportal.ledgers.%s.limits.%s.calls".formatted(ledger, name),
                limit.calls()));
  }
}
