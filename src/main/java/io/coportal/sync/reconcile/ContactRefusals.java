package io.coportal.sync.reconcile;

import io.coportal.sync.ledger.ClientCase;
import io.coportal.sync.ledger.ContactChanges;
import io.coportal.sync.ledger.ContactChanges.Told;
import io.coportal.sync.ledger.ContactWork;
import io.coportal.sync.ledger.ErrorClass;
import io.coportal.sync.ledger.LedgerStop;
import io.coportal.sync.ledger.Refusal;
import io.coportal.sync.reconcile.ContactPlan.Change;
import io.coportal.sync.reconcile.SyncHistory.Attempt;
import java.util.List;
import org.springframework.stereotype.Component;

/**
 * What a ledger's no means for a client's invoices. A detail that is refused holds up none of them;
 * a contact that is no longer to be had, and a ledger that takes nothing now, hold up all. Callers
 * hold the lane.
 */
@Component
class ContactRefusals {
  private final BatchContacts contacts;
  private final ContactWork work;
  private final ContactChanges changes;
  private final SyncHistory history;
  private final Steps steps;

  ContactRefusals(
      BatchContacts contacts,
      ContactWork work,
      ContactChanges changes,
      SyncHistory history,
      Steps steps) {
    this.contacts = contacts;
    this.work = work;
    this.changes = changes;
    this.history = history;
    this.steps = steps;
  }

  /** The ledger took the call and refused this contact. */
  void ofContact(SyncBatch batch, Change change, Refusal refusal) {
    judge(batch, change, refusal, refusal.code().startsWith(Refusals.CONTACT_CAUSES));
  }

  /** The ledger refused a call with nothing but this contact. */
  void ofCall(SyncBatch batch, Change change, Refusal refusal) {
    judge(batch, change, refusal, true);
  }

  /**
   * @param mayBeGone whether the refusal may be about the contact, not about what it was told
   */
  private void judge(SyncBatch batch, Change change, Refusal refusal, boolean mayBeGone) {
    switch (refusal.errorClass()) {
      case RETRY, RECONNECT, WAIT_FOR_LIMIT -> stop(batch, change, refusal);
      case READ_AGAIN ->
          stop(
              batch,
              change,
              new Refusal(ErrorClass.RETRY, refusal.code(), refusal.message(), refusal.cure()));
      case FIX_LEDGER, FIX_MAPPING -> {
        if (mayBeGone) {
          work.doubt(batch.connection(), batch.contactPlan().client(change).link().contactId());
          stop(batch, change, refusal);
        } else {
          leave(batch, change, refusal);
        }
      }
      case FIX_DATA, MAYBE_DONE, BUG -> leave(batch, change, refusal);
    }
  }

  private void stop(SyncBatch batch, Change change, Refusal refusal) {
    for (SyncJob job : jobs(batch, change)) {
      steps.one(
          batch,
          job,
          () -> {
            throw new LedgerStop(refusal);
          });
    }
  }

  /** One of several details may be the only reason. One alone is not told again as it is. */
  private void leave(SyncBatch batch, Change change, Refusal refusal) {
    ContactPlan plan = batch.contactPlan();
    if (change.details().size() > 1) {
      plan.singly(change);
      return;
    }
    ClientCase client = plan.client(change);
    plan.now(
        changes.tell(List.of(new Told(client, change.details(), client.link().contactName()))));
    history.add(
        jobs(batch, change).stream().map(job -> onItsWay(job, refusal)).toList(),
        Attempt.WITHOUT_A_CALL);
  }

  /** The owner sees it in the invoice's history. */
  private static SyncHistory.Entry onItsWay(SyncJob job, Refusal refusal) {
    return new SyncHistory.Entry(job.row(), job.invoice().version(), SyncState.SENDING, refusal);
  }

  private List<SyncJob> jobs(SyncBatch batch, Change change) {
    return batch.jobs().stream()
        .filter(job -> contacts.key(batch, job).equals(change.key()))
        .toList();
  }
}
