package io.coportal.sync.reconcile;

import io.coportal.sync.connection.Connection;
import io.coportal.sync.connection.LiveConnections;
import io.coportal.sync.invoice.Invoice;
import io.coportal.sync.invoice.Invoices;
import io.coportal.sync.invoice.Stored;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.springframework.stereotype.Component;
import org.springframework.transaction.annotation.Transactional;

/** Takes CoPortal's invoice in. Storing it and queueing it is one transaction. */
@Component
public class Intake {
  private final Invoices invoices;
  private final LiveConnections connections;
  private final SyncRequests requests;
  private final LaneFence fence;

  Intake(Invoices invoices, LiveConnections connections, SyncRequests requests, LaneFence fence) {
    this.invoices = invoices;
    this.connections = connections;
    this.requests = requests;
    this.fence = fence;
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
      pushing(new Arrival(workspaceId, invoice))
          .forEach(connection -> requests.want(connection, invoice, SyncTrigger.AUTO_SYNC));
    }
    return stored;
  }

  /** A version that was just stored. */
  public record Arrival(String workspaceId, Invoice invoice) {}

  /**
   * Queues stored invoices as {@link #put} does, several in the caller's transaction. Their lanes
   * are held first, in one order: a worker that records an outcome holds its lane and then a row.
   */
  @Transactional
  public void queue(List<Arrival> arrivals) {
    Map<Arrival, List<Connection>> wanted = new LinkedHashMap<>();
    arrivals.forEach(arrival -> wanted.put(arrival, pushing(arrival)));
    wanted.values().stream()
        .flatMap(List::stream)
        .map(Connection::id)
        .distinct()
        .sorted()
        .forEach(fence::hold);
    wanted.forEach(
        (arrival, connectionsOf) ->
            connectionsOf.forEach(
                connection -> requests.want(connection, arrival.invoice(), SyncTrigger.AUTO_SYNC)));
  }

  private List<Connection> pushing(Arrival arrival) {
    return connections.autoSyncing(arrival.workspaceId()).stream()
        .filter(connection -> requests.takes(connection, arrival.invoice()))
        .toList();
  }
}
