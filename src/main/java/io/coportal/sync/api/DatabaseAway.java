package io.coportal.sync.api;

import io.coportal.sync.problem.Causes;
import java.util.Optional;
import org.springframework.dao.DataAccessResourceFailureException;
import org.springframework.transaction.TransactionException;

/** Tells a database that is away, or was for a moment, from a fault of ours. */
final class DatabaseAway {
  private DatabaseAway() {}

  /**
   * The failure that says so. A transaction that can neither begin nor be rolled back is one: the
   * exception of the rollback takes the place of what ended the work.
   */
  static Optional<Exception> in(Throwable failure) {
    return Causes.find(failure, DataAccessResourceFailureException.class)
        .map(Exception.class::cast)
        .or(() -> Causes.find(failure, TransactionException.class));
  }
}
