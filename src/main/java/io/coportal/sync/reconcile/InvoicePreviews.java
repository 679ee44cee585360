package io.coportal.sync.reconcile;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.coportal.sync.connection.Connection;
import io.coportal.sync.connection.LiveConnections;
import io.coportal.sync.invoice.Invoice;
import io.coportal.sync.invoice.Workspaces;
import io.coportal.sync.ledger.Preparation;
import io.coportal.sync.ledger.PreparedInvoice;
import io.coportal.sync.ledger.Refusal;
import io.coportal.sync.problem.Problem;
import io.coportal.sync.reconcile.PreviewView.Predicted;
import io.coportal.sync.reconcile.PreviewView.Stop;
import java.time.Clock;
import java.util.List;
import java.util.Map;
import org.springframework.stereotype.Component;

/** The steps of {@code routes/sync/preview-invoice.camel.yaml} that think. */
@Component("invoicePreviews")
public class InvoicePreviews {
  private final LiveConnections connections;
  private final Workspaces workspaces;
  private final SyncRows rows;
  private final InvoiceWork work;
  private final HeldInvoices heldInvoices;
  private final CureLinks links;
  private final ObjectMapper json;
  private final Clock clock;

  InvoicePreviews(
      LiveConnections connections,
      Workspaces workspaces,
      SyncRows rows,
      InvoiceWork work,
      HeldInvoices heldInvoices,
      CureLinks links,
      ObjectMapper json,
      Clock clock) {
    this.connections = connections;
    this.workspaces = workspaces;
    this.rows = rows;
    this.work = work;
    this.heldInvoices = heldInvoices;
    this.links = links;
    this.json = json;
    this.clock = clock;
  }

  /**
   * @throws Problem 409 {@code not-connected}
   */
  public SyncBatch begin(String workspaceId, String provider, Invoice invoice) {
    Connection connection =
        connections
            .active(workspaceId, provider)
            .orElseThrow(() -> SyncRequests.notConnected(provider));
    SyncRow row =
        rows.find(workspaceId, provider, connection.organisationId(), invoice.id())
            .orElseGet(() -> SyncRow.unasked(connection, invoice));
    SyncBatch batch =
        SyncBatch.previewing(
            connection, workspaces.get(workspaceId), new SyncJob(row, invoice, clock.instant()));
    work.refuseWhatIsNotPushed(batch);
    return batch;
  }

  public String connectionId(SyncBatch batch) {
    return batch.connectionId();
  }

  /**
   * The prepared invoice as {@code render-invoices} takes it.
   *
   * @return null when it could not be prepared
   */
  public JsonNode toRender(SyncBatch batch) {
    PreparedInvoice prepared = batch.preview().job().prepared();
    return prepared == null ? null : json.valueToTree(Map.of("invoices", List.of(prepared)));
  }

  public void rendered(SyncBatch batch, JsonNode request) {
    batch.preview().request(request);
  }

  /** Something outside said no, or nothing. */
  public void stopped(SyncBatch batch, Exception failure) {
    batch.preview().stops(Standstills.refusal(failure));
  }

  private static String action(SyncJob job, boolean nothing) {
    if (nothing) {
      return "nothing";
    }
    if (job.voiding()) {
      return "void";
    }
    return job.isCreate() ? "create" : "update";
  }

  private Stop stop(Refusal refusal, SyncRow row) {
    return new Stop(
        refusal.code(),
        refusal.message(),
        refusal.cure(),
        links.of(refusal.errorClass(), refusal.code(), CureLinks.Place.of(row)));
  }

  public PreviewView view(SyncBatch batch) {
    Preview preview = batch.preview();
    SyncJob job = preview.job();
    PreparedInvoice prepared = job.prepared();
    boolean nothing = heldInvoices.needsNothing(job);
    return new PreviewView(
        job.row().provider(),
        job.invoice().id(),
        job.invoice().version(),
        action(job, nothing),
        preview.stops().stream().map(stop -> stop(stop, job.row())).toList(),
        preview.contact(),
        preview.candidates(),
        prepared == null ? List.of() : PreviewView.lines(prepared, batch.references()),
        prepared == null
            ? null
            : new Predicted(prepared.totals(), Preparation.shown(job.invoice())),
        job.held(),
        prepared == null || job.held() == null || job.voiding()
            ? List.of()
            : job.held().changesTo(prepared),
        nothing ? null : preview.request());
  }
}
