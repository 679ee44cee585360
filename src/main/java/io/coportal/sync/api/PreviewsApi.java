package io.coportal.sync.api;

import io.coportal.sync.connection.Ledgers;
import io.coportal.sync.invoice.InvoiceReader;
import io.coportal.sync.invoice.Invoices;
import io.coportal.sync.problem.Problem;
import io.coportal.sync.reconcile.InvoicePreviews;
import io.coportal.sync.reconcile.SyncBatch;
import org.apache.camel.Body;
import org.apache.camel.Variable;
import org.springframework.stereotype.Component;

/** The dry run: called by {@code routes/triggers/post-preview.camel.yaml}. */
@Component("previewsApi")
public class PreviewsApi {
  private final Ledgers ledgers;
  private final InvoiceReader reader;
  private final Invoices invoices;
  private final InvoicePreviews previews;

  PreviewsApi(Ledgers ledgers, InvoiceReader reader, Invoices invoices, InvoicePreviews previews) {
    this.ledgers = ledgers;
    this.reader = reader;
    this.invoices = invoices;
    this.previews = previews;
  }

  /**
   * @param body the invoice, or nothing for the stored one
   */
  public SyncBatch begin(
      @Variable("workspace") String workspaceId,
      @Variable("invoice") String invoiceId,
      @Variable("provider") String provider,
      @Body String body) {
    ledgers.get(provider);
    return previews.begin(
        workspaceId,
        provider,
        body == null || body.isBlank()
            ? invoices
                .find(workspaceId, invoiceId)
                .orElseThrow(
                    () ->
                        Problem.notFound(
                            "Invoice " + invoiceId, "Send it first, with PUT, or in the body."))
            : reader.read(invoiceId, body));
  }

  public Reply reply(@Variable("batch") SyncBatch batch) {
    return Reply.ok(previews.view(batch));
  }
}
