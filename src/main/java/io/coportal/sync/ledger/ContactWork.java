package io.coportal.sync.ledger;

import com.fasterxml.jackson.core.type.TypeReference;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.coportal.sync.connection.Connection;
import io.coportal.sync.invoice.Invoice;
import io.coportal.sync.json.Hashes;
import io.coportal.sync.ledger.ContactIndex.Sought;
import io.coportal.sync.ledger.ContactMatching.Candidate;
import io.coportal.sync.ledger.ContactMatching.Match;
import io.coportal.sync.ledger.ContactMatching.Wanted;
import io.coportal.sync.ledger.ErrorCatalogue.ProviderProblem;
import io.coportal.sync.ledger.LedgerRules.ContactRules;
import io.coportal.sync.problem.Problem;
import java.util.Collection;
import java.util.LinkedHashMap;
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

  /** The remembered contacts of these clients. */
  public Map<ClientKey, ContactLink> remembered(
      Connection connection, Collection<ClientKey> clients) {
    return links.find(connection, clients);
  }

  /** The ledger may no longer honour this contact: the next sync looks it up, by its id first. */
  public void doubt(Connection connection, String contactId) {
    links.doubt(connection, contactId);
  }

  /** The contact that the invoice needs. */
  public ClientKey key(Connection connection, Invoice invoice, ReferenceData references) {
    boolean bound = rules(connection).perCurrency() && references.severalCurrencies();
    return new ClientKey(invoice.client().clientId(), bound ? invoice.currency() : null);
  }

  /** The client as {@code find-contacts} takes it. */
  public JsonNode wanted(ClientCase client) {
    Wanted wanted = wantedContact(client);
    return described(wanted, wanted.names().get(0));
  }

  /**
   * Remembers and returns the contact found.
   *
   * @param found candidates, among them all that may be this client's
   * @return its id, or null when the ledger holds none
   * @throws LedgerStop when a person has to decide
   */
  public String adopt(ClientCase client, List<JsonNode> found) {
    return match(client, found).map(match -> remember(client, match)).orElse(null);
  }

  /**
   * The contact found; nothing is remembered.
   *
   * @param found as for {@link #adopt}
   * @throws LedgerStop when a person has to decide
   */
  public Optional<ContactSeen> seen(ClientCase client, List<JsonNode> found) {
    return match(client, found)
        .map(match -> ContactSeen.found(match.contactId(), match.name(), match.by()));
  }

  /**
   * Remembers the contact that the owner says the client is; also one that stands for another
   * client already, if he says so.
   *
   * @param found what the ledger tells of that contact
   * @throws Problem 422 when it cannot be used
   */
  public ContactSeen choose(ClientCase client, String contactId, List<JsonNode> found) {
    Candidate chosen =
        candidates(found).stream()
            .filter(candidate -> candidate.contactId().equals(contactId))
            .findFirst()
            .orElseThrow(
                () -> unusable("contact-not-there", "The ledger has no contact %s.", contactId));
    if (!chosen.active()) {
      throw unusable("contact-archived", "The contact %s is archived.", chosen.name());
    }
    if (!wantedContact(client).sameCurrency(chosen)) {
      throw unusable(
          "contact-of-another-currency",
          "The contact %s is billed in " + chosen.currency() + ".",
          chosen.name());
    }
    links.remember(client, new Match(contactId, chosen.name(), "chosen"));
    return ContactSeen.linked(contactId, chosen.name(), "chosen");
  }

  private static Problem unusable(String code, String message, String contact) {
    return new Problem(
        422,
        code,
        message.formatted(contact),
        "Choose another: a preview of the invoice lists those that may be meant.");
  }

  /** No contact stands for the client any more, in any currency. */
  public void forget(Connection connection, String clientId) {
    links.forget(connection, clientId);
  }

  /**
   * Those that may be meant where the owner has to say it.
   *
   * @param found as for {@link #adopt}
   */
  public List<ContactCandidate> mayBe(ClientCase client, List<JsonNode> found) {
    return candidates(found).stream()
        .filter(wantedContact(client)::sameCurrency)
        .map(
            contact ->
                new ContactCandidate(
                    contact.contactId(), contact.name(), contact.email(), contact.active()))
        .toList();
  }

  /** The remembered contact with what people call it. */
  public Optional<ContactSeen> linked(Connection connection, ClientKey client) {
    return links.seen(connection, client);
  }

  private Optional<Match> match(ClientCase client, List<JsonNode> found) {
    List<Candidate> candidates = candidates(found);
    return ContactMatching.match(
        wantedContact(client),
        candidates,
        links.ofOthers(
            client.connection(),
            client.key().clientId(),
            candidates.stream().map(Candidate::contactId).toList()));
  }

  /**
   * The client as {@code create-contacts} takes it, under the plain name unless the client's
   * contact of another currency has that.
   *
   * @param found the candidates of this client
   */
  public JsonNode toCreate(ClientCase client, List<JsonNode> found) {
    ContactNames names = names(client);
    return described(
        wantedContact(client), held(names.plain(), found) ? names.ofCurrency() : names.plain());
  }

  /** The same under a name that no supplier or employee will have. */
  public JsonNode toCreateBeside(ClientCase client, List<JsonNode> found) {
    ContactNames names = names(client);
    return described(
        wantedContact(client),
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
  public String created(ClientCase client, int status, JsonNode outcome) {
    if (isCreated(outcome)) {
      return remember(client, new Match(contactId(outcome), name(outcome), "created"));
    }
    Refusal refusal = refusal(client.connection(), status, outcome);
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
  public String createdBeside(ClientCase client, int status, JsonNode outcome) {
    String contactId = created(client, status, outcome);
    if (contactId != null) {
      return contactId;
    }
    Refusal taken = refusal(client.connection(), status, outcome);
    throw new LedgerStop(ErrorClass.FIX_LEDGER, taken.code(), taken.message(), taken.cure());
  }

  /**
   * Whoever was created is found in the index from now on.
   *
   * @param outcomes what {@code create-contacts} tells of each
   */
  public void index(Connection connection, Map<ClientCase, JsonNode> outcomes) {
    Map<String, Sought> created = new LinkedHashMap<>();
    outcomes.forEach(
        (client, outcome) -> {
          if (isCreated(outcome)) {
            created.put(
                contactId(outcome),
                new Sought(number(client), client.client().email(), List.of(name(outcome))));
          }
        });
    index.add(connection, created);
  }

  private static boolean isCreated(JsonNode outcome) {
    return outcome.path("ok").asBoolean();
  }

  private static String contactId(JsonNode outcome) {
    return outcome.path("contactId").asText();
  }

  private static String name(JsonNode outcome) {
    return outcome.path("name").asText();
  }

  /**
   * @param status HTTP status of the ledger's answer
   * @param outcome what the ledger tells of a contact that it refused
   */
  public Refusal refusal(Connection connection, int status, JsonNode outcome) {
    JsonNode problems = outcome.path("problems");
    ProviderProblem problem =
        problems.isEmpty()
            ? new ProviderProblem(null, null)
            : json.convertValue(problems.get(0), ProviderProblem.class);
    return catalogue.classify(connection.provider(), status, problem);
  }

  private String remember(ClientCase client, Match match) {
    links.remember(client, match);
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

  private Wanted wantedContact(ClientCase client) {
    ContactNames names = names(client);
    return new Wanted(
        client.client(),
        client.linkedContactId(),
        number(client),
        rules(client.connection()).perCurrency() ? names.all() : List.of(names.plain()),
        client.key().currency());
  }

  private ContactNames names(ClientCase client) {
    return ContactNames.of(
        client.client(), client.invoice().currency(), rules(client.connection()));
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
  private static String number(ClientCase client) {
    return "cp-"
        + Hashes.sha256(client.connection().workspaceId() + "|" + client.key().clientId())
            .substring(0, NUMBER_HEX_DIGITS);
  }
}
