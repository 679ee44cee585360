package io.coportal.sync.reconcile;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.coportal.sync.connection.Connection;
import io.coportal.sync.connection.ConnectionState;
import io.coportal.sync.connection.LiveConnections;
import io.coportal.sync.connection.ReconnectNeeded;
import io.coportal.sync.invoice.ContentHash;
import io.coportal.sync.invoice.Invoice;
import io.coportal.sync.invoice.Invoices;
import io.coportal.sync.invoice.Workspaces;
import io.coportal.sync.ledger.ErrorClass;
import io.coportal.sync.ledger.HeldInvoice;
import io.coportal.sync.ledger.LedgerRuleBook;
import io.coportal.sync.ledger.LedgerStop;
import io.coportal.sync.ledger.PreparedInvoice;
import io.coportal.sync.ledger.Reading;
import io.coportal.sync.ledger.ReferenceData;
import io.coportal.sync.ledger.References;
import io.coportal.sync.ledger.Totals;
import java.util.List;
import java.util.Map;
import org.springframework.stereotype.Component;

/** The steps of {@code routes/sync/sync-invoice.camel.yaml} that think. */
@Component("invoiceWork")
public class InvoiceWork {
  private final SyncRows rows;
  private final LiveConnections connections;
  private final Workspaces workspaces;
  private final Invoices invoices;
  private final LedgerRuleBook ruleBook;
  private final References references;
  private final Reading reading;
  private final ObjectMapper json;

  InvoiceWork(
      SyncRows rows,
      LiveConnections connections,
      Workspaces workspaces,
      Invoices invoices,
      LedgerRuleBook ruleBook,
      References references,
      Reading reading,
      ObjectMapper json) {
    this.rows = rows;
    this.connections = connections;
    this.workspaces = workspaces;
    this.invoices = invoices;
    this.ruleBook = ruleBook;
    this.references = references;
    this.reading = reading;
    this.json = json;
  }

  /** Loads the row, its connection and the wanted version of the invoice. */
  public SyncJob load(String syncId, long epoch) {
    SyncRow row = rows.get(syncId);
    Connection connection = connections.byId(row.connectionId());
    if (connection.state() != ConnectionState.CONNECTED) {
      throw new ReconnectNeeded("%s is not connected.".formatted(connection.organisationName()));
    }
    refuseWhatIsNoLongerPushed(row);
    return new SyncJob(
        row,
        connection,
        workspaces.get(row.workspaceId()),
        invoices.get(row.workspaceId(), row.invoiceId(), row.wantedVersion()),
        epoch);
  }

  /** A queued invoice may have been cancelled since; what the ledger has already is left alone. */
  private void refuseWhatIsNoLongerPushed(SyncRow row) {
    if (row.externalId() != null) {
      return;
    }
    invoices
        .find(row.workspaceId(), row.invoiceId())
        .filter(newest -> !ruleBook.of(row.provider()).pushes().contains(newest.status()))
        .ifPresent(
            newest -> {
              throw new LedgerStop(
                  ErrorClass.FIX_DATA,
                  "status-not-pushed",
                  "The invoice is %s in CoPortal by now.".formatted(newest.status().json()),
                  "Nothing was sent. Sync again when its status is one that is pushed.");
            });
  }

  /**
   * The remembered reference data, or null when it has to be read: also when a person tries again
   * after a failure, who has probably mended something in the ledger. A try of our own reads
   * nothing anew.
   */
  public ReferenceData references(SyncJob job) {
    boolean mended =
        job.row().verify()
            && (job.row().errorClass() == ErrorClass.FIX_MAPPING
                || job.row().errorClass() == ErrorClass.FIX_LEDGER);
    return mended ? null : references.fresh(job.connection());
  }

  /** Nothing changed since we last wrote, and nobody asked to look: no call is needed. */
  public boolean needsNoCall(SyncJob job) {
    return !job.row().verify() && !Differences.isOne(job.row().errorCode()) && unchanged(job);
  }

  /** The ledger holds what CoPortal shows and nothing changed since we wrote it. */
  public boolean ledgerAgrees(SyncJob job, HeldInvoice held) {
    Invoice invoice = job.invoice();
    return held != null
        && held.live()
        && unchanged(job)
        && held.totals()
            .sameAmounts(new Totals(invoice.subtotal(), invoice.taxTotal(), invoice.total()))
        && invoice.number().strip().equalsIgnoreCase(held.number());
  }

  /**
   * What the ledger told last of our invoice, where an update on an older version would be refused;
   * null when it has to be read. A person's click always reads.
   */
  public HeldInvoice remembered(SyncJob job) {
    SyncRow row = job.row();
    return row.heldInvoice() == null || row.verify() || !ruleBook.of(row.provider()).checksVersion()
        ? null
        : reading.invoice(row.heldInvoice());
  }

  /** The question for {@code find-invoices}: the invoice we made, by the ledger's own id. */
  public JsonNode askForOurs(SyncJob job) {
    return json.valueToTree(Map.of("ids", List.of(job.row().externalId())));
  }

  /**
   * The one invoice that answers {@link #askForOurs}.
   *
   * @throws LedgerStop when the ledger no longer knows it
   */
  public HeldInvoice ours(SyncJob job, JsonNode found) {
    return reading.invoices(found).stream()
        .filter(invoice -> invoice.externalId().equals(job.row().externalId()))
        .findFirst()
        .orElseThrow(
            () ->
                new LedgerStop(
                    ErrorClass.FIX_LEDGER,
                    "gone-in-ledger",
                    "The ledger no longer knows invoice %s.".formatted(job.row().externalNumber()),
                    "Check whether it was deleted there. If it should exist, restore it, then sync again."));
  }

  /** The prepared invoice as {@code render-invoices} takes it. */
  public JsonNode toRender(PreparedInvoice prepared) {
    return json.valueToTree(Map.of("invoices", List.of(prepared)));
  }

  private static boolean unchanged(SyncJob job) {
    return job.row().externalId() != null
        && ContentHash.of(job.invoice()).equals(job.row().payloadHash());
  }
}
