package io.coportal.sync.reconcile;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.coportal.sync.ledger.ClientCase;
import io.coportal.sync.ledger.ClientKey;
import io.coportal.sync.ledger.ContactIndex;
import io.coportal.sync.ledger.ContactIndex.Sought;
import io.coportal.sync.ledger.ContactLink;
import io.coportal.sync.ledger.ContactSeen;
import io.coportal.sync.ledger.ContactWork;
import io.coportal.sync.ledger.LedgerStop;
import io.coportal.sync.ledger.LedgerUnreachable;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.Iterator;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.UUID;
import java.util.function.BiFunction;
import java.util.function.Function;
import org.springframework.stereotype.Component;
import org.springframework.transaction.annotation.Transactional;

/**
 * The steps of {@code routes/sync/resolve-contacts.camel.yaml} that think. A client is looked up
 * and created once, however many invoices of the batch are his.
 */
@Component("batchContacts")
public class BatchContacts {
  /** The ledgers' filters are long: more clients would not fit into the address of one call. */
  private static final int CLIENTS_A_QUESTION = 5;

  private static final String CLAIM = "contacts";

  private static final int IDS_A_QUESTION = 50;

  private final ContactWork contacts;
  private final ContactIndex index;
  private final LaneClaims claims;
  private final Steps steps;
  private final ObjectMapper json;

  BatchContacts(
      ContactWork contacts, ContactIndex index, LaneClaims claims, Steps steps, ObjectMapper json) {
    this.contacts = contacts;
    this.index = index;
    this.claims = claims;
    this.steps = steps;
    this.json = json;
  }

  /** The remembered contacts. */
  public void recall(SyncBatch batch) {
    Map<ClientKey, ContactLink> known =
        contacts.remembered(batch.connection(), oneOfEachUnknown(batch).keySet());
    unknown(batch).forEach(job -> job.remembered(known.get(key(batch, job))));
  }

  /**
   * Keeps other batches of the lane from looking for the unknown clients, or for others of their
   * names and addresses, until {@link #release}.
   *
   * @throws InterruptedException when this server stops
   */
  public void claim(SyncBatch batch) throws InterruptedException {
    claim(batch, wanted(batch));
  }

  /**
   * The same for these clients.
   *
   * @throws InterruptedException when this server stops
   */
  void claim(SyncBatch batch, List<JsonNode> clients) throws InterruptedException {
    Set<String> keys = new HashSet<>();
    for (JsonNode client : clients) {
      Sought sought = Sought.of(client);
      keys.add("number " + sought.number());
      keys.add("email " + plain(sought.email()));
      sought.names().forEach(name -> keys.add("name " + plain(name)));
    }
    keys.remove("email ");
    claims.claim(batch, CLAIM, keys);
  }

  public void release(SyncBatch batch) {
    claims.release(batch, CLAIM);
  }

  private static String plain(String text) {
    return text == null ? "" : text.strip().toLowerCase(Locale.ROOT);
  }

  public boolean anyUnknown(SyncBatch batch) {
    return !unknown(batch).isEmpty();
  }

  /** Whether one question is enough for the unknown clients. */
  public boolean few(SyncBatch batch) {
    return oneOfEachUnknown(batch).size() <= CLIENTS_A_QUESTION;
  }

  /** The unknown clients as {@code find-contacts} takes them, a few for each call. */
  public List<JsonNode> questions(SyncBatch batch) {
    return inParts("contacts", wanted(batch), CLIENTS_A_QUESTION);
  }

  /** Who may be one of the unknown clients, by the index, as {@code find-contacts} takes ids. */
  public List<JsonNode> likely(SyncBatch batch) {
    List<JsonNode> wanted = wanted(batch);
    Set<String> ids = new LinkedHashSet<>();
    wanted.stream()
        .map(client -> client.path("contactId"))
        .filter(JsonNode::isTextual)
        .forEach(id -> ids.add(id.textValue()));
    index
        .mayBe(batch.connection(), wanted.stream().map(Sought::of).toList())
        .values()
        .forEach(ids::addAll);
    return inParts("ids", List.copyOf(ids), IDS_A_QUESTION);
  }

  private List<JsonNode> wanted(SyncBatch batch) {
    return described(batch, contacts::wanted);
  }

  private List<JsonNode> inParts(String name, List<?> all, int most) {
    List<JsonNode> parts = new ArrayList<>();
    for (int from = 0; from < all.size(); from += most) {
      int to = Math.min(all.size(), from + most);
      parts.add(json.valueToTree(Map.of(name, all.subList(from, to))));
    }
    return parts;
  }

  /** Keeps what a look-up found until all have answered; two may have found the same contact. */
  public void collect(SyncBatch batch, JsonNode found) {
    Set<JsonNode> known = new HashSet<>();
    batch.candidates().forEach(candidate -> known.add(candidate.path("contactId")));
    for (JsonNode candidate : found.path("candidates")) {
      if (known.add(candidate.path("contactId"))) {
        batch.candidates().add(candidate);
      }
    }
  }

  /**
   * Contacts that others were merged into and that nobody has asked for, as {@code find-contacts}
   * takes ids.
   */
  public List<JsonNode> merged(SyncBatch batch) {
    Set<String> ids = new LinkedHashSet<>();
    batch.candidates().stream()
        .map(candidate -> candidate.path("mergedInto"))
        .filter(JsonNode::isTextual)
        .forEach(id -> ids.add(id.textValue()));
    batch.candidates().forEach(candidate -> ids.remove(candidate.path("contactId").asText()));
    return inParts("ids", List.copyOf(ids), IDS_A_QUESTION);
  }

  /** The contacts that were found to be the clients'. */
  @Transactional
  public void adopt(SyncBatch batch) {
    resolve(
        batch,
        job ->
            batch.preview() == null
                ? contacts.adopt(client(batch, job), batch.candidates())
                : seen(batch, job));
  }

  private String seen(SyncBatch batch, SyncJob job) {
    ClientCase client = client(batch, job);
    try {
      return found(batch, client);
    } catch (LedgerStop undecided) {
      batch.preview().candidates(contacts.mayBe(client, batch.candidates()));
      throw undecided;
    }
  }

  private String found(SyncBatch batch, ClientCase client) {
    return contacts
        .seen(client, batch.candidates())
        .map(
            contact -> {
              batch.preview().contact(contact);
              return contact.contactId();
            })
        .orElse(null);
  }

  /** What a push would do about the client: known already, found, or to be created. */
  public void preview(SyncBatch batch) {
    for (SyncJob job : batch.jobs()) {
      if (!batch.preview().candidates().isEmpty()) {
        job.contact(Preview.OPEN_CONTACT);
      } else if (job.contactId() == null) {
        batch
            .preview()
            .contact(
                ContactSeen.created(contacts.toCreate(client(batch, job), batch.candidates())));
        job.contact(Preview.NEW_CONTACT);
      } else if (job.contactLink() != null) {
        contacts
            .linked(batch.connection(), key(batch, job))
            .ifPresent(contact -> batch.preview().contact(contact));
      }
    }
  }

  /**
   * The clients that the ledger does not hold, as {@code create-contacts} takes them.
   *
   * @return null when there is none
   */
  public JsonNode toCreate(SyncBatch batch) {
    return request(described(batch, client -> contacts.toCreate(client, batch.candidates())));
  }

  /**
   * The same under names that no supplier or employee will have.
   *
   * @return null when there is none
   */
  public JsonNode toCreateBeside(SyncBatch batch) {
    return request(described(batch, client -> contacts.toCreateBeside(client, batch.candidates())));
  }

  /** What {@code create-contacts} answered; those whose name is taken remain unknown. */
  @Transactional
  public void created(SyncBatch batch, JsonNode answer) {
    int status = answer.path("status").asInt(200);
    take(batch, answer, (client, outcome) -> contacts.created(client, status, outcome));
    batch.candidates().clear();
  }

  /** What was answered about the last names there are. */
  @Transactional
  public void createdBeside(SyncBatch batch, JsonNode answer) {
    int status = answer.path("status").asInt(200);
    take(batch, answer, (client, outcome) -> contacts.createdBeside(client, status, outcome));
  }

  private void take(
      SyncBatch batch, JsonNode answer, BiFunction<ClientCase, JsonNode, String> outcomeOf) {
    Map<ClientKey, SyncJob> asked = oneOfEachUnknown(batch);
    if (answer.path("outcomes").size() != asked.size()) {
      // Some may have been created: they are looked up before they are created again.
      throw new LedgerUnreachable(
          batch.connection().provider(), "the answer tells of other contacts than were sent");
    }
    Iterator<JsonNode> told = answer.path("outcomes").iterator();
    Map<ClientKey, JsonNode> outcomes = new LinkedHashMap<>();
    Map<ClientCase, JsonNode> byCase = new LinkedHashMap<>();
    asked.forEach(
        (key, job) -> {
          JsonNode outcome = told.next();
          outcomes.put(key, outcome);
          byCase.put(client(batch, job), outcome);
        });
    resolve(batch, job -> outcomeOf.apply(client(batch, job), outcomes.get(key(batch, job))));
    contacts.index(batch.connection(), byCase);
  }

  /** Finds each unknown client once; what stops one stops all invoices of that client. */
  private void resolve(SyncBatch batch, Function<SyncJob, String> contactOf) {
    Map<ClientKey, SyncJob> newest = oneOfEachUnknown(batch);
    Map<ClientKey, String> known = new LinkedHashMap<>();
    for (SyncJob job : unknown(batch)) {
      steps.one(
          batch,
          job,
          () -> {
            ClientKey key = key(batch, job);
            if (!known.containsKey(key)) {
              known.put(key, contactOf.apply(newest.get(key)));
            }
            job.contact(known.get(key));
          });
    }
  }

  private List<JsonNode> described(SyncBatch batch, Function<ClientCase, JsonNode> description) {
    return oneOfEachUnknown(batch).values().stream()
        .map(job -> description.apply(client(batch, job)))
        .toList();
  }

  private static List<SyncJob> unknown(SyncBatch batch) {
    return batch.jobs().stream().filter(job -> job.contactId() == null && !job.voiding()).toList();
  }

  private Map<ClientKey, SyncJob> oneOfEachUnknown(SyncBatch batch) {
    return newest(batch, unknown(batch));
  }

  /** Of several invoices of a client the one that arrived last, which has the client as he is. */
  Map<ClientKey, SyncJob> newest(SyncBatch batch, List<SyncJob> jobs) {
    Map<ClientKey, SyncJob> newest = new LinkedHashMap<>();
    jobs.forEach(
        job ->
            newest.merge(
                key(batch, job),
                job,
                (one, other) -> other.arrived().isAfter(one.arrived()) ? other : one));
    return newest;
  }

  ClientCase client(SyncBatch batch, SyncJob job) {
    return new ClientCase(
        batch.connection(), key(batch, job), job.invoice(), job.arrived(), job.contactLink());
  }

  ClientKey key(SyncBatch batch, SyncJob job) {
    return contacts.key(batch.connection(), job.invoice(), batch.references());
  }

  /**
   * With a new key each time: a look-up goes before every create, and an old key would replay an
   * old refusal.
   */
  private JsonNode request(List<JsonNode> clients) {
    return clients.isEmpty()
        ? null
        : json.valueToTree(Map.of("contacts", clients, "key", UUID.randomUUID().toString()));
  }
}
