package io.coportal.sync.reconcile;

import io.coportal.sync.connection.LiveConnections;
import io.coportal.sync.invoice.Invoice;
import io.coportal.sync.invoice.Invoices;
import io.coportal.sync.invoice.Stored;
import org.springframework.stereotype.Component;
import org.springframework.transaction.annotation.Transactional;

/** Takes CoPortal's invoice in. Storing it and queueing it is one transaction. */
@Component
public class Intake {
  private final Invoices invoices;
  private final LiveConnections connections;
  private final SyncRequests requests;

  Intake(Invoices invoices, LiveConnections connections, SyncRequests requests) {
    this.invoices = invoices;
    this.connections = connections;
    this.requests = requests;
  }

  /**
   * Stores the invoice; where auto-sync is on and its status is pushed, it is wanted in the ledger.
   *
   * @throws io.coportal.sync.problem.Problem 404 without that workspace, 409 for an older version
   */
  @Transactional
  public Stored put(String workspaceId, Invoice invoice, String document) {
    Stored stored = invoices.put(workspaceId, invoice, document);
    if (stored != Stored.UNCHANGED) {
      connections.autoSyncing(workspaceId).stream()
          .filter(connection -> requests.pushes(connection.provider(), invoice.status()))
          .forEach(connection -> requests.want(connection, invoice, SyncTrigger.AUTO_SYNC));
    }
    return stored;
  }
}
