package io.coportal.sync.problem;

import java.sql.SQLException;
import org.springframework.boot.diagnostics.AbstractFailureAnalyzer;
import org.springframework.boot.diagnostics.FailureAnalysis;

/** The database does not answer, refuses us, or is in use. */
class DatabaseAnalyzer extends AbstractFailureAnalyzer<SQLException> {
  @Override
  protected FailureAnalysis analyze(Throwable rootFailure, SQLException cause) {
    return new FailureAnalysis(
        "The database cannot be used: " + firstLine(deepest(cause)),
        "Start it, or set spring.datasource.url, .username and .password to one that answers. An H2"
            + " file serves one process at a time.",
        cause);
  }

  private static SQLException deepest(SQLException failure) {
    return failure.getCause() instanceof SQLException deeper ? deepest(deeper) : failure;
  }

  private static String firstLine(SQLException failure) {
    return String.valueOf(failure.getMessage()).lines().findFirst().orElse("");
  }
}
