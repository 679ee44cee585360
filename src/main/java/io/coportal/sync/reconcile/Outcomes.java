package io.coportal.sync.reconcile;

import static java.util.stream.Collectors.partitioningBy;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.coportal.sync.ledger.HeldBack;
import io.coportal.sync.ledger.HeldInvoice;
import io.coportal.sync.ledger.SendResult;
import io.coportal.sync.reconcile.Bookings.Booking;
import io.coportal.sync.reconcile.FrozenRequests.Member;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.dao.DataAccessException;
import org.springframework.stereotype.Component;
import org.springframework.transaction.TransactionException;
import org.springframework.transaction.annotation.Transactional;

/** Records what came of a frozen request: the answer, or that there was none. */
@Component("outcomes")
public class Outcomes {
  private static final Logger LOG = LoggerFactory.getLogger(Outcomes.class);

  private final ObjectMapper json;
  private final FrozenRequests requests;
  private final RowOutcomes outcomes;
  private final Bookings bookings;
  private final SyncRows rows;
  private final Refusals refusals;
  private final Waits waits;
  private final BatchSizes sizes;
  private final LaneFence fence;

  Outcomes(
      ObjectMapper json,
      FrozenRequests requests,
      RowOutcomes outcomes,
      Bookings bookings,
      SyncRows rows,
      Refusals refusals,
      Waits waits,
      BatchSizes sizes,
      LaneFence fence) {
    this.json = json;
    this.requests = requests;
    this.outcomes = outcomes;
    this.bookings = bookings;
    this.rows = rows;
    this.refusals = refusals;
    this.waits = waits;
    this.sizes = sizes;
    this.fence = fence;
  }

  /** Nothing changed since we last wrote; the ledger was not asked. */
  @Transactional
  public void unchanged(SyncBatch batch, SyncJob job) {
    upToDate(batch, job, false);
  }

  /** The ledger was read and holds what is wanted. */
  @Transactional
  public void confirmed(SyncBatch batch, SyncJob job) {
    upToDate(batch, job, true);
  }

  /** It was to be voided, and the ledger no longer holds it as one that counts. */
  @Transactional
  public void voided(SyncBatch batch, SyncJob job) {
    fence.hold(batch.connectionId(), batch.epoch());
    outcomes.voided(rows.lock(job.row().id()), job.invoice().version());
    batch.recorded(job.row().id());
  }

  private void upToDate(SyncBatch batch, SyncJob job, boolean confirmed) {
    fence.hold(batch.connectionId(), batch.epoch());
    outcomes.upToDate(
        rows.lock(job.row().id()), job.invoice().version(), confirmed, job.row().repush());
    batch.recorded(job.row().id());
  }

  /**
   * @param sent what {@code send-request} answered
   * @param sentAt when it left for the last time; null when it did not
   */
  @Transactional
  public void record(SyncBatch batch, String requestId, JsonNode sent, Instant sentAt) {
    fence.hold(batch.connectionId(), batch.epoch());
    SendResult result = json.convertValue(sent, SendResult.class);
    FrozenRequests.Open open = requests.open(requestId);
    Answered answered =
        new Answered(requestId, batch.connectionId(), open.members(), open.sent(), result);
    if (sentAt != null && (result.failure() != null || result.doubtful())) {
      requests.sentLast(requestId, sentAt);
    }
    record(answered);
    if (batch.connection() != null && !"not-sent".equals(result.failure())) {
      sizes.answered(batch.connection(), answered.sent(), batch.sinceSending());
    }
    answered.members().forEach(member -> batch.recorded(member.syncId()));
  }

  private void record(Answered answered) {
    String requestId = answered.requestId();
    SendResult result = answered.result();
    if ("not-sent".equals(result.failure())) {
      requests.markNotProcessed(requestId);
      answered.members().forEach(member -> notSent(answered, row(member)));
    } else if (result.failure() != null || result.status() >= 500 || answered.unreadable()) {
      refusals.unknown(answered);
    } else if (result.outcomes().isEmpty()) {
      refusals.ofTheRequest(answered);
    } else if (memberByMember(answered)) {
      requests.settle(requestId);
    }
  }

  /** With a time to wait it was held back by us, or else the ledger could not be reached. */
  private void notSent(Answered answered, SyncRow row) {
    String retryAfter = answered.result().retryAfter();
    if (retryAfter == null) {
      waits.retry(row, Waits.UNREACHABLE, answered.attempt());
    } else {
      waits.forLimit(row, retryAfter, HeldBack.REFUSAL, answered.attempt());
    }
  }

  /**
   * @return whether the outcome of every member is known
   */
  private boolean memberByMember(Answered answered) {
    Map<Boolean, List<Member>> byTaken =
        answered.members().stream().collect(partitioningBy(member -> isTaken(answered, member)));
    boolean settled = taken(answered, byTaken.get(true));
    for (Member member : byTaken.get(false)) {
      settled &= known(answered, member);
    }
    return settled;
  }

  /** Ours is recognised by its marker or id; an answer about another invoice is looked up. */
  private static boolean isTaken(Answered answered, Member member) {
    SendResult.Outcome outcome = answered.outcome(member);
    try {
      return !outcome.saysNothing()
          && outcome.ok()
          && isAbout(member, outcome.invoice())
          && (!member.isVoid() || !outcome.invoice().live());
    } catch (RuntimeException poison) {
      LOG.error("The outcome of row {} cannot be read", member.syncId(), poison);
      return false;
    }
  }

  private boolean taken(Answered answered, List<Member> members) {
    Map<String, SyncRow> locked = rows.lock(members.stream().map(Member::syncId).toList());
    List<Booking> booked = new ArrayList<>();
    List<Member> unknown = new ArrayList<>();
    for (Member member : members) {
      try {
        HeldInvoice held = answered.outcome(member).invoice();
        booked.add(Booking.of(locked.get(member.syncId()), member, held));
      } catch (RuntimeException poison) {
        LOG.error("The outcome of row {} cannot be read", member.syncId(), poison);
        unknown.add(member);
      }
    }
    bookings.inLedger(booked, answered.attempt()).forEach(other -> unknown.add(other.member()));
    unknown.forEach(member -> lookedUp(answered, member));
    return unknown.isEmpty();
  }

  /** What the answer says of one member in a way that we cannot work with is looked up. */
  private boolean known(Answered answered, Member member) {
    SendResult.Outcome outcome = answered.outcome(member);
    try {
      return !outcome.saysNothing() && !outcome.ok()
          ? refusals.ofMember(answered, member)
          : lookedUp(answered, member);
    } catch (DataAccessException | TransactionException ofAll) {
      throw ofAll;
    } catch (RuntimeException poison) {
      LOG.error("The outcome of row {} cannot be read", member.syncId(), poison);
      return lookedUp(answered, member);
    }
  }

  /**
   * @return false, since its outcome is not known
   */
  private boolean lookedUp(Answered answered, Member member) {
    requests.markLookUpOnly(answered.requestId());
    waits.findOut(row(member), answered.attempt());
    return false;
  }

  private static boolean isAbout(Member member, HeldInvoice held) {
    return held.carries(member.prepared().marker())
        || held.externalId().equals(member.prepared().externalId())
        || member.prepared().number().equalsIgnoreCase(held.number());
  }

  private SyncRow row(Member member) {
    return rows.lock(member.syncId());
  }
}
