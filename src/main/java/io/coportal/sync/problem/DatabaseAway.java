package io.coportal.sync.problem;

import java.util.Optional;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.dao.DataAccessResourceFailureException;
import org.springframework.transaction.TransactionException;

/** Tells a database that is away, or was for a moment, from a fault of ours. */
public final class DatabaseAway {
  /** The code of the refusal. */
  public static final String CODE = "database-away";

  /** When the caller had better come again. */
  public static final String RETRY_AFTER_SECONDS = "5";

  private static final Logger LOG = LoggerFactory.getLogger(DatabaseAway.class);

  private DatabaseAway() {}

  /**
   * The failure that says so. A transaction that can neither begin nor be rolled back is one: the
   * exception of the rollback takes the place of what ended the work.
   */
  public static Optional<Exception> in(Throwable failure) {
    return Causes.find(failure, DataAccessResourceFailureException.class)
        .map(Exception.class::cast)
        .or(() -> Causes.find(failure, TransactionException.class));
  }

  /**
   * The refusal, and a line in the log without a trace: it comes with every request until the
   * database is back. Whatever was begun is undone by the database, or was committed and is taken
   * once all the same.
   */
  public static Problem problem(Exception away) {
    LOG.warn("A request ended because the database is away: {}", away.toString());
    return new Problem(
        503,
        CODE,
        "The server cannot reach its database.",
        "Wait as many seconds as Retry-After says, then send the request again.");
  }
}
