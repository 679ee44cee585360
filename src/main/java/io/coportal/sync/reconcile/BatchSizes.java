package io.coportal.sync.reconcile;

import io.coportal.sync.connection.Connection;
import io.coportal.sync.ledger.LedgerRuleBook;
import io.coportal.sync.ledger.LedgerRuleBook.Batch;
import java.time.Duration;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import org.springframework.stereotype.Component;

/**
 * How many invoices go in one request: more as long as the ledger answers quickly, fewer once it
 * takes its time. Kept in memory; a lane that moves to another instance starts anew.
 */
@Component
class BatchSizes {
  private static final int STEP = 5;

  private final LedgerRuleBook ruleBook;
  private final Map<String, Integer> sizes = new ConcurrentHashMap<>();

  BatchSizes(LedgerRuleBook ruleBook) {
    this.ruleBook = ruleBook;
  }

  int of(String provider, String connectionId) {
    return sizes.getOrDefault(connectionId, ruleBook.batch(provider).first());
  }

  /**
   * @param members how many the request carried
   * @param took from the first byte to the last
   */
  void answered(Connection connection, int members, Duration took) {
    Batch batch = ruleBook.batch(connection.provider());
    sizes.compute(
        connection.id(),
        (id, known) -> {
          int size = known == null ? batch.first() : known;
          if (took.compareTo(batch.slow()) > 0) {
            return members > 1 ? Math.min(size, members / 2) : size;
          }
          Duration grown = took.multipliedBy(size + STEP).dividedBy(Math.max(1, members));
          return members >= size && grown.compareTo(batch.slow()) < 0
              ? Math.min(batch.invoices(), size + STEP)
              : size;
        });
  }
}
