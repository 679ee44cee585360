package io.coportal.sync.reconcile;

import io.coportal.sync.ledger.ClientCase;
import io.coportal.sync.ledger.ClientDetail;
import io.coportal.sync.ledger.ClientKey;
import java.util.ArrayDeque;
import java.util.Collection;
import java.util.Deque;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * What the ledger is still to be told of a batch's clients, call by call. Used by one thread at a
 * time.
 */
final class ContactPlan {
  private final Map<ClientKey, ClientCase> clients = new HashMap<>();
  private final Deque<List<Change>> calls = new ArrayDeque<>();
  private List<Change> asked = List.of();

  /**
   * @param details of the client that one call tells
   */
  record Change(ClientKey key, Set<ClientDetail> details) {}

  ContactPlan(Collection<ClientCase> clients) {
    now(clients);
  }

  /** As their links are now. */
  void now(Collection<ClientCase> changed) {
    changed.forEach(client -> clients.put(client.key(), client));
  }

  ClientCase client(Change change) {
    return clients.get(change.key());
  }

  void add(List<Change> call) {
    calls.add(call);
  }

  boolean isEmpty() {
    return calls.isEmpty();
  }

  /** What goes out next; it is {@link #asked} until the next one does. */
  List<Change> next() {
    asked = calls.remove();
    return asked;
  }

  List<Change> asked() {
    return asked;
  }

  /** Each detail by itself: one of them was the reason, and the others may be taken. */
  void singly(Change change) {
    change.details().forEach(detail -> add(List.of(new Change(change.key(), Set.of(detail)))));
  }
}
