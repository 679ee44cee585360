package io.coportal.sync.reconcile;

import com.fasterxml.jackson.databind.ObjectMapper;
import io.coportal.sync.ledger.HeldInvoice;
import io.coportal.sync.ledger.LearnedRounding;
import io.coportal.sync.ledger.LedgerRuleBook;
import io.coportal.sync.ledger.PreparedInvoice;
import io.coportal.sync.ledger.Refusal;
import io.coportal.sync.reconcile.FrozenRequests.Member;
import io.coportal.sync.reconcile.SyncHistory.Attempt;
import java.time.Clock;
import java.time.Duration;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.List;
import org.springframework.jdbc.core.JdbcOperations;
import org.springframework.stereotype.Repository;

/** Writes which invoices of the ledger are ours, and what they hold. Callers hold the lane. */
@Repository
class Bookings {
  private static final String IN_LEDGER =
      """
      UPDATE invoice_sync SET synced_version = ?, external_id = ?, external_number = ?,
        external_url = ?, external_version = ?, held_invoice = ?, held_doubtful = FALSE, totals_difference = ?,
        payload_hash = ?, created_by = CASE ? WHEN 'CREATE' THEN CASE WHEN priority = %d THEN backfill_id END
          WHEN 'VOID' THEN created_by END,
        void_wanted = CASE ? WHEN 'VOID' THEN FALSE ELSE void_wanted END,
        last_synced_at = ?, open_request_id = NULL, alone = FALSE, attempts = 0,
        verify = CASE WHEN ? THEN FALSE ELSE verify END, repush_done = repush_wanted,
        state = ?, due_at = ?,
        error_class = ?, error_code = ?, error_message = ?, error_cure = ?, updated_at = ?
      WHERE id = ? AND NOT EXISTS (SELECT 1 FROM invoice_sync o WHERE o.external_id = ?
        AND o.workspace_id = invoice_sync.workspace_id AND o.provider = invoice_sync.provider
        AND o.organisation_id = invoice_sync.organisation_id AND o.id <> invoice_sync.id)"""
          .formatted(SyncTrigger.BACKFILL.priority());

  private final JdbcOperations batches;
  private final ObjectMapper json;
  private final LedgerRuleBook ruleBook;
  private final SyncHistory history;
  private final RowOutcomes outcomes;
  private final LearnedRounding learnedRounding;
  private final Clock clock;

  Bookings(
      JdbcOperations batches,
      ObjectMapper json,
      LedgerRuleBook ruleBook,
      SyncHistory history,
      RowOutcomes outcomes,
      LearnedRounding learnedRounding,
      Clock clock) {
    this.batches = batches;
    this.json = json;
    this.ruleBook = ruleBook;
    this.history = history;
    this.outcomes = outcomes;
    this.learnedRounding = learnedRounding;
    this.clock = clock;
  }

  /**
   * An invoice that the ledger holds as the request had it.
   *
   * @param row as it stands, locked
   * @param difference between what was sent and what is held; null: none
   */
  record Booking(SyncRow row, Member member, HeldInvoice held, Refusal difference) {
    static Booking of(SyncRow row, Member member, HeldInvoice held) {
      return new Booking(
          row, member, held, member.isVoid() ? null : Differences.find(member.prepared(), held));
    }

    private SyncState state() {
      if (member.isVoid()) {
        return SyncState.VOIDED;
      }
      return difference == null ? SyncState.SYNCED : SyncState.DIFFERENT;
    }

    private boolean newest() {
      return row.wantedVersion() <= member.version();
    }
  }

  /**
   * The ledger holds these versions. Where a newer one has arrived meanwhile, it is due at once.
   *
   * @return those of which nothing was recorded: the ledger's invoice is linked to another of ours
   */
  List<Booking> inLedger(List<Booking> bookings, Attempt attempt) {
    int[] recorded = batches.batchUpdate(IN_LEDGER, bookings.stream().map(this::columns).toList());
    List<SyncHistory.Entry> entries = new ArrayList<>();
    List<Booking> others = new ArrayList<>();
    for (int n = 0; n < recorded.length; n++) {
      Booking booking = bookings.get(n);
      if (recorded[n] > 0) {
        entries.add(
            new SyncHistory.Entry(
                booking.row(), booking.member().version(), booking.state(), booking.difference()));
        learnFrom(booking);
      } else {
        others.add(booking);
      }
    }
    history.add(entries, attempt);
    return others;
  }

  private void learnFrom(Booking booking) {
    PreparedInvoice sent = booking.member().prepared();
    if (booking.state() == SyncState.DIFFERENT
        && !booking.held().totals().sameAmounts(sent.totals())) {
      learnedRounding.learn(booking.row().connectionId(), sent, booking.held().totals());
    }
  }

  private Object[] columns(Booking booking) {
    HeldInvoice held = booking.held();
    Refusal difference = booking.difference();
    OffsetDateTime now = clock.instant().atOffset(ZoneOffset.UTC);
    return new Object[] {
      booking.member().version(),
      held.externalId(),
      held.number(),
      url(booking.row(), held),
      held.version(),
      json.valueToTree(held.of(booking.member().prepared())).toString(),
      difference(booking.member().prepared(), held),
      booking.member().isVoid() ? null : booking.member().contentHash(),
      booking.member().prepared().operation(),
      booking.member().prepared().operation(),
      now,
      booking.newest(),
      booking.newest() ? booking.state().name() : SyncState.QUEUED.name(),
      booking.newest() ? null : now,
      difference == null ? null : difference.errorClass().name(),
      difference == null ? null : difference.code(),
      difference == null ? null : difference.message(),
      difference == null ? null : difference.cure(),
      now,
      booking.row().id(),
      held.externalId()
    };
  }

  private String difference(PreparedInvoice sent, HeldInvoice held) {
    return sent.shown() == null
        ? null
        : json.valueToTree(held.totals().minus(sent.shown())).toString();
  }

  /** An invoice of ours with an older content: its id is kept, and an update follows. */
  void adopt(SyncRow row, HeldInvoice held) {
    batches.update(
        """
        UPDATE invoice_sync SET external_id = ?, external_number = ?, external_url = ? WHERE id = ?""",
        held.externalId(),
        held.number(),
        url(row, held),
        row.id());
    outcomes.startAfresh(row, Duration.ZERO);
  }

  private String url(SyncRow row, HeldInvoice held) {
    return ruleBook
        .of(row.provider())
        .invoiceUrl()
        .replace("{organisation}", row.organisationId())
        .replace("{id}", held.externalId());
  }
}
