package io.coportal.sync.failpoint;

import java.util.Optional;
import javax.sql.DataSource;
import org.springframework.dao.DataAccessResourceFailureException;
import org.springframework.jdbc.support.JdbcTransactionManager;
import org.springframework.transaction.support.DefaultTransactionStatus;
import org.springframework.transaction.support.TransactionSynchronizationManager;

/**
 * Points before and after each commit. An abort before it is a database that took nothing, an abort
 * after it one that took everything and could not say so.
 */
final class CommitFailpoints extends JdbcTransactionManager {
  private static final long serialVersionUID = 1L;
  private static final String OURS = "io.coportal.sync.";
  private static final String THESE = OURS + "failpoint.";
  private static final StackWalker CALLERS = StackWalker.getInstance();

  private final transient Failpoints failpoints;

  CommitFailpoints(DataSource database, Failpoints failpoints) {
    super(database);
    this.failpoints = failpoints;
  }

  @Override
  protected void doCommit(DefaultTransactionStatus status) {
    String name = name();
    pass("before-commit:" + name);
    super.doCommit(status);
    pass("after-commit:" + name);
  }

  private void pass(String point) {
    if (failpoints.strikesAt(point)) {
      throw new DataAccessResourceFailureException("Aborted " + point);
    }
  }

  private static String name() {
    return Optional.ofNullable(TransactionSynchronizationManager.getCurrentTransactionName())
        .map(CommitFailpoints::withoutPackage)
        .orElseGet(CommitFailpoints::caller);
  }

  /** A transaction without a name is called after the method of ours that runs it. */
  private static String caller() {
    return CALLERS.walk(
        frames ->
            frames
                .filter(frame -> frame.getClassName().startsWith(OURS))
                .filter(frame -> !frame.getClassName().startsWith(THESE))
                .findFirst()
                .map(frame -> withoutPackage(frame.getClassName() + "." + frame.getMethodName()))
                .orElse("unnamed"));
  }

  private static String withoutPackage(String method) {
    String name = method.substring(method.lastIndexOf('.', method.lastIndexOf('.') - 1) + 1);
    return name.replaceAll("\\$\\$[^.]*", "").replaceAll("lambda\\$(\\w+)\\$\\d+", "$1");
  }
}
