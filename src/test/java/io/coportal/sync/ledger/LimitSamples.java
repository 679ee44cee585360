package io.coportal.sync.ledger;

import io.coportal.sync.ledger.CallLimit.Scope;
import io.coportal.sync.ledger.LedgerRuleBook.Batch;
import io.coportal.sync.ledger.LedgerRuleBook.Forecast;
import io.coportal.sync.ledger.LedgerRuleBook.Ledger;
import java.time.Duration;
import java.util.Map;
import org.springframework.util.unit.DataSize;

/** A ledger that has limits and nothing else. */
final class LimitSamples {
  static final String LEDGER = "mybooks";
  static final Duration MINUTE = Duration.ofMinutes(1);

  private LimitSamples() {}

  static LedgerRuleBook ruleBook(Map<String, CallLimit> limits) {
    LimitAnswers answers =
        new LimitAnswers(
            Duration.ofSeconds(60), "X-Problem", "app", "concurrent", Duration.ofSeconds(2));
    Batch batch = new Batch(1, 1, DataSize.ofMegabytes(1), Duration.ofSeconds(40), 1);
    return new LedgerRuleBook(
        Map.of(LEDGER, new Ledger(null, limits, answers, batch, new Forecast(1))));
  }

  static CallLimit ofConnection(int calls, Duration per) {
    return new CallLimit(calls, per, Scope.CONNECTION, null, "X-Left");
  }

  static CallLimit ofApplication(int calls) {
    return new CallLimit(calls, MINUTE, Scope.APPLICATION, null, "X-App-Left");
  }
}
