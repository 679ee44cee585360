package io.coportal.sync.reconcile;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.coportal.sync.connection.LiveConnections;
import io.coportal.sync.ledger.ContactWork;
import io.coportal.sync.ledger.ErrorCatalogue;
import io.coportal.sync.ledger.ErrorCatalogue.ProviderProblem;
import io.coportal.sync.ledger.ErrorClass;
import io.coportal.sync.ledger.HeldInvoice;
import io.coportal.sync.ledger.LedgerRuleBook;
import io.coportal.sync.ledger.References;
import io.coportal.sync.ledger.Refusal;
import io.coportal.sync.ledger.SendResult;
import io.coportal.sync.reconcile.RowOutcomes.Attempt;
import java.time.Duration;
import java.util.List;
import org.springframework.stereotype.Component;
import org.springframework.transaction.annotation.Transactional;

/** Records what came of a frozen request: the answer, or that there was none. */
@Component("outcomes")
public class Outcomes {
  private static final String CONTACT_CAUSES = "contact-";

  private final ObjectMapper json;
  private final FrozenRequests requests;
  private final RowOutcomes outcomes;
  private final SyncRows rows;
  private final ErrorCatalogue catalogue;
  private final LiveConnections connections;
  private final References references;
  private final ContactWork contacts;
  private final LedgerRuleBook ruleBook;
  private final Waits waits;
  private final LaneFence fence;

  Outcomes(
      ObjectMapper json,
      FrozenRequests requests,
      RowOutcomes outcomes,
      SyncRows rows,
      ErrorCatalogue catalogue,
      LiveConnections connections,
      References references,
      ContactWork contacts,
      LedgerRuleBook ruleBook,
      Waits waits,
      LaneFence fence) {
    this.json = json;
    this.requests = requests;
    this.outcomes = outcomes;
    this.rows = rows;
    this.catalogue = catalogue;
    this.connections = connections;
    this.references = references;
    this.contacts = contacts;
    this.ruleBook = ruleBook;
    this.waits = waits;
    this.fence = fence;
  }

  /** Nothing changed since we last wrote; the ledger was not asked. */
  @Transactional
  public void unchanged(SyncJob job) {
    upToDate(job, false);
  }

  /** The ledger was read and holds what is wanted. */
  @Transactional
  public void confirmed(SyncJob job) {
    upToDate(job, true);
  }

  private void upToDate(SyncJob job, boolean confirmed) {
    fence.hold(job.connection().id(), job.epoch());
    outcomes.upToDate(rows.lock(job.row().id()), job.invoice().version(), confirmed);
  }

  /**
   * @param sent what {@code send-request} answered
   */
  @Transactional
  public void record(String requestId, String connectionId, long epoch, JsonNode sent) {
    fence.hold(connectionId, epoch);
    SendResult result = json.convertValue(sent, SendResult.class);
    Attempt attempt = new Attempt(requestId, result.status(), result.correlationId());
    List<FrozenRequests.Member> members = requests.members(requestId);
    if ("not-sent".equals(result.failure())) {
      requests.markNotProcessed(requestId);
      members.forEach(member -> waits.retry(row(member), Waits.UNREACHABLE, attempt));
    } else if (result.failure() != null || result.status() >= 500 || unreadable(result, members)) {
      unknown(requestId, members, result, attempt);
    } else if (result.outcomes().isEmpty()) {
      refusedAsAWhole(requestId, connectionId, members, result, attempt);
    } else {
      memberByMember(requestId, connectionId, members, result, attempt);
    }
  }

  /**
   * No answer, or a failure that may have come after the work: replayed or looked up, never re-cut.
   */
  private void unknown(
      String requestId, List<FrozenRequests.Member> members, SendResult result, Attempt attempt) {
    if (result.failure() == null) {
      requests.markLookUpOnly(requestId);
    }
    members.forEach(
        member -> {
          SyncRow row = row(member);
          waits.findOut(row, ruleBook.of(row.provider()).replayAfter(), attempt);
        });
  }

  /**
   * Success, in words that are not the ledger's: a page of something in between, or half an answer.
   */
  private static boolean unreadable(SendResult result, List<FrozenRequests.Member> members) {
    return result.status() < 300 && result.outcomes().size() != members.size();
  }

  private void notProcessed(String requestId, SendResult result) {
    if (!result.doubtful()) {
      requests.markNotProcessed(requestId);
    }
  }

  private void refusedAsAWhole(
      String requestId,
      String connectionId,
      List<FrozenRequests.Member> members,
      SendResult result,
      Attempt attempt) {
    Refusal refusal = worst(row(members.get(0)).provider(), result.status(), result.problems());
    switch (refusal.errorClass()) {
      case WAIT_FOR_LIMIT -> {
        notProcessed(requestId, result);
        members.forEach(
            member -> waits.forLimit(row(member), result.retryAfter(), refusal, attempt));
      }
      case RECONNECT -> {
        notProcessed(requestId, result);
        connections.needsReconnect(connectionId);
        members.forEach(member -> outcomes.blocked(row(member), refusal, attempt));
      }
      case RETRY -> {
        notProcessed(requestId, result);
        members.forEach(member -> waits.retry(row(member), refusal, attempt));
      }
      default -> {
        if (result.doubtful() || refusal.errorClass() == ErrorClass.MAYBE_DONE) {
          requests.markLookUpOnly(requestId);
          members.forEach(member -> waits.findOut(row(member), Duration.ZERO, attempt));
        } else {
          requests.settle(requestId);
          members.forEach(
              member ->
                  outcomes.standsStill(
                      row(member), member.version(), SyncState.FAILED, refusal, attempt));
        }
      }
    }
  }

  private void memberByMember(
      String requestId,
      String connectionId,
      List<FrozenRequests.Member> members,
      SendResult result,
      Attempt attempt) {
    boolean settled = true;
    for (FrozenRequests.Member member : members) {
      SendResult.Outcome outcome = result.outcomes().get(member.position());
      SyncRow row = row(member);
      if (outcome.ok()) {
        settled &= taken(requestId, row, member, outcome.invoice(), attempt);
        continue;
      }
      Refusal refusal = worst(row.provider(), result.status(), outcome.problems());
      if (refusal.errorClass() == ErrorClass.MAYBE_DONE && member.isCreate()) {
        requests.markNumberTaken(requestId);
        waits.findOut(row, Duration.ZERO, attempt);
        settled = false;
      } else {
        refused(connectionId, row, member, refusal, attempt);
      }
    }
    if (settled) {
      requests.settle(requestId);
    }
  }

  /**
   * @return whether the member is settled; an answer about another invoice is looked up
   */
  private boolean taken(
      String requestId,
      SyncRow row,
      FrozenRequests.Member member,
      HeldInvoice held,
      Attempt attempt) {
    if (member.prepared().number().equalsIgnoreCase(held.number())) {
      outcomes.inLedger(row, member, held, attempt);
      return true;
    }
    requests.markLookUpOnly(requestId);
    waits.findOut(row, Duration.ZERO, attempt);
    return false;
  }

  private void refused(
      String connectionId,
      SyncRow row,
      FrozenRequests.Member member,
      Refusal refusal,
      Attempt attempt) {
    if (refusal.errorClass() == ErrorClass.FIX_MAPPING) {
      references.forget(connections.byId(connectionId));
    }
    if (refusal.code().startsWith(CONTACT_CAUSES)) {
      contacts.forget(connections.byId(connectionId), member.prepared().contactId());
    }
    outcomes.standsStill(row, member.version(), SyncState.FAILED, refusal, attempt);
  }

  /**
   * Of several problems the one that decides: maybe done before anything else, then the first
   * known.
   */
  private Refusal worst(String provider, int status, List<ProviderProblem> problems) {
    List<Refusal> refusals =
        (problems.isEmpty() ? List.of(new ProviderProblem(null, null)) : problems)
            .stream().map(problem -> catalogue.classify(provider, status, problem)).toList();
    return refusals.stream()
        .filter(refusal -> refusal.errorClass() == ErrorClass.MAYBE_DONE)
        .findFirst()
        .or(() -> refusals.stream().filter(Outcomes::known).findFirst())
        .orElse(refusals.get(0));
  }

  private static boolean known(Refusal refusal) {
    return !ErrorCatalogue.UNKNOWN.equals(refusal.code());
  }

  private SyncRow row(FrozenRequests.Member member) {
    return rows.lock(member.syncId());
  }
}
