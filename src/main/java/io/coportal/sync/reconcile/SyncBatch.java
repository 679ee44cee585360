package io.coportal.sync.reconcile;

import com.fasterxml.jackson.databind.JsonNode;
import io.coportal.sync.connection.Connection;
import io.coportal.sync.invoice.Workspace;
import io.coportal.sync.ledger.ReferenceData;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.springframework.transaction.support.TransactionSynchronization;
import org.springframework.transaction.support.TransactionSynchronizationManager;

/**
 * Invoices of one connection that go through {@code routes/sync} together; a click is a batch of
 * one. It lives in memory only: what dies with its instance is found again by the rows. Used by one
 * thread at a time, but for {@link #isSent}.
 */
public final class SyncBatch {
  private final String connectionId;
  private final long epoch;
  private final Set<String> unrecorded;
  private final Map<String, SyncJob> jobs = new LinkedHashMap<>();
  private final List<JsonNode> candidates = new ArrayList<>();
  private final Map<String, Collection<String>> claims = new HashMap<>();
  private ContactPlan contactPlan = new ContactPlan(List.of());
  private Connection connection;
  private Workspace workspace;
  private ReferenceData references;
  private String frozenId;
  private String frozen;
  private Preview preview;
  private volatile long sentAt;

  /**
   * @param epoch the lane's turn this work belongs to
   * @param syncIds of the rows, in the order in which they are sent
   */
  SyncBatch(String connectionId, long epoch, List<String> syncIds) {
    this.connectionId = connectionId;
    this.epoch = epoch;
    this.unrecorded = new LinkedHashSet<>(syncIds);
  }

  /** A batch of one that is to be shown, not written. */
  static SyncBatch previewing(Connection itsConnection, Workspace itsWorkspace, SyncJob job) {
    SyncBatch batch = new SyncBatch(itsConnection.id(), 0, List.of());
    batch.of(itsConnection, itsWorkspace);
    batch.add(job);
    batch.preview = new Preview(job);
    return batch;
  }

  /** What is found out to be shown; null where the batch is written. */
  Preview preview() {
    return preview;
  }

  String connectionId() {
    return connectionId;
  }

  long epoch() {
    return epoch;
  }

  /** The rows of which nothing has been recorded since the batch began. */
  List<String> unrecorded() {
    return List.copyOf(unrecorded);
  }

  void of(Connection itsConnection, Workspace itsWorkspace) {
    connection = itsConnection;
    workspace = itsWorkspace;
  }

  Connection connection() {
    return connection;
  }

  Workspace workspace() {
    return workspace;
  }

  /** What the organisation's ledger offers; null until it is known. */
  ReferenceData references() {
    return references;
  }

  void knows(ReferenceData known) {
    references = known;
  }

  void add(SyncJob job) {
    jobs.put(job.row().id(), job);
  }

  /** Those that are still on their way. */
  List<SyncJob> jobs() {
    return List.copyOf(jobs.values());
  }

  public boolean isEmpty() {
    return jobs.isEmpty();
  }

  /**
   * Something has been recorded of this row: the batch goes on without it. Should the running
   * transaction fail, nothing was, and the error policy takes care of it.
   */
  void recorded(String syncId) {
    jobs.remove(syncId);
    if (!TransactionSynchronizationManager.isSynchronizationActive()) {
      unrecorded.remove(syncId);
      return;
    }
    TransactionSynchronizationManager.registerSynchronization(
        new TransactionSynchronization() {
          @Override
          public void afterCommit() {
            unrecorded.remove(syncId);
          }
        });
  }

  /**
   * A request with these invoices leaves now.
   *
   * @param content as it is being committed
   */
  void sends(String requestId, String content) {
    frozenId = requestId;
    frozen = content;
    sentAt = System.nanoTime();
  }

  /** What this batch has frozen as that request; null when it has not. */
  String frozen(String requestId) {
    return requestId.equals(frozenId) ? frozen : null;
  }

  /** Whether a request of this batch has left: the lane asks from another thread. */
  boolean isSent() {
    return sentAt != 0;
  }

  Duration sinceSending() {
    return Duration.ofNanos(System.nanoTime() - sentAt);
  }

  /** What no other batch of the lane works on meanwhile, by kind. */
  Collection<String> claims(String kind) {
    return claims.getOrDefault(kind, List.of());
  }

  void claimed(String kind, Collection<String> what) {
    claims.put(kind, List.copyOf(what));
  }

  /** What the ledger is still to be told of clients. */
  ContactPlan contactPlan() {
    return contactPlan;
  }

  void tells(ContactPlan plan) {
    contactPlan = plan;
  }

  /** What the ledger's contacts were found to be for the clients of this batch. */
  List<JsonNode> candidates() {
    return candidates;
  }
}
