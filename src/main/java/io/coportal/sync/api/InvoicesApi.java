package io.coportal.sync.api;

import com.fasterxml.jackson.annotation.JsonRawValue;
import io.coportal.sync.invoice.Invoice;
import io.coportal.sync.invoice.InvoiceReader;
import io.coportal.sync.invoice.Invoices;
import io.coportal.sync.invoice.Stored;
import io.coportal.sync.problem.Problem;
import io.coportal.sync.reconcile.Intake;
import io.coportal.sync.reconcile.SyncView;
import io.coportal.sync.reconcile.SyncViews;
import java.util.Map;
import org.apache.camel.Body;
import org.apache.camel.Variable;
import org.springframework.stereotype.Component;

/** Called by the invoice routes of {@code routes/triggers}. */
@Component("invoicesApi")
public class InvoicesApi {
  private final InvoiceReader reader;
  private final Intake intake;
  private final Invoices invoices;
  private final SyncViews views;

  InvoicesApi(InvoiceReader reader, Intake intake, Invoices invoices, SyncViews views) {
    this.reader = reader;
    this.intake = intake;
    this.invoices = invoices;
    this.views = views;
  }

  /**
   * @param invoice as it was accepted, digit for digit
   * @param syncs its state in each ledger, by the ledger's name
   */
  public record InvoiceAndSyncs(
      String id, @JsonRawValue String invoice, Map<String, SyncView> syncs) {}

  public Reply put(
      @Variable("workspace") String workspaceId,
      @Variable("invoice") String invoiceId,
      @Body String body) {
    Invoice invoice = reader.read(invoiceId, body);
    Stored stored = intake.put(workspaceId, invoice, body);
    return new Reply(stored == Stored.CREATED ? 201 : 200, null, view(workspaceId, invoiceId));
  }

  public Reply get(
      @Variable("workspace") String workspaceId, @Variable("invoice") String invoiceId) {
    return Reply.ok(view(workspaceId, invoiceId));
  }

  private InvoiceAndSyncs view(String workspaceId, String invoiceId) {
    Invoice invoice =
        invoices
            .find(workspaceId, invoiceId)
            .orElseThrow(
                () ->
                    Problem.notFound("This invoice", "Check the ids, or send the invoice first."));
    return new InvoiceAndSyncs(
        invoiceId,
        invoices.document(workspaceId, invoiceId, invoice.version()),
        views.ofInvoice(workspaceId, invoiceId));
  }
}
