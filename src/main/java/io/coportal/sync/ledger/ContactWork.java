package io.coportal.sync.ledger;

import com.fasterxml.jackson.core.type.TypeReference;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.coportal.sync.connection.Connection;
import io.coportal.sync.invoice.Client;
import io.coportal.sync.json.Hashes;
import io.coportal.sync.ledger.ErrorCatalogue.ProviderProblem;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.springframework.stereotype.Component;

/** The steps of {@code routes/sync/resolve-contact.camel.yaml} that think. */
@Component("contactWork")
public class ContactWork {
  private static final int NUMBER_HEX_DIGITS = 32;

  private final ContactLinks links;
  private final ErrorCatalogue catalogue;
  private final ObjectMapper json;

  ContactWork(ContactLinks links, ErrorCatalogue catalogue, ObjectMapper json) {
    this.links = links;
    this.catalogue = catalogue;
    this.json = json;
  }

  /** The remembered contact, or null. */
  public String linked(Connection connection, Client client) {
    return links.find(connection, client.clientId()).orElse(null);
  }

  /** The ledger no longer honours this contact: the next sync looks the client up anew. */
  public void forget(Connection connection, String contactId) {
    links.forget(connection, contactId);
  }

  /** The client as {@code find-contacts} and {@code create-contacts} take it. */
  public JsonNode wanted(Connection connection, Client client) {
    Map<String, Object> contact = json.convertValue(client, new TypeReference<>() {});
    contact.put("number", number(connection, client));
    // A new key each time: a look-up goes before every create, and an old key would replay an old
    // refusal.
    String key = UUID.randomUUID().toString();
    return json.valueToTree(Map.of("contacts", List.of(contact), "key", key));
  }

  /**
   * Remembers and returns the contact found.
   *
   * @return its id, or null when the ledger holds none
   * @throws LedgerStop when a person has to decide
   */
  public String adopt(Connection connection, Client client, JsonNode found) {
    List<ContactMatching.Candidate> candidates =
        json.convertValue(found.path("candidates"), new TypeReference<>() {});
    return ContactMatching.match(
            client,
            number(connection, client),
            candidates,
            links.ofOthers(connection, client.clientId()))
        .map(match -> remember(connection, client, match))
        .orElse(null);
  }

  /**
   * Remembers and returns the contact just created.
   *
   * @throws LedgerStop when the ledger refused it
   */
  public String created(Connection connection, Client client, JsonNode created) {
    JsonNode outcome = created.path("outcomes").path(0);
    if (!outcome.path("ok").asBoolean()) {
      ProviderProblem problem =
          outcome.path("problems").isEmpty()
              ? new ProviderProblem(null, null)
              : json.convertValue(outcome.path("problems").get(0), ProviderProblem.class);
      throw new LedgerStop(
          catalogue.classify(connection.provider(), created.path("status").asInt(200), problem));
    }
    return remember(
        connection,
        client,
        new ContactMatching.Match(
            outcome.path("contactId").asText(), outcome.path("name").asText(), "created"));
  }

  private String remember(Connection connection, Client client, ContactMatching.Match match) {
    links.remember(connection, client.clientId(), match);
    return match.contactId();
  }

  /** Our key on the ledger's contact: opaque, the same for ever, and never another workspace's. */
  private static String number(Connection connection, Client client) {
    return "cp-"
        + Hashes.sha256(connection.workspaceId() + "|" + client.clientId())
            .substring(0, NUMBER_HEX_DIGITS);
  }
}
