package io.coportal.sync.ledger;

import com.fasterxml.jackson.core.type.TypeReference;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.coportal.sync.connection.Connection;
import io.coportal.sync.invoice.Client;
import io.coportal.sync.invoice.Invoice;
import io.coportal.sync.json.Hashes;
import io.coportal.sync.ledger.ContactIndex.Sought;
import io.coportal.sync.ledger.ContactMatching.Candidate;
import io.coportal.sync.ledger.ContactMatching.Match;
import io.coportal.sync.ledger.ContactMatching.Wanted;
import io.coportal.sync.ledger.ErrorCatalogue.ProviderProblem;
import io.coportal.sync.ledger.LedgerRules.ContactRules;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.springframework.stereotype.Component;

/** Finds, describes and remembers the ledger's contact of one client. */
@Component
public class ContactWork {
  private static final int NUMBER_HEX_DIGITS = 32;

  private final ContactLinks links;
  private final ContactIndex index;
  private final ErrorCatalogue catalogue;
  private final LedgerRuleBook ruleBook;
  private final ObjectMapper json;

  ContactWork(
      ContactLinks links,
      ContactIndex index,
      ErrorCatalogue catalogue,
      LedgerRuleBook ruleBook,
      ObjectMapper json) {
    this.links = links;
    this.index = index;
    this.catalogue = catalogue;
    this.ruleBook = ruleBook;
    this.json = json;
  }

  /** The remembered contact for the invoice's client (and currency, where that counts), or null. */
  public String linked(Connection connection, Invoice invoice, ReferenceData references) {
    return link(connection, invoice, references)
        .filter(link -> !link.doubtful())
        .map(ContactLinks.Link::contactId)
        .orElse(null);
  }

  private Optional<ContactLinks.Link> link(
      Connection connection, Invoice invoice, ReferenceData references) {
    return links.find(
        connection, invoice.client().clientId(), currency(connection, invoice, references));
  }

  /** The ledger may no longer honour this contact: the next sync looks it up, by its id first. */
  public void doubt(Connection connection, String contactId) {
    links.doubt(connection, contactId);
  }

  /**
   * Which contact of the ledger an invoice needs: invoices with equal ones share it.
   *
   * @param currency ISO 4217; null where the ledger does not bind a contact to one
   */
  public record ClientKey(String clientId, String currency) {}

  /** The contact that the invoice needs. */
  public ClientKey key(Connection connection, Invoice invoice, ReferenceData references) {
    return new ClientKey(invoice.client().clientId(), currency(connection, invoice, references));
  }

  /** The client as {@code find-contacts} takes it. */
  public JsonNode wanted(Connection connection, Invoice invoice, ReferenceData references) {
    Wanted wanted = wantedContact(connection, invoice, references);
    return described(wanted, wanted.names().get(0));
  }

  /**
   * Remembers and returns the contact found.
   *
   * @param found candidates, among them all that may be this client's
   * @return its id, or null when the ledger holds none
   * @throws LedgerStop when a person has to decide
   */
  public String adopt(
      Connection connection, Invoice invoice, ReferenceData references, List<JsonNode> found) {
    List<Candidate> candidates = candidates(found);
    return ContactMatching.match(
            wantedContact(connection, invoice, references),
            candidates,
            links.ofOthers(
                connection,
                invoice.client().clientId(),
                candidates.stream().map(Candidate::contactId).toList()))
        .map(match -> remember(connection, invoice, references, match))
        .orElse(null);
  }

  /**
   * The client as {@code create-contacts} takes it, under the plain name unless the client's
   * contact of another currency has that.
   *
   * @param found the candidates of this client
   */
  public JsonNode toCreate(
      Connection connection, Invoice invoice, ReferenceData references, List<JsonNode> found) {
    ContactNames names = names(connection, invoice);
    return described(
        wantedContact(connection, invoice, references),
        held(names.plain(), found) ? names.ofCurrency() : names.plain());
  }

  /** The same under a name that no supplier or employee will have. */
  public JsonNode toCreateBeside(
      Connection connection, Invoice invoice, ReferenceData references, List<JsonNode> found) {
    ContactNames names = names(connection, invoice);
    return described(
        wantedContact(connection, invoice, references),
        held(names.plain(), found) || held(names.beside(), found)
            ? names.besideOfCurrency()
            : names.beside());
  }

  /**
   * Remembers and returns the contact just created.
   *
   * @param status HTTP status of the ledger's answer
   * @param outcome what {@code create-contacts} tells of this one
   * @return its id, or null when somebody has the name already
   * @throws LedgerStop when the ledger refused it
   */
  public String created(
      Connection connection,
      Invoice invoice,
      ReferenceData references,
      int status,
      JsonNode outcome) {
    if (outcome.path("ok").asBoolean()) {
      Match match =
          new Match(outcome.path("contactId").asText(), outcome.path("name").asText(), "created");
      index.add(connection, match.contactId(), sought(connection, invoice, match.name()));
      return remember(connection, invoice, references, match);
    }
    Refusal refusal = refusal(connection, status, outcome);
    if (refusal.errorClass() == ErrorClass.MAYBE_DONE) {
      return null;
    }
    throw new LedgerStop(refusal);
  }

  /**
   * Like {@link #created}, for the last name there is.
   *
   * @throws LedgerStop when the ledger refused it, also for the name
   */
  public String createdBeside(
      Connection connection,
      Invoice invoice,
      ReferenceData references,
      int status,
      JsonNode outcome) {
    String contactId = created(connection, invoice, references, status, outcome);
    if (contactId != null) {
      return contactId;
    }
    Refusal taken = refusal(connection, status, outcome);
    throw new LedgerStop(ErrorClass.FIX_LEDGER, taken.code(), taken.message(), taken.cure());
  }

  private static Sought sought(Connection connection, Invoice invoice, String name) {
    Client client = invoice.client();
    return new Sought(number(connection, client), client.email(), List.of(name));
  }

  private Refusal refusal(Connection connection, int status, JsonNode outcome) {
    JsonNode problems = outcome.path("problems");
    ProviderProblem problem =
        problems.isEmpty()
            ? new ProviderProblem(null, null)
            : json.convertValue(problems.get(0), ProviderProblem.class);
    return catalogue.classify(connection.provider(), status, problem);
  }

  private String remember(
      Connection connection, Invoice invoice, ReferenceData references, Match match) {
    links.remember(
        connection, invoice.client().clientId(), currency(connection, invoice, references), match);
    return match.contactId();
  }

  private JsonNode described(Wanted wanted, String name) {
    Map<String, Object> contact = json.convertValue(wanted.client(), new TypeReference<>() {});
    if (wanted.contactId() != null) {
      contact.put("contactId", wanted.contactId());
    }
    contact.put("number", wanted.number());
    contact.put("name", name);
    contact.put("names", wanted.names());
    if (wanted.currency() != null) {
      contact.put("currency", wanted.currency());
    }
    return json.valueToTree(contact);
  }

  private Wanted wantedContact(Connection connection, Invoice invoice, ReferenceData references) {
    ContactNames names = names(connection, invoice);
    String currency = currency(connection, invoice, references);
    return new Wanted(
        invoice.client(),
        link(connection, invoice, references).map(ContactLinks.Link::contactId).orElse(null),
        number(connection, invoice.client()),
        rules(connection).perCurrency() ? names.all() : List.of(names.plain()),
        currency);
  }

  private ContactNames names(Connection connection, Invoice invoice) {
    return ContactNames.of(invoice.client(), invoice.currency(), rules(connection));
  }

  /** The currency a contact would be bound to, or null. */
  private String currency(Connection connection, Invoice invoice, ReferenceData references) {
    return rules(connection).perCurrency() && references.severalCurrencies()
        ? invoice.currency()
        : null;
  }

  private ContactRules rules(Connection connection) {
    return ruleBook.of(connection.provider()).contacts();
  }

  private boolean held(String name, List<JsonNode> found) {
    return candidates(found).stream()
        .anyMatch(contact -> name.equalsIgnoreCase(contact.name()) && contact.active());
  }

  private List<Candidate> candidates(List<JsonNode> found) {
    return json.convertValue(found, new TypeReference<>() {});
  }

  /** Our key on the ledger's contact: opaque, the same for ever, and never another workspace's. */
  private static String number(Connection connection, Client client) {
    return "cp-"
        + Hashes.sha256(connection.workspaceId() + "|" + client.clientId())
            .substring(0, NUMBER_HEX_DIGITS);
  }
}
