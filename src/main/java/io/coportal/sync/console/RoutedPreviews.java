package io.coportal.sync.console;

import io.coportal.sync.invoice.Invoice;
import io.coportal.sync.problem.Causes;
import io.coportal.sync.problem.Problem;
import io.coportal.sync.reconcile.InvoicePreviews;
import io.coportal.sync.reconcile.PreviewView;
import io.coportal.sync.reconcile.SyncBatch;
import org.apache.camel.Exchange;
import org.apache.camel.ProducerTemplate;
import org.springframework.beans.factory.ObjectProvider;
import org.springframework.stereotype.Component;

/** A preview by {@code routes/sync/preview-invoice.camel.yaml}, as the REST API makes it. */
@Component
class RoutedPreviews {
  private final ObjectProvider<ProducerTemplate> camel;
  private final InvoicePreviews previews;

  RoutedPreviews(ObjectProvider<ProducerTemplate> camel, InvoicePreviews previews) {
    this.camel = camel;
    this.previews = previews;
  }

  /**
   * @throws Problem 409 when the ledger is not connected or the invoice's status is not pushed
   */
  PreviewView of(String workspaceId, String provider, Invoice invoice) {
    SyncBatch batch = previews.begin(workspaceId, provider, invoice);
    Exchange shown =
        camel
            .getObject()
            .send(
                "direct:preview-invoice",
                exchange -> {
                  exchange.setVariable("batch", batch);
                  exchange.setVariable("provider", provider);
                  exchange.setVariable("connectionId", previews.connectionId(batch));
                  exchange.setVariable("click", "true");
                });
    if (shown.getException() != null) {
      throw Causes.find(shown.getException(), Problem.class)
          .<RuntimeException>map(problem -> problem)
          .orElseGet(() -> new IllegalStateException(shown.getException()));
    }
    return previews.view(batch);
  }
}
