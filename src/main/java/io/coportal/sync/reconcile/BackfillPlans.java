package io.coportal.sync.reconcile;

import io.coportal.sync.connection.Connection;
import io.coportal.sync.connection.ConnectionState;
import io.coportal.sync.connection.LiveConnections;
import io.coportal.sync.invoice.InvoiceStatus;
import io.coportal.sync.invoice.Workspaces;
import io.coportal.sync.ledger.LedgerRuleBook;
import io.coportal.sync.problem.Problem;
import io.coportal.sync.reconcile.Backfills.Plan;
import java.util.List;
import org.springframework.stereotype.Component;

/** What a back-fill would be about, and whether its ledger can be reached at all. */
@Component
class BackfillPlans {
  private final LiveConnections connections;
  private final Workspaces workspaces;
  private final LedgerRuleBook ruleBook;
  private final BackfillForecasts forecasts;

  BackfillPlans(
      LiveConnections connections,
      Workspaces workspaces,
      LedgerRuleBook ruleBook,
      BackfillForecasts forecasts) {
    this.connections = connections;
    this.workspaces = workspaces;
    this.ruleBook = ruleBook;
    this.forecasts = forecasts;
  }

  /**
   * @throws Problem 400 for a status that is not pushed
   */
  Plan of(Connection connection, BackfillFilter asked) {
    BackfillFilter filter = asked.withStatuses(statuses(connection.provider(), asked));
    return new Plan(filter, forecasts.of(connection, filter));
  }

  private List<InvoiceStatus> statuses(String provider, BackfillFilter asked) {
    List<InvoiceStatus> pushed = ruleBook.of(provider).pushes().stream().sorted().toList();
    if (asked.statuses() == null) {
      return pushed;
    }
    if (!pushed.containsAll(asked.statuses())) {
      throw new Problem(
          400,
          "status-not-pushed",
          "Not all of these statuses are pushed.",
          "Leave statuses out, or name some of: "
              + String.join(", ", pushed.stream().map(InvoiceStatus::json).toList())
              + ".");
    }
    return asked.statuses();
  }

  /**
   * @throws Problem 404 for an unknown workspace, 409 when not connected
   */
  Connection connection(String workspaceId, String provider) {
    workspaces.get(workspaceId);
    Connection connection =
        connections
            .active(workspaceId, provider)
            .orElseThrow(() -> SyncRequests.notConnected(provider));
    if (connection.state() != ConnectionState.CONNECTED) {
      throw new Problem(
          409,
          "reconnect-needed",
          "The connection to %s waits for its owner.".formatted(provider),
          "Reconnect it first: POST …/connections/"
              + provider
              + "/links gives a link for the owner.");
    }
    return connection;
  }
}
