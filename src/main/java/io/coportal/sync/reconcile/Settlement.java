package io.coportal.sync.reconcile;

import com.fasterxml.jackson.databind.JsonNode;
import io.coportal.sync.ledger.ErrorClass;
import io.coportal.sync.ledger.HeldInvoice;
import io.coportal.sync.ledger.Reading;
import io.coportal.sync.ledger.Refusal;
import io.coportal.sync.reconcile.Bookings.Booking;
import io.coportal.sync.reconcile.FrozenRequests.Member;
import io.coportal.sync.reconcile.SyncHistory.Attempt;
import java.util.List;
import java.util.Optional;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.dao.DataAccessException;
import org.springframework.stereotype.Component;
import org.springframework.transaction.TransactionException;
import org.springframework.transaction.annotation.Transactional;

/**
 * Settles a request whose outcome was unknown, from what the ledger holds. Ours is recognised by
 * its marker, never by equal totals.
 */
@Component("settlement")
public class Settlement {
  private static final Logger LOG = LoggerFactory.getLogger(Settlement.class);

  private static final Refusal UNREADABLE =
      new Refusal(
          ErrorClass.MAYBE_DONE,
          "internal-error",
          "What the ledger holds of this invoice could not be read.",
          "Look for its number in the ledger, and tell an engineer: the log holds the details.");

  private final FrozenRequests requests;
  private final RowOutcomes outcomes;
  private final Bookings bookings;
  private final SyncRows rows;
  private final Reading reading;
  private final Waits waits;
  private final LaneFence fence;

  Settlement(
      FrozenRequests requests,
      RowOutcomes outcomes,
      Bookings bookings,
      SyncRows rows,
      Reading reading,
      Waits waits,
      LaneFence fence) {
    this.requests = requests;
    this.outcomes = outcomes;
    this.bookings = bookings;
    this.rows = rows;
    this.reading = reading;
    this.waits = waits;
    this.fence = fence;
  }

  /**
   * @param found the answer of {@code find-invoices} to {@link FrozenRequests#lookUp}
   */
  @Transactional
  public void settle(SyncBatch batch, String requestId, JsonNode found) {
    fence.hold(batch.connectionId(), batch.epoch());
    List<HeldInvoice> held = reading.invoices(found);
    boolean create = "CREATE".equals(requests.operation(requestId));
    for (Member member : requests.open(requestId).members()) {
      SyncRow row = rows.lock(member.syncId());
      if (create) {
        settled(row, member, held, new Attempt(requestId, null, null));
      } else {
        // An update replaces the whole content: repeating it from a fresh reading does no harm. Nor
        // can that reading tell this update from what people have changed.
        outcomes.forgetHeld(row);
        waits.afresh(row);
      }
      batch.recorded(member.syncId());
    }
    requests.settle(requestId);
  }

  /** One whose state in the ledger we cannot work with does not hold up the others. */
  private void settled(SyncRow row, Member member, List<HeldInvoice> held, Attempt attempt) {
    try {
      settleCreate(row, member, held, attempt);
    } catch (DataAccessException | TransactionException ofAll) {
      throw ofAll;
    } catch (RuntimeException poison) {
      LOG.error("What the ledger holds of row {} cannot be read", row.id(), poison);
      outcomes.standsStill(row, member.version(), SyncState.UNCERTAIN, UNREADABLE, attempt);
    }
  }

  private void settleCreate(SyncRow row, Member member, List<HeldInvoice> held, Attempt attempt) {
    List<HeldInvoice> sameNumber =
        held.stream()
            .filter(invoice -> member.prepared().number().equalsIgnoreCase(invoice.number()))
            .toList();
    Optional<HeldInvoice> ours =
        sameNumber.stream()
            .filter(invoice -> invoice.carries(member.prepared().marker()))
            .filter(invoice -> !rows.heldByAnother(row, invoice.externalId()))
            .findFirst();
    if (ours.isPresent() && ours.get().live() && member.numberTaken()) {
      bookings.adopt(row, ours.get());
    } else if (ours.isPresent() && ours.get().live()) {
      bookings.inLedger(List.of(Booking.of(row, member, ours.get())), attempt);
    } else if (ours.isPresent()) {
      outcomes.standsStill(row, member.version(), SyncState.FAILED, voided(member), attempt);
    } else if (member.numberTaken() || !sameNumber.isEmpty()) {
      outcomes.standsStill(row, member.version(), SyncState.FAILED, taken(member), attempt);
    } else {
      waits.afresh(row);
    }
  }

  private static Refusal taken(Member member) {
    return new Refusal(
        ErrorClass.FIX_LEDGER,
        "number-taken",
        "The ledger already has an invoice %s that CoPortal did not make."
            .formatted(member.prepared().number()),
        "Renumber that invoice in the ledger or this one in CoPortal, and sync again.");
  }

  private static Refusal voided(Member member) {
    return new Refusal(
        ErrorClass.FIX_LEDGER,
        "gone-in-ledger",
        "Invoice %s was created and then voided or deleted in the ledger."
            .formatted(member.prepared().number()),
        "Issue a new invoice in CoPortal, or leave it as it is: a voided invoice is never revived.");
  }
}
