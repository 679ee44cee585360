package io.coportal.sync.invoice;

import org.springframework.dao.DuplicateKeyException;
import org.springframework.transaction.PlatformTransactionManager;
import org.springframework.transaction.TransactionDefinition;
import org.springframework.transaction.support.TransactionTemplate;

/** An insert that another caller may win. */
public final class RacingInsert {
  private final TransactionTemplate savepoint;

  public RacingInsert(PlatformTransactionManager transactions) {
    savepoint = new TransactionTemplate(transactions);
    // PostgreSQL gives up the whole transaction after a unique violation, unless a savepoint bounds
    // it.
    savepoint.setPropagationBehavior(TransactionDefinition.PROPAGATION_NESTED);
  }

  /** False: another caller has inserted that key; it is committed and can be read. */
  public boolean wins(Runnable insert) {
    try {
      savepoint.executeWithoutResult(status -> insert.run());
      return true;
    } catch (DuplicateKeyException lost) {
      return false;
    }
  }
}
