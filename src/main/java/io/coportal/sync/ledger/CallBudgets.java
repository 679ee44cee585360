package io.coportal.sync.ledger;

import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.MeterRegistry;
import java.time.Clock;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import org.springframework.stereotype.Component;

/**
 * How many calls a ledger still takes, by its own word. Where organisations have limits of their
 * own, the one that is nearest to its end is shown. A ledger that tells nothing has no gauge.
 */
@Component
class CallBudgets {
  private final LedgerRuleBook ruleBook;
  private final MeterRegistry registry;
  private final Clock clock;
  private final Map<String, LowestSeen> seen = new ConcurrentHashMap<>();

  CallBudgets(LedgerRuleBook ruleBook, MeterRegistry registry, Clock clock) {
    this.ruleBook = ruleBook;
    this.registry = registry;
    this.clock = clock;
  }

  /**
   * @param headers of an answer, names in any case
   */
  void read(String ledger, Map<String, ?> headers) {
    ruleBook
        .limits(ledger)
        .forEach(
            (name, limit) -> {
              if (limit.header() != null) {
                AnswerHeaders.number(headers, limit.header())
                    .ifPresent(left -> lowest(ledger, name, limit).note(left, clock.instant()));
              }
            });
  }

  private LowestSeen lowest(String ledger, String name, CallLimit limit) {
    return seen.computeIfAbsent(
        ledger + " " + name,
        first -> {
          LowestSeen lowest = new LowestSeen(limit.per());
          Gauge.builder("coportal.calls.left", () -> lowest.at(clock.instant()))
              .description("Calls that a limit of the ledger leaves, the lowest lately told")
              .tag("ledger", ledger)
              .tag("limit", name)
              .register(registry);
          return lowest;
        });
  }
}
