package io.coportal.sync.reconcile;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.coportal.sync.invoice.Invoice;
import io.coportal.sync.ledger.ErrorClass;
import io.coportal.sync.ledger.HeldInvoice;
import io.coportal.sync.ledger.LedgerRuleBook;
import io.coportal.sync.ledger.LedgerStop;
import io.coportal.sync.ledger.Preparation;
import io.coportal.sync.ledger.Reading;
import io.coportal.sync.ledger.Totals;
import io.coportal.sync.ledger.Voids;
import java.util.List;
import java.util.Map;
import java.util.function.Function;
import java.util.stream.Collectors;
import org.springframework.stereotype.Component;
import org.springframework.transaction.annotation.Transactional;

/** The steps of {@code routes/sync/read-held-invoices.camel.yaml} that think. */
@Component("heldInvoices")
public class HeldInvoices {
  private final LedgerRuleBook ruleBook;
  private final Reading reading;
  private final Outcomes outcomes;
  private final Steps steps;
  private final ObjectMapper json;

  HeldInvoices(
      LedgerRuleBook ruleBook, Reading reading, Outcomes outcomes, Steps steps, ObjectMapper json) {
    this.ruleBook = ruleBook;
    this.reading = reading;
    this.outcomes = outcomes;
    this.steps = steps;
    this.json = json;
  }

  /**
   * What the ledger told last of an invoice, where an update on an older version would be refused.
   * A person's click always reads.
   */
  public void recall(SyncBatch batch) {
    steps.each(
        batch,
        job -> {
          SyncRow row = job.row();
          if (row.heldInvoice() != null
              && !job.voiding()
              && !row.heldDoubtful()
              && !row.verify()
              && ruleBook.of(row.provider()).checksVersion()) {
            job.holds(reading.invoice(row.heldInvoice()));
          }
        });
  }

  /**
   * The question for {@code find-invoices}: the invoices we made, by the ledger's own ids.
   *
   * @return null when nothing has to be read
   */
  public JsonNode question(SyncBatch batch) {
    List<String> ids = unread(batch).stream().map(job -> job.row().externalId()).toList();
    return ids.isEmpty() ? null : json.valueToTree(Map.of("ids", ids));
  }

  /**
   * What answers the {@link #question}; one that the ledger no longer knows, or that people have
   * changed there, stands still.
   */
  @Transactional
  public void take(SyncBatch batch, JsonNode answer) {
    Map<String, HeldInvoice> held =
        reading.invoices(answer).stream()
            .collect(
                Collectors.toMap(HeldInvoice::externalId, Function.identity(), (one, same) -> one));
    for (SyncJob job : unread(batch)) {
      steps.one(
          batch,
          job,
          () -> {
            HeldInvoice found = held.get(job.row().externalId());
            if (found == null && job.voiding()) {
              outcomes.voided(batch, job);
            } else if (found == null) {
              throw gone(job.row());
            } else {
              holds(job, found);
            }
          });
    }
  }

  /**
   * Who sends it again although nothing changed wants CoPortal's content over whatever is there.
   */
  private void holds(SyncJob job, HeldInvoice held) {
    if (job.row().heldInvoice() == null) {
      job.holds(held);
      return;
    }
    HeldInvoice written = reading.invoice(job.row().heldInvoice());
    job.holds(held.knowing(written));
    if (job.voiding()) {
      refuseToVoidEdited(held, written);
    } else if (!job.row().repush()) {
      held.refuseEditsSince(written);
    }
  }

  private static void refuseToVoidEdited(HeldInvoice held, HeldInvoice written) {
    try {
      held.refuseEditsSince(written);
    } catch (LedgerStop edited) {
      throw Voids.edited(edited);
    }
  }

  /**
   * Those that the ledger holds as CoPortal shows them, unchanged since we wrote, are done, and so
   * are those that were to be voided and are no longer in force. One that is to be sent again all
   * the same is not, unless there is money on it: ledgers refuse to change such an invoice, and
   * there would be nothing to mend.
   */
  @Transactional
  public void confirm(SyncBatch batch) {
    steps.each(
        batch,
        job -> {
          if (isVoid(job)) {
            outcomes.voided(batch, job);
          } else if (agrees(job) && (!job.row().repush() || job.held().moneyAttached())) {
            outcomes.confirmed(batch, job);
          }
        });
  }

  /** Whether the ledger holds what is wanted, as far as it was read. */
  boolean needsNothing(SyncJob job) {
    return isVoid(job) || agrees(job);
  }

  private static boolean isVoid(SyncJob job) {
    return job.voiding() && job.held() != null && !job.held().live();
  }

  private boolean agrees(SyncJob job) {
    HeldInvoice held = job.held();
    Invoice invoice = job.invoice();
    return held != null
        && held.live()
        && job.unchanged()
        && held.totals().minus(accepted(job.row())).sameAmounts(Preparation.shown(invoice))
        && invoice.number().strip().equalsIgnoreCase(held.number());
  }

  /** By how much the owner lets the ledger's totals differ. */
  private Totals accepted(SyncRow row) {
    return row.totalsDifference() == null ? Totals.NOTHING : reading.totals(row.totalsDifference());
  }

  private static List<SyncJob> unread(SyncBatch batch) {
    return batch.jobs().stream().filter(job -> !job.isCreate() && job.held() == null).toList();
  }

  private static LedgerStop gone(SyncRow row) {
    return new LedgerStop(
        ErrorClass.FIX_LEDGER,
        "gone-in-ledger",
        "The ledger no longer knows invoice %s.".formatted(row.externalNumber()),
        "Check whether it was deleted there. If it should exist, restore it, then sync again.");
  }
}
