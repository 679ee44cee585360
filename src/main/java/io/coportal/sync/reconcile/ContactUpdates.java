package io.coportal.sync.reconcile;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.coportal.sync.ledger.ClientCase;
import io.coportal.sync.ledger.ClientDetail;
import io.coportal.sync.ledger.ClientKey;
import io.coportal.sync.ledger.ContactChanges;
import io.coportal.sync.ledger.ContactChanges.Told;
import io.coportal.sync.ledger.ContactLink;
import io.coportal.sync.ledger.ContactWork;
import io.coportal.sync.ledger.LedgerRuleBook;
import io.coportal.sync.ledger.LedgerStop;
import io.coportal.sync.ledger.LedgerUnreachable;
import io.coportal.sync.problem.Causes;
import io.coportal.sync.reconcile.ContactPlan.Change;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.UUID;
import org.springframework.stereotype.Component;
import org.springframework.transaction.annotation.Transactional;

/** The steps of {@code routes/sync/update-contacts.camel.yaml} that think. */
@Component("contactUpdates")
public class ContactUpdates {
  private final BatchContacts contacts;
  private final ContactWork work;
  private final ContactChanges changes;
  private final LedgerRuleBook ruleBook;
  private final ContactRefusals refusals;
  private final LaneFence fence;
  private final ObjectMapper json;

  ContactUpdates(
      BatchContacts contacts,
      ContactWork work,
      ContactChanges changes,
      LedgerRuleBook ruleBook,
      ContactRefusals refusals,
      LaneFence fence,
      ObjectMapper json) {
    this.contacts = contacts;
    this.work = work;
    this.changes = changes;
    this.ruleBook = ruleBook;
    this.refusals = refusals;
    this.fence = fence;
    this.json = json;
  }

  /** Whether CoPortal has changed one of the clients since the ledger was told. */
  public boolean any(SyncBatch batch) {
    return !changed(batch).isEmpty();
  }

  /**
   * Keeps other batches of the lane from telling of the same clients, until their release.
   *
   * @throws InterruptedException when this server stops
   */
  public void claim(SyncBatch batch) throws InterruptedException {
    contacts.claim(batch, changed(batch).stream().map(work::wanted).toList());
  }

  /** Plans the calls by what is remembered now: another batch may have told it meanwhile. */
  @Transactional
  public void plan(SyncBatch batch) {
    List<ClientCase> clients = remembered(batch, changed(batch));
    changes.keep(clients.stream().filter(client -> client.link().told() == null).toList());
    ContactPlan plan = new ContactPlan(clients);
    List<Change> all =
        clients.stream()
            .map(client -> new Change(client.key(), changes.changed(client)))
            .filter(change -> !change.details().isEmpty())
            .toList();
    int most = ruleBook.batch(batch.connection().provider()).contacts();
    for (int from = 0; from < all.size(); from += most) {
      plan.add(all.subList(from, Math.min(all.size(), from + most)));
    }
    batch.tells(plan);
  }

  private List<ClientCase> changed(SyncBatch batch) {
    return contacts.newest(batch, batch.jobs()).values().stream()
        .map(job -> contacts.client(batch, job))
        .filter(changes::any)
        .toList();
  }

  /** Those whose contact is still the one that their invoices are prepared for. */
  private List<ClientCase> remembered(SyncBatch batch, List<ClientCase> clients) {
    Map<ClientKey, ContactLink> links =
        work.remembered(batch.connection(), clients.stream().map(ClientCase::key).toList());
    return clients.stream()
        .filter(client -> links.containsKey(client.key()))
        .filter(client -> links.get(client.key()).contactId().equals(client.link().contactId()))
        .map(client -> client.linked(links.get(client.key())))
        .toList();
  }

  /** What a push would tell the contact of the only invoice before it. */
  public void preview(SyncBatch batch) {
    Preview preview = batch.preview();
    ClientCase client = contacts.client(batch, preview.job());
    if (preview.contact() == null || client.link() == null) {
      return;
    }
    Set<ClientDetail> changed = changes.changed(client);
    if (!changed.isEmpty()) {
      ObjectNode told = changes.described(client, changed);
      preview.contact(preview.contact().telling(told.without("contactId")));
    }
  }

  public boolean more(SyncBatch batch) {
    return !batch.contactPlan().isEmpty();
  }

  /** What is told next, as {@code update-contacts} takes it. */
  public JsonNode next(SyncBatch batch) {
    ContactPlan plan = batch.contactPlan();
    List<JsonNode> described =
        plan.next().stream()
            .<JsonNode>map(change -> changes.described(plan.client(change), change.details()))
            .toList();
    return json.valueToTree(Map.of("contacts", described, "key", UUID.randomUUID().toString()));
  }

  /**
   * What {@code update-contacts} answered.
   *
   * @throws LedgerUnreachable when it tells of other contacts than were sent; they are told again
   */
  @Transactional
  public void took(SyncBatch batch, JsonNode answer) {
    ContactPlan plan = batch.contactPlan();
    JsonNode outcomes = answer.path("outcomes");
    if (outcomes.size() != plan.asked().size()) {
      throw new LedgerUnreachable(
          batch.connection().provider(), "the answer tells of other contacts than were sent");
    }
    fence.hold(batch.connectionId(), batch.epoch());
    List<Told> taken = new ArrayList<>();
    for (int n = 0; n < outcomes.size(); n++) {
      Change change = plan.asked().get(n);
      JsonNode outcome = outcomes.get(n);
      ClientCase client = plan.client(change);
      if (outcome.path("ok").asBoolean()) {
        String name = outcome.path("name").asText(client.link().contactName());
        taken.add(new Told(client, change.details(), name));
      } else {
        refusals.ofContact(
            batch,
            change,
            work.refusal(batch.connection(), answer.path("status").asInt(), outcome));
      }
    }
    plan.now(changes.tell(taken));
  }

  /**
   * The call was refused as a whole. One of several may be the only reason, so each is told by
   * itself.
   *
   * @throws RuntimeException the failure, when it passes by itself
   */
  @Transactional
  public void refused(SyncBatch batch, Exception failure) {
    LedgerStop stop = Causes.find(failure, LedgerStop.class).orElseThrow();
    if (!stop.refusal().errorClass().isLasting()) {
      throw stop;
    }
    fence.hold(batch.connectionId(), batch.epoch());
    List<Change> asked = batch.contactPlan().asked();
    if (asked.size() > 1) {
      asked.forEach(change -> batch.contactPlan().add(List.of(change)));
    } else {
      refusals.ofCall(batch, asked.get(0), stop.refusal());
    }
  }

  public void release(SyncBatch batch) {
    contacts.release(batch);
  }
}
