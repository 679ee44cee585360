package io.coportal.sync.reconcile;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.coportal.sync.connection.Audit;
import io.coportal.sync.connection.Connection;
import io.coportal.sync.connection.LiveConnections;
import io.coportal.sync.ledger.ContactSeen;
import io.coportal.sync.ledger.ContactWork;
import io.coportal.sync.problem.Problem;
import java.util.List;
import java.util.Map;
import org.springframework.stereotype.Component;
import org.springframework.transaction.annotation.Transactional;

/** Which contact of the ledger a client is, where only the owner can say it. */
@Component("contactChoices")
public class ContactChoices {
  private final ContactWork contacts;
  private final BatchContacts batches;
  private final LiveConnections connections;
  private final Resumption resumption;
  private final Audit audit;
  private final ObjectMapper json;

  ContactChoices(
      ContactWork contacts,
      BatchContacts batches,
      LiveConnections connections,
      Resumption resumption,
      Audit audit,
      ObjectMapper json) {
    this.contacts = contacts;
    this.batches = batches;
    this.connections = connections;
    this.resumption = resumption;
    this.audit = audit;
    this.json = json;
  }

  /** The contact as {@code find-contacts} takes ids. */
  public JsonNode question(String contactId) {
    return json.valueToTree(Map.of("ids", List.of(contactId)));
  }

  /**
   * Remembers the contact for the client of the batch's only invoice; his invoices that stood still
   * for want of it go on.
   *
   * @throws Problem 422 for a contact that is not there, archived or of another currency
   */
  @Transactional
  public ContactSeen choose(SyncBatch batch, String contactId) {
    SyncJob job = batch.preview().job();
    Connection connection = batch.connection();
    String client = job.invoice().client().clientId();
    ContactSeen chosen = contacts.choose(batches.client(batch, job), contactId, batch.candidates());
    audit.record(
        connection.workspaceId(),
        "contact-chosen",
        "client:" + client,
        connection.provider() + " " + contactId);
    resumption.contactDecided(connection, client);
    return chosen;
  }

  /**
   * The next push looks for the client anew.
   *
   * @throws Problem 409 {@code not-connected}
   */
  @Transactional
  public void forget(String workspaceId, String provider, String clientId) {
    Connection connection =
        connections
            .active(workspaceId, provider)
            .orElseThrow(() -> SyncRequests.notConnected(provider));
    contacts.forget(connection, clientId);
    audit.record(workspaceId, "contact-forgotten", "client:" + clientId, provider);
  }
}
