package io.coportal.sync.ledger;

import io.coportal.sync.ledger.CallLimit.Scope;
import java.time.Duration;
import java.time.Instant;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import org.springframework.stereotype.Component;

/**
 * Limits that all connections of a ledger share. Instances draw a hundredth of them at a time, for
 * a twelfth of their time; what is not used by then lapses. So no such time holds more than the
 * limit, wherever it begins.
 */
@Component
class ApplicationBudget {
  private static final int PARTS = 12;
  private static final int CHUNKS = 100;

  /** The first of an instance is smaller: most of many have little to do. */
  private static final int FIRST_CHUNK = 10;

  /** A call may reach the ledger so much later than it left. */
  private static final Duration LONGEST_WAY = Duration.ofSeconds(1);

  private final LedgerRuleBook ruleBook;
  private final DrawnCalls drawn;
  private final Map<String, Purse> purses = new ConcurrentHashMap<>();

  ApplicationBudget(LedgerRuleBook ruleBook, DrawnCalls drawn) {
    this.ruleBook = ruleBook;
    this.drawn = drawn;
  }

  /** What this instance has drawn and not used. */
  private static final class Purse {
    private Instant part = Instant.MIN;
    private int calls;
    private boolean dry;
  }

  /** Now, or when there may be calls again. Asks nobody. */
  Instant openFrom(String ledger, Instant now) {
    Instant latest = now;
    for (Map.Entry<String, CallLimit> limit : ruleBook.limits(ledger).entrySet()) {
      if (limit.getValue().scope() == Scope.APPLICATION) {
        Instant open = openFrom(purse(ledger, limit.getKey()), limit.getValue(), now);
        latest = open.isAfter(latest) ? open : latest;
      }
    }
    return latest;
  }

  /** Uses a call of each, if there are any. Returns as {@link #openFrom} does. */
  Instant take(String ledger, Instant now) {
    for (Map.Entry<String, CallLimit> limit : ruleBook.limits(ledger).entrySet()) {
      if (limit.getValue().scope() == Scope.APPLICATION
          && !take(ledger, limit.getKey(), limit.getValue(), now)) {
        return openFrom(ledger, now);
      }
    }
    return now;
  }

  /**
   * @param headers of an answer; one that tells of next to nothing ends what this instance has
   */
  void told(String ledger, Map<String, ?> headers, Instant now) {
    ruleBook
        .limits(ledger)
        .forEach(
            (name, limit) -> {
              if (limit.scope() == Scope.APPLICATION
                  && limit.header() != null
                  && AnswerHeaders.number(headers, limit.header()).orElse(limit.calls())
                      <= limit.calls() / CHUNKS) {
                empty(purse(ledger, name), part(limit, now));
              }
            });
  }

  private boolean take(String ledger, String name, CallLimit limit, Instant now) {
    Purse purse = purse(ledger, name);
    synchronized (purse) {
      if (openFrom(purse, limit, now).isAfter(now)) {
        return false;
      }
      if (purse.calls == 0) {
        purse.calls = draw(ledger, name, limit, purse, now);
        purse.dry = purse.calls == 0;
      }
      if (purse.dry) {
        return false;
      }
      purse.calls--;
      return true;
    }
  }

  private int draw(String ledger, String name, CallLimit limit, Purse purse, Instant now) {
    boolean first = purse.part.equals(Instant.MIN);
    if (first) {
      drawn.prepare(ledger, name);
    }
    Instant part = part(limit, now);
    int chunk = Math.max(1, limit.calls() / CHUNKS);
    int wanted = part.equals(purse.part) ? chunk : Math.max(1, chunk / FIRST_CHUNK);
    Instant since = now.minus(limit.per()).minus(LONGEST_WAY).minus(length(limit));
    int given = drawn.draw(ledger, name, limit.calls(), part, since, wanted);
    purse.part = part;
    return given;
  }

  private static Instant openFrom(Purse purse, CallLimit limit, Instant now) {
    synchronized (purse) {
      Instant part = part(limit, now);
      if (!part.equals(purse.part)) {
        purse.calls = 0;
        purse.dry = false;
        return now;
      }
      return purse.dry && purse.calls == 0 ? part.plus(length(limit)) : now;
    }
  }

  private static void empty(Purse purse, Instant part) {
    synchronized (purse) {
      purse.part = part;
      purse.calls = 0;
      purse.dry = true;
    }
  }

  private Purse purse(String ledger, String name) {
    return purses.computeIfAbsent(ledger + " " + name, first -> new Purse());
  }

  private static Instant part(CallLimit limit, Instant now) {
    long length = length(limit).toMillis();
    return Instant.ofEpochMilli(Math.floorDiv(now.toEpochMilli(), length) * length);
  }

  private static Duration length(CallLimit limit) {
    return Duration.ofMillis(Math.max(1, limit.per().toMillis() / PARTS));
  }
}
