package io.coportal.sync.console;

import com.fasterxml.jackson.databind.JsonNode;
import io.coportal.sync.invoice.Invoice;
import io.coportal.sync.ledger.LedgerStop;
import io.coportal.sync.ledger.LedgerUnreachable;
import io.coportal.sync.problem.Causes;
import io.coportal.sync.problem.Problem;
import io.coportal.sync.reconcile.ContactChoices;
import io.coportal.sync.reconcile.InvoicePreviews;
import io.coportal.sync.reconcile.PreviewView;
import io.coportal.sync.reconcile.SyncBatch;
import org.apache.camel.Exchange;
import org.apache.camel.ProducerTemplate;
import org.springframework.beans.factory.ObjectProvider;
import org.springframework.stereotype.Component;

/** Previews, and the choice among contacts that they show, by the routes of {@code routes/sync}. */
@Component
class RoutedPreviews {
  private final ObjectProvider<ProducerTemplate> camel;
  private final InvoicePreviews previews;
  private final ContactChoices choices;

  RoutedPreviews(
      ObjectProvider<ProducerTemplate> camel, InvoicePreviews previews, ContactChoices choices) {
    this.camel = camel;
    this.previews = previews;
    this.choices = choices;
  }

  /**
   * @throws Problem 409 when the ledger is not connected or the invoice's status is not pushed
   */
  PreviewView of(String workspaceId, String provider, Invoice invoice) {
    SyncBatch batch = previews.begin(workspaceId, provider, invoice);
    run("preview-invoice", batch, provider, null);
    return previews.view(batch);
  }

  /**
   * The contact is the invoice's client from now on; what waited for that goes on.
   *
   * @throws Problem 422 for a contact that cannot be the client's
   */
  void choose(String workspaceId, String provider, Invoice invoice, String contactId) {
    SyncBatch batch = previews.begin(workspaceId, provider, invoice);
    run("find-chosen-contact", batch, provider, choices.question(contactId));
    choices.choose(batch, contactId);
  }

  private void run(String route, SyncBatch batch, String provider, JsonNode body) {
    Exchange ended =
        camel
            .getObject()
            .send(
                "direct:" + route,
                exchange -> {
                  exchange.setVariable("batch", batch);
                  exchange.setVariable("provider", provider);
                  exchange.setVariable("connectionId", previews.connectionId(batch));
                  exchange.setVariable("click", "true");
                  exchange.getMessage().setBody(body);
                });
    if (ended.getException() != null) {
      throw Causes.find(ended.getException(), Problem.class)
          .<RuntimeException>map(problem -> problem)
          .or(() -> Causes.find(ended.getException(), LedgerStop.class))
          .or(() -> Causes.find(ended.getException(), LedgerUnreachable.class))
          .orElseGet(() -> new IllegalStateException(ended.getException()));
    }
  }
}
