package io.coportal.sync.api;

import com.fasterxml.jackson.databind.JsonNode;
import io.coportal.sync.connection.Ledgers;
import io.coportal.sync.invoice.Invoice;
import io.coportal.sync.invoice.Invoices;
import io.coportal.sync.invoice.JsonText;
import io.coportal.sync.problem.Problem;
import io.coportal.sync.reconcile.ContactChoices;
import io.coportal.sync.reconcile.InvoicePreviews;
import io.coportal.sync.reconcile.SyncBatch;
import org.apache.camel.Body;
import org.apache.camel.Variable;
import org.springframework.stereotype.Component;

/** Called by the contact routes of {@code routes/triggers}. */
@Component("contactsApi")
public class ContactsApi {
  private static final int LONGEST_ID = 64;

  private final Ledgers ledgers;
  private final Invoices invoices;
  private final InvoicePreviews previews;
  private final ContactChoices choices;

  ContactsApi(
      Ledgers ledgers, Invoices invoices, InvoicePreviews previews, ContactChoices choices) {
    this.ledgers = ledgers;
    this.invoices = invoices;
    this.previews = previews;
    this.choices = choices;
  }

  /**
   * @throws Problem 400 {@code invalid-contact}
   */
  public String contactId(@Body String body) {
    JsonNode choice = JsonText.parse(body == null || body.isBlank() ? "{}" : body);
    JsonNode id = choice.path("contactId");
    if (!choice.isObject()
        || choice.size() != 1
        || !id.isTextual()
        || !id.textValue().matches("[A-Za-z0-9-]{1,%d}".formatted(LONGEST_ID))) {
      throw new Problem(
          400,
          "invalid-contact",
          "The body does not name a contact.",
          "Send an object with nothing but contactId: the ledger's id of a contact, as a preview of the invoice lists them.");
    }
    return id.textValue();
  }

  /**
   * @throws Problem 404 for an invoice that was never sent, 409 {@code not-connected}
   */
  public SyncBatch begin(
      @Variable("workspace") String workspaceId,
      @Variable("invoice") String invoiceId,
      @Variable("provider") String provider) {
    ledgers.get(provider);
    return previews.begin(workspaceId, provider, invoice(workspaceId, invoiceId));
  }

  /**
   * @throws Problem 422 for a contact that cannot be the client's
   */
  public Reply choose(@Variable("batch") SyncBatch batch, @Variable("contactId") String contactId) {
    return Reply.ok(choices.choose(batch, contactId));
  }

  /**
   * @throws Problem as {@link #begin}
   */
  public Reply forget(
      @Variable("workspace") String workspaceId,
      @Variable("invoice") String invoiceId,
      @Variable("provider") String provider) {
    ledgers.get(provider);
    choices.forget(workspaceId, provider, invoice(workspaceId, invoiceId).client().clientId());
    return Reply.noContent();
  }

  private Invoice invoice(String workspaceId, String invoiceId) {
    return invoices
        .find(workspaceId, invoiceId)
        .orElseThrow(() -> Problem.notFound("Invoice " + invoiceId, "Send it first, with PUT."));
  }
}
