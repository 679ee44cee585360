package io.coportal.sync.problem;

import org.apache.camel.FailedToCreateRouteException;
import org.apache.camel.FailedToStartRouteException;
import org.springframework.boot.diagnostics.FailureAnalysis;
import org.springframework.boot.diagnostics.FailureAnalyzer;

/** A route cannot be made or started: its file and its settings are named. */
class RouteAnalyzer implements FailureAnalyzer {
  @Override
  public FailureAnalysis analyze(Throwable failure) {
    return Causes.find(failure, FailedToCreateRouteException.class)
        .map(broken -> refused(broken.getRouteId(), broken))
        .or(
            () ->
                Causes.find(failure, FailedToStartRouteException.class)
                    .map(broken -> refused(broken.getRouteId(), broken)))
        .orElse(null);
  }

  private static FailureAnalysis refused(String route, Exception broken) {
    Throwable root = broken;
    while (root.getCause() != null) {
      root = root.getCause();
    }
    return new FailureAnalysis(
        "The route %s cannot start: %s".formatted(route, root.getMessage()),
        "Mend its file below routes.base, or the setting in config/ that it names in {{ }}.",
        broken);
  }
}
