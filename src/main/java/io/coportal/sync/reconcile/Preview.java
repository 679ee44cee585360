package io.coportal.sync.reconcile;

import com.fasterxml.jackson.databind.JsonNode;
import io.coportal.sync.ledger.ContactCandidate;
import io.coportal.sync.ledger.ContactSeen;
import io.coportal.sync.ledger.Refusal;
import java.util.ArrayList;
import java.util.List;

/** What is found out about one invoice that is shown instead of written. Used by one thread. */
final class Preview {
  /** Stands for the id of a contact that would be created first. */
  static final String NEW_CONTACT = "(id of the new contact)";

  /** Stands for the id of a contact that the owner has yet to choose. */
  static final String OPEN_CONTACT = "(id of the contact that is chosen)";

  private final SyncJob job;
  private final List<Refusal> stops = new ArrayList<>();
  private List<ContactCandidate> candidates = List.of();
  private ContactSeen contact;
  private JsonNode request;

  Preview(SyncJob job) {
    this.job = job;
  }

  SyncJob job() {
    return job;
  }

  /** What would keep it from going on; the same is said once. */
  void stops(Refusal refusal) {
    if (!stops.contains(refusal)) {
      stops.add(refusal);
    }
  }

  List<Refusal> stops() {
    return List.copyOf(stops);
  }

  /** Null until it is known. */
  ContactSeen contact() {
    return contact;
  }

  void contact(ContactSeen seen) {
    contact = seen;
  }

  /** Among which the owner has to choose; empty where he has not. */
  List<ContactCandidate> candidates() {
    return candidates;
  }

  void candidates(List<ContactCandidate> mayBe) {
    candidates = mayBe;
  }

  /** What would be sent, as {@code render-invoices} makes it; null where nothing can be. */
  JsonNode request() {
    return request;
  }

  void request(JsonNode rendered) {
    request = rendered;
  }
}
