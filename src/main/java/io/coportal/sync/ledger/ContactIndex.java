package io.coportal.sync.ledger;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.coportal.sync.connection.Connection;
import io.coportal.sync.connection.ConnectionClosed;
import io.coportal.sync.ledger.ContactIndexStore.Reading;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.springframework.context.event.EventListener;
import org.springframework.stereotype.Component;
import org.springframework.transaction.PlatformTransactionManager;
import org.springframework.transaction.support.TransactionTemplate;

/**
 * Which of a ledger's contacts may be which clients, known from one paged reading of all contacts:
 * a thousand clients cost a page instead of a thousand look-ups. It only says where to look; who is
 * who is decided on what the ledger answers. Ids and keyed hashes are all it keeps.
 */
@Component("contactIndex")
public class ContactIndex {
  private static final int PAGE_SIZE = 1000;
  private static final int HASHES_AT_ONCE = 1000;

  /** The ledger's clock and ours differ, and what it is just writing bears an earlier time. */
  private static final Duration OVERLAP = Duration.ofMinutes(5);

  private final ContactIndexStore store;
  private final ContactHashes hashes;
  private final ContactSettings settings;
  private final ObjectMapper json;
  private final Clock clock;
  private final TransactionTemplate transaction;

  ContactIndex(
      ContactIndexStore store,
      ContactHashes hashes,
      ContactSettings settings,
      ObjectMapper json,
      Clock clock,
      PlatformTransactionManager transactions) {
    this.store = store;
    this.hashes = hashes;
    this.settings = settings;
    this.json = json;
    this.clock = clock;
    this.transaction = new TransactionTemplate(transactions);
  }

  /**
   * By what a contact is recognised. E-mail addresses and names are compared without case, accents
   * and blanks around them; our own key to the letter.
   *
   * @param number our own key, may be null
   * @param email may be null
   * @param names under any of which it may stand; may be empty
   */
  public record Sought(String number, String email, List<String> names) {
    public Sought {
      names = List.copyOf(names);
    }

    /**
     * @param contact as {@code find-contacts} takes it or {@code list-contacts} gives it: with
     *     {@code names}, or else with a {@code name}
     */
    public static Sought of(JsonNode contact) {
      List<String> names = new ArrayList<>();
      contact.path("names").forEach(name -> names.add(name.asText()));
      if (names.isEmpty() && contact.hasNonNull("name")) {
        names.add(contact.path("name").asText());
      }
      return new Sought(
          contact.path("number").textValue(), contact.path("email").textValue(), names);
    }
  }

  /**
   * What {@code list-contacts} is to be asked first: all contacts, what has changed, or where a
   * reading broke off.
   *
   * @return see {@code routes/shared/contacts-question.schema.json}; null while the index is fresh
   */
  public JsonNode question(Connection connection) {
    // First of all: where the key was lost, so is what was hashed with it.
    hashes.prepare();
    // Databases do not keep nanoseconds, and what is compared must be what was stored.
    Instant now = clock.instant().truncatedTo(ChronoUnit.MILLIS);
    List<Reading> readings = store.of(connection);
    Optional<Reading> known = newest(readings, true, now.minus(settings.indexMaxAge()));
    if (known.isPresent()) {
      Instant current = known.get().currentAt();
      return current.isAfter(now.minus(settings.indexFreshFor()))
          ? null
          : question(known.get().id(), now, 1, current.minus(OVERLAP));
    }
    // Pages go by the contacts' ids, so one that broke off hours ago is gone on with, as long as it
    // is of use for a while once it is complete.
    Reading begun =
        newest(readings, false, now.minus(settings.indexMaxAge().dividedBy(2)))
            .orElseGet(() -> begin(connection, now));
    return question(begun.id(), begun.beganAt(), begun.nextPage(), null);
  }

  private static Optional<Reading> newest(
      List<Reading> readings, boolean complete, Instant beganAfter) {
    return readings.stream()
        .filter(reading -> reading.complete() == complete)
        .filter(reading -> reading.beganAt().isAfter(beganAfter))
        .findFirst();
  }

  private Reading begin(Connection connection, Instant now) {
    // Nobody uses them any more: not the organisation that has not been asked for since, either.
    transaction.executeWithoutResult(
        status -> store.forgetBefore(now.minus(settings.indexMaxAge().multipliedBy(2))));
    return store.begin(connection, now);
  }

  private ObjectNode question(String reading, Instant began, int page, Instant modifiedSince) {
    ObjectNode question = json.createObjectNode();
    question.put("reading", reading);
    question.put("began", began.toString());
    question.put(
        "modifiedSince",
        modifiedSince == null ? null : modifiedSince.truncatedTo(ChronoUnit.SECONDS).toString());
    return at(question, page);
  }

  private static ObjectNode at(ObjectNode question, int page) {
    question.put("page", page);
    question.put("size", PAGE_SIZE);
    question.put("firstRow", (page - 1) * PAGE_SIZE + 1);
    return question;
  }

  /**
   * Stores a page. What all pages of a reading say counts from the last one on, and replaces what
   * an earlier reading said; what has changed counts at once.
   *
   * @param question what the page answers
   * @param page see {@code routes/shared/listed-contacts.schema.json}
   * @return the next question; null when there is none, or the reading was given up meanwhile
   */
  public JsonNode take(Connection connection, JsonNode question, JsonNode page) {
    Map<String, Set<String>> read = new LinkedHashMap<>();
    page.path("contacts")
        .forEach(
            contact ->
                read.computeIfAbsent(
                        contact.path("contactId").asText(), id -> new LinkedHashSet<>())
                    .addAll(hashes.of(connection, Sought.of(contact))));
    return transaction.execute(status -> store(connection, question, page, read));
  }

  private JsonNode store(
      Connection connection, JsonNode question, JsonNode page, Map<String, Set<String>> read) {
    String id = question.path("reading").asText();
    if (store.locked(id).isEmpty()) {
      return null;
    }
    store.put(id, read);
    if (page.path("more").asBoolean()) {
      int next = question.path("page").asInt() + 1;
      store.reached(id, next);
      return at(question.deepCopy(), next);
    }
    Instant began = Instant.parse(question.path("began").asText());
    if (question.path("modifiedSince").isNull()) {
      store.complete(id);
      store.forgetBefore(connection, began);
    } else {
      store.current(id, began);
    }
    return null;
  }

  /**
   * The ids of all contacts that have the number, the e-mail address or one of the names.
   *
   * @return one entry for each of those sought, empty when the ledger holds none
   * @throws IllegalStateException when the contacts have not been read, or not to the end
   */
  public Map<Sought, Set<String>> mayBe(Connection connection, Collection<Sought> sought) {
    if (store.of(connection).stream().noneMatch(Reading::complete)) {
      throw new IllegalStateException(
          "The contacts of " + connection.organisationName() + " have not been read");
    }
    Map<Sought, Set<String>> found = new LinkedHashMap<>();
    Map<String, Set<Sought>> wanted = new LinkedHashMap<>();
    for (Sought one : sought) {
      found.put(one, new LinkedHashSet<>());
      hashes
          .of(connection, one)
          .forEach(hash -> wanted.computeIfAbsent(hash, h -> new LinkedHashSet<>()).add(one));
    }
    List<String> all = new ArrayList<>(wanted.keySet());
    for (int from = 0; from < all.size(); from += HASHES_AT_ONCE) {
      List<String> some = all.subList(from, Math.min(from + HASHES_AT_ONCE, all.size()));
      store
          .holding(connection, some)
          .forEach(
              held -> wanted.get(held.hash()).forEach(one -> found.get(one).add(held.contactId())));
    }
    return found;
  }

  /**
   * Contacts that were just created, or are known to have these keys now and no others.
   *
   * @param keys by the contact's id
   */
  public void add(Connection connection, Map<String, Sought> keys) {
    Map<String, Set<String>> contacts = new LinkedHashMap<>();
    keys.forEach((contactId, sought) -> contacts.put(contactId, hashes.of(connection, sought)));
    transaction.executeWithoutResult(
        status -> store.locked(connection).forEach(reading -> store.put(reading.id(), contacts)));
  }

  @EventListener
  void forget(ConnectionClosed closed) {
    transaction.executeWithoutResult(status -> store.forgetOf(closed.connectionId()));
  }
}
