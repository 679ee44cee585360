package io.coportal.sync.ledger;

import io.coportal.sync.ledger.CallLimit.Scope;
import io.coportal.sync.ledger.RecentCalls.Note;
import io.coportal.sync.problem.StartRefused;
import java.time.Duration;
import java.time.Instant;
import java.util.HashMap;
import java.util.Map;
import java.util.TreeMap;
import java.util.function.BiConsumer;
import org.springframework.stereotype.Component;

/**
 * The calls of each connection against the ledger's limits. In memory: a lane is served by one
 * instance at a time, and {@link RememberedCalls} tells the next one. A connection that calls no
 * more is forgotten.
 */
@Component
class ConnectionWindows {
  private static final Duration BETWEEN_SWEEPS = Duration.ofMinutes(1);

  /** Of longer limits the ledger's answers tell, and nobody waits for them to end. */
  private static final Duration LONGEST_REMEMBERED = Duration.ofHours(1);

  /** Shorter limits have ended before another instance can have taken the lane of a dead one. */
  private static final Duration SHORTEST_OF_NOTE = Duration.ofSeconds(10);

  private static final int MOST_AHEAD = 10;
  private static final int PARTS = 6;

  private static final RecentCalls NONE = new RecentCalls();

  private final LedgerRuleBook ruleBook;
  private final int kept;
  private final Map<String, RecentCalls> byConnection = new HashMap<>();
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
    RecentCalls recent = byConnection.getOrDefault(connection, NONE);
    limits(
        ledger,
        (name, limit) -> {
          SlidingWindow window = recent.window(name);
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
    RecentCalls recent = recent(connection);
    recent.count();
    limits(
        ledger,
        (name, limit) -> {
          if (limit.counts(path)) {
            recent.window(name, limit).count(now);
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
                .ifPresent(left -> recent(connection).window(name, limit).told(left, sent, now));
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

  /** How many calls may leave before they are written down, 1 or more. */
  int ahead(String ledger) {
    int[] most = {MOST_AHEAD};
    remembered(
        ledger,
        (name, limit) -> {
          if (limit.per().compareTo(SHORTEST_OF_NOTE) >= 0) {
            most[0] = Math.max(1, Math.min(most[0], limit.calls() / PARTS));
          }
        });
    return most[0];
  }

  /** Whether what is written down answers for all calls so far. */
  synchronized boolean covered(String ledger, String connection, Instant now) {
    boolean[] none = {true};
    remembered(ledger, (name, limit) -> none[0] = false);
    return none[0] || byConnection.getOrDefault(connection, NONE).covered(now);
  }

  /** What is to be written down of the calls so far: by limit, times in ms and how many. */
  synchronized Note note(String ledger, String connection, Instant now) {
    RecentCalls recent = recent(connection);
    Map<String, long[][]> calls = new TreeMap<>();
    remembered(
        ledger,
        (name, limit) -> {
          SlidingWindow window = recent.window(name);
          if (window != null && !window.idle(now)) {
            calls.put(name, window.made(now));
          }
        });
    return recent.note(calls);
  }

  /** That is written down now, and so many more until then. */
  synchronized void cover(Note note, int ahead, Instant until) {
    note.of().cover(note, ahead, until);
  }

  /**
   * Takes what another instance has written down for all that is known of a connection.
   *
   * @param ahead how many more it may have made
   * @param latest when, at the latest
   */
  synchronized void recall(
      String ledger, String connection, Map<String, long[][]> calls, int ahead, Instant latest) {
    RecentCalls recent = recent(connection);
    remembered(
        ledger,
        (name, limit) -> {
          recent.forget(name);
          SlidingWindow window = recent.window(name, limit);
          for (long[] made : calls.getOrDefault(name, new long[0][])) {
            window.recall((int) made[1], Instant.ofEpochMilli(made[0]));
          }
          window.recall(Math.min(ahead, limit.calls()), latest);
        });
  }

  private RecentCalls recent(String connection) {
    return byConnection.computeIfAbsent(connection, first -> new RecentCalls());
  }

  private void remembered(String ledger, BiConsumer<String, CallLimit> each) {
    limits(
        ledger,
        (name, limit) -> {
          if (limit.per().compareTo(LONGEST_REMEMBERED) <= 0) {
            each.accept(name, limit);
          }
        });
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
      byConnection.values().removeIf(recent -> recent.idle(now));
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
