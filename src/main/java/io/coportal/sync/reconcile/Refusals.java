package io.coportal.sync.reconcile;

import io.coportal.sync.connection.LiveConnections;
import io.coportal.sync.ledger.Closed;
import io.coportal.sync.ledger.ContactWork;
import io.coportal.sync.ledger.ErrorCatalogue;
import io.coportal.sync.ledger.ErrorCatalogue.ProviderProblem;
import io.coportal.sync.ledger.ErrorClass;
import io.coportal.sync.ledger.References;
import io.coportal.sync.ledger.Refusal;
import io.coportal.sync.reconcile.FrozenRequests.Member;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import org.springframework.stereotype.Component;

/** What a ledger's no means for a frozen request and its members. Callers hold the lane. */
@Component
class Refusals {
  /** What codes begin with that are about the contact. */
  static final String CONTACT_CAUSES = "contact-";

  private final FrozenRequests requests;
  private final RowOutcomes outcomes;
  private final SyncRows rows;
  private final ErrorCatalogue catalogue;
  private final LiveConnections connections;
  private final References references;
  private final ContactWork contacts;
  private final Waits waits;

  Refusals(
      FrozenRequests requests,
      RowOutcomes outcomes,
      SyncRows rows,
      ErrorCatalogue catalogue,
      LiveConnections connections,
      References references,
      ContactWork contacts,
      Waits waits) {
    this.requests = requests;
    this.outcomes = outcomes;
    this.rows = rows;
    this.catalogue = catalogue;
    this.connections = connections;
    this.references = references;
    this.contacts = contacts;
    this.waits = waits;
  }

  /**
   * No answer, or a failure that may have come after the work: replayed or looked up, never re-cut.
   */
  void unknown(Answered answered) {
    if (answered.result().failure() == null) {
      requests.markLookUpOnly(answered.requestId());
    }
    answered.members().forEach(member -> waits.findOut(row(member), answered.attempt()));
  }

  /** The request was refused as a whole. */
  void ofTheRequest(Answered answered) {
    Refusal refusal = worst(row(answered.members().get(0)), answered, answered.result().problems());
    switch (refusal.errorClass()) {
      case WAIT_FOR_LIMIT, RECONNECT, RETRY -> passing(answered, refusal);
      default -> {
        if (answered.result().doubtful() || refusal.errorClass() == ErrorClass.MAYBE_DONE) {
          requests.markLookUpOnly(answered.requestId());
          answered.members().forEach(member -> waits.findOut(row(member), answered.attempt()));
        } else {
          requests.settle(answered.requestId());
          answered.members().forEach(member -> refused(answered, member, refusal));
        }
      }
    }
  }

  /** One of several may be the only reason, so each is tried by itself. */
  private void refused(Answered answered, Member member, Refusal refusal) {
    if (answered.several() && closing(answered, refusal).isEmpty()) {
      outcomes.alone(row(member));
    } else {
      standsStill(answered, member, refusal);
    }
  }

  /**
   * The ledger took the request and refused this member.
   *
   * @return whether the member's outcome is known
   */
  boolean ofMember(Answered answered, Member member) {
    SyncRow row = row(member);
    Refusal refusal = worst(row, answered, answered.outcome(member).problems());
    if (refusal.errorClass() == ErrorClass.WAIT_FOR_LIMIT
        || refusal.errorClass() == ErrorClass.RECONNECT) {
      return passing(answered, member, refusal);
    }
    if (refusal.errorClass() == ErrorClass.MAYBE_DONE && member.isCreate()) {
      requests.markNumberTaken(answered.requestId(), member);
      waits.findOut(row, answered.attempt());
      return false;
    }
    if (refusal.errorClass() == ErrorClass.RETRY || answered.result().doubtful()) {
      requests.markLookUpOnly(answered.requestId());
      waits.findOut(row, answered.attempt());
      return false;
    }
    if (refusal.errorClass() == ErrorClass.READ_AGAIN || madeUnread(row, member)) {
      waits.readAgain(row, refusal, answered.attempt());
      return true;
    }
    forget(answered.connectionId(), member, refusal);
    standsStill(answered, member, refusal);
    return true;
  }

  /**
   * Nothing is wrong with this member. Others of its request may be done, so it waits for a new
   * one; alone, its request goes out again.
   */
  private boolean passing(Answered answered, Member member, Refusal refusal) {
    if (!answered.several()) {
      passing(answered, refusal);
      return false;
    }
    if (answered.result().doubtful()) {
      requests.markLookUpOnly(answered.requestId());
      waits.findOut(row(member), answered.attempt());
      return false;
    }
    if (refusal.errorClass() == ErrorClass.RECONNECT) {
      connections.needsReconnect(answered.connectionId());
    }
    outcomes.startAfresh(row(member), Duration.ZERO);
    passingMember(answered, row(member), refusal);
    return true;
  }

  /** Nothing is wrong with any member: the same request goes out again when the cause is gone. */
  private void passing(Answered answered, Refusal refusal) {
    if (!answered.result().doubtful()) {
      requests.markNotProcessed(answered.requestId());
    }
    if (refusal.errorClass() == ErrorClass.RECONNECT) {
      connections.needsReconnect(answered.connectionId());
    }
    answered.members().forEach(member -> passingMember(answered, row(member), refusal));
  }

  private void passingMember(Answered answered, SyncRow row, Refusal refusal) {
    switch (refusal.errorClass()) {
      case WAIT_FOR_LIMIT ->
          waits.forLimit(row, answered.result().retryAfter(), refusal, answered.attempt());
      case RECONNECT -> outcomes.blocked(row, refusal, answered.attempt());
      default -> waits.retry(row, refusal, answered.attempt());
    }
  }

  /** An update on what was remembered: what refuses it may have happened in the ledger since. */
  private static boolean madeUnread(SyncRow row, Member member) {
    return !member.isCreate() && row.heldInvoice() != null && !row.heldDoubtful();
  }

  /** What has proved stale is read, or looked up by its id, before the next try. */
  private void forget(String connectionId, Member member, Refusal refusal) {
    if (refusal.errorClass() == ErrorClass.FIX_MAPPING) {
      references.forget(connections.byId(connectionId));
    }
    if (refusal.code().startsWith(CONTACT_CAUSES)) {
      contacts.doubt(connections.byId(connectionId), member.prepared().contactId());
    }
  }

  private Optional<Closed.Range> closing(Answered answered, Refusal refusal) {
    return catalogue.closes(connections.byId(answered.connectionId()).provider(), refusal.code());
  }

  private void standsStill(Answered answered, Member member, Refusal refusal) {
    closing(answered, refusal)
        .ifPresent(
            range -> references.close(connections.byId(answered.connectionId()), range, refusal));
    outcomes.standsStill(
        row(member), member.version(), SyncState.FAILED, refusal, answered.attempt());
  }

  /**
   * Of several problems the one that decides: maybe done before anything else, then the first
   * known.
   */
  private Refusal worst(SyncRow row, Answered answered, List<ProviderProblem> problems) {
    List<Refusal> refusals =
        (problems.isEmpty() ? List.of(new ProviderProblem(null, null)) : problems)
            .stream()
                .map(
                    problem ->
                        catalogue.classify(row.provider(), answered.result().status(), problem))
                .toList();
    return refusals.stream()
        .filter(refusal -> refusal.errorClass() == ErrorClass.MAYBE_DONE)
        .findFirst()
        .or(() -> refusals.stream().filter(Refusals::known).findFirst())
        .orElse(refusals.get(0));
  }

  private static boolean known(Refusal refusal) {
    return !ErrorCatalogue.UNKNOWN.equals(refusal.code());
  }

  private SyncRow row(Member member) {
    return rows.lock(member.syncId());
  }
}
