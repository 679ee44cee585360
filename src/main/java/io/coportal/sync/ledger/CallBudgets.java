package io.coportal.sync.ledger;

import io.coportal.sync.ledger.LedgerRuleBook.CallBudget;
import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.MeterRegistry;
import java.time.Clock;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import java.util.regex.Pattern;
import org.springframework.stereotype.Component;

/**
 * How many calls a ledger still takes, by its own word. Where organisations have limits of their
 * own, the one that is nearest to its end is shown. A ledger that tells nothing has no gauge.
 */
@Component
class CallBudgets {
  private static final Pattern NUMBER = Pattern.compile("\\d{1,9}");

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
        .ledgers()
        .get(ledger)
        .callBudgets()
        .forEach(
            (name, budget) ->
                left(budget, headers)
                    .ifPresent(calls -> lowest(ledger, name, budget).note(calls, clock.instant())));
  }

  private static Optional<Long> left(CallBudget budget, Map<String, ?> headers) {
    return headers.entrySet().stream()
        .filter(header -> header.getKey().equalsIgnoreCase(budget.header()))
        .map(header -> String.valueOf(header.getValue()).strip())
        .filter(value -> NUMBER.matcher(value).matches())
        .map(Long::valueOf)
        .findFirst();
  }

  private LowestSeen lowest(String ledger, String name, CallBudget budget) {
    return seen.computeIfAbsent(
        ledger + " " + name,
        first -> {
          LowestSeen lowest = new LowestSeen(budget.window());
          Gauge.builder("coportal.calls.left", () -> lowest.at(clock.instant()))
              .description("Calls that a limit of the ledger leaves, the lowest lately told")
              .tag("ledger", ledger)
              .tag("limit", name)
              .register(registry);
          return lowest;
        });
  }
}
