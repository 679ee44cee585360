package io.coportal.sync.reconcile;

import io.coportal.sync.connection.Connection;
import io.coportal.sync.connection.ConnectionState;
import io.coportal.sync.connection.LiveConnections;
import io.coportal.sync.connection.ReconnectNeeded;
import io.coportal.sync.invoice.InvoiceReader;
import io.coportal.sync.invoice.InvoiceStatus;
import io.coportal.sync.invoice.Workspaces;
import io.coportal.sync.ledger.ErrorClass;
import io.coportal.sync.ledger.LedgerRuleBook;
import io.coportal.sync.ledger.LedgerStop;
import io.coportal.sync.problem.Problem;
import io.coportal.sync.reconcile.SyncRows.Wanted;
import java.util.HashMap;
import java.util.Map;
import org.springframework.stereotype.Component;
import org.springframework.transaction.annotation.Transactional;

/** The steps of {@code routes/sync/sync-invoices.camel.yaml} that think. */
@Component("invoiceWork")
public class InvoiceWork {
  private final SyncRows rows;
  private final LiveConnections connections;
  private final Workspaces workspaces;
  private final LedgerRuleBook ruleBook;
  private final Outcomes outcomes;
  private final Steps steps;

  InvoiceWork(
      SyncRows rows,
      LiveConnections connections,
      Workspaces workspaces,
      LedgerRuleBook ruleBook,
      Outcomes outcomes,
      Steps steps) {
    this.rows = rows;
    this.connections = connections;
    this.workspaces = workspaces;
    this.ruleBook = ruleBook;
    this.outcomes = outcomes;
    this.steps = steps;
  }

  /**
   * Loads the connection, the rows and the wanted version of each invoice.
   *
   * @throws ReconnectNeeded when the connection is cut
   */
  @Transactional
  public void load(SyncBatch batch) {
    Connection connection = connections.byId(batch.connectionId());
    if (connection.state() != ConnectionState.CONNECTED) {
      throw new ReconnectNeeded("%s is not connected.".formatted(connection.organisationName()));
    }
    batch.of(connection, workspaces.get(connection.workspaceId()));
    Map<String, Wanted> wanted = new HashMap<>();
    rows.wanted(batch.unrecorded()).forEach(each -> wanted.put(each.row().id(), each));
    batch.unrecorded().forEach(syncId -> batch.add(job(syncId, wanted.get(syncId))));
    steps.each(
        batch, job -> refuseWhatIsNotPushed(batch, job, wanted.get(job.row().id()).newestStatus()));
  }

  private SyncJob job(String syncId, Wanted wanted) {
    if (wanted == null) {
      throw Problem.notFound(
          "The version that row " + syncId + " wants", "Send the invoice again.");
    }
    SyncRow row = wanted.row();
    return new SyncJob(
        row, InvoiceReader.accepted(row.invoiceId(), wanted.document()), wanted.arrived());
  }

  /** What a push of these would be refused for, before anything is found out. */
  void refuseWhatIsNotPushed(SyncBatch batch) {
    steps.each(batch, job -> refuseWhatIsNotPushed(batch, job, job.invoice().status().json()));
  }

  /** A queued invoice may have been cancelled since; what the ledger has already is left alone. */
  private void refuseWhatIsNotPushed(SyncBatch batch, SyncJob job, String status) {
    boolean pushed =
        ruleBook.of(job.row().provider()).pushes().stream()
            .anyMatch(each -> each.json().equals(status));
    if (job.isCreate() && !pushed || cancelledForNothing(batch, job)) {
      throw new LedgerStop(
          ErrorClass.FIX_DATA,
          "status-not-pushed",
          "The invoice is %s in CoPortal by now.".formatted(status),
          "Nothing was sent. Sync again when its status is one that is pushed.");
    }
  }

  private static boolean cancelledForNothing(SyncBatch batch, SyncJob job) {
    return job.invoice().status() == InvoiceStatus.CANCELLED
        && !batch.connection().settings().voidCancelled();
  }

  /** Nothing changed since we last wrote, and nobody asked for more: no call is made for these. */
  @Transactional
  public void skipUnchanged(SyncBatch batch) {
    steps.each(
        batch,
        job -> {
          boolean asked = job.row().verify() || job.row().repush();
          if (!asked && !Differences.isOne(job.row().errorCode()) && job.unchanged()) {
            outcomes.unchanged(batch, job);
          }
        });
  }
}
