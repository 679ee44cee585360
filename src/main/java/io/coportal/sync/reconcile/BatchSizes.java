package io.coportal.sync.reconcile;

import io.coportal.sync.connection.Connection;
import io.coportal.sync.ledger.LedgerRuleBook;
import io.coportal.sync.ledger.LedgerRuleBook.Batch;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.Map;
import org.springframework.stereotype.Component;

/**
 * How many invoices go in one request: more as long as the ledger answers quickly, fewer once it
 * takes its time. Kept in memory; a lane that moves to another instance starts anew, and so does
 * one after which {@value #REMEMBERED} others were served.
 */
@Component
class BatchSizes {
  private static final int REMEMBERED = 10_000;
  private static final int STEP = 5;

  private final LedgerRuleBook ruleBook;
  private final Map<String, Integer> sizes =
      new LinkedHashMap<>(16, 0.75f, true) {
        @Override
        protected boolean removeEldestEntry(Map.Entry<String, Integer> eldest) {
          return size() > REMEMBERED;
        }
      };

  BatchSizes(LedgerRuleBook ruleBook) {
    this.ruleBook = ruleBook;
  }

  synchronized int of(String provider, String connectionId) {
    Integer known = sizes.get(connectionId);
    return known == null ? ruleBook.batch(provider).first() : known;
  }

  /**
   * @param members how many the request carried
   * @param took from the first byte to the last
   */
  synchronized void answered(Connection connection, int members, Duration took) {
    Batch batch = ruleBook.batch(connection.provider());
    int size = of(connection.provider(), connection.id());
    sizes.put(connection.id(), next(batch, size, members, took));
  }

  private static int next(Batch batch, int size, int members, Duration took) {
    if (took.compareTo(batch.slow()) > 0) {
      return members > 1 ? Math.min(size, members / 2) : size;
    }
    Duration grown = took.multipliedBy(size + STEP).dividedBy(Math.max(1, members));
    return members >= size && grown.compareTo(batch.slow()) < 0
        ? Math.min(batch.invoices(), size + STEP)
        : size;
  }
}
