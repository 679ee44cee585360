package io.coportal.sync.portal;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.coportal.sync.invoice.Invoice;
import io.coportal.sync.invoice.InvoiceReader;
import io.coportal.sync.invoice.Invoices;
import io.coportal.sync.invoice.Stored;
import io.coportal.sync.portal.PulledPage.Change;
import io.coportal.sync.problem.Problem;
import io.coportal.sync.reconcile.Intake;
import io.coportal.sync.reconcile.Intake.Arrival;
import java.util.ArrayList;
import java.util.List;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.dao.DataAccessException;
import org.springframework.dao.DataIntegrityViolationException;
import org.springframework.stereotype.Component;
import org.springframework.transaction.PlatformTransactionManager;
import org.springframework.transaction.TransactionDefinition;
import org.springframework.transaction.TransactionException;
import org.springframework.transaction.support.TransactionTemplate;

/** Takes in the invoices of a page, each for itself: one that is refused stops no other. */
@Component
class PulledInvoices {
  private static final Logger LOG = LoggerFactory.getLogger(PulledInvoices.class);
  private static final String OLDER = "older-version";

  private final InvoiceReader reader;
  private final Invoices invoices;
  private final Intake intake;
  private final PullRefusals refusals;
  private final ObjectMapper json;
  private final TransactionTemplate savepoint;

  PulledInvoices(
      InvoiceReader reader,
      Invoices invoices,
      Intake intake,
      PullRefusals refusals,
      ObjectMapper json,
      PlatformTransactionManager transactions) {
    this.reader = reader;
    this.invoices = invoices;
    this.intake = intake;
    this.refusals = refusals;
    this.json = json;
    this.savepoint = new TransactionTemplate(transactions);
    this.savepoint.setPropagationBehavior(TransactionDefinition.PROPAGATION_NESTED);
  }

  /**
   * Joins the caller's transaction. All are stored before any is queued: whoever stores invoices
   * holds them first and what is queued for them afterwards, so that nobody waits in a circle.
   */
  PagePulled take(List<Change> changes) {
    List<Arrival> arrivals = new ArrayList<>();
    int refused = 0;
    for (Change change : changes) {
      try {
        Invoice invoice = store(change, arrivals);
        LOG.debug("Pulled invoice {} version {}", invoice.id(), invoice.version());
        refusals.clear(change);
      } catch (Problem why) {
        // An older version is no news: pages repeat, and come in any order.
        if (OLDER.equals(why.code())) {
          LOG.debug(
              "Pulled invoice {} is older than the stored one: {}", change.id(), why.getMessage());
        } else {
          refuse(change, why);
          refused++;
        }
      } catch (DataIntegrityViolationException unstorable) {
        refuse(change, broken(change, unstorable));
        refused++;
      } catch (DataAccessException | TransactionException database) {
        // Not the invoice's fault: the page is read again.
        throw database;
      } catch (RuntimeException fault) {
        refuse(change, broken(change, fault));
        refused++;
      }
    }
    intake.queue(arrivals);
    return new PagePulled(arrivals.size(), changes.size() - arrivals.size() - refused, refused);
  }

  private Invoice store(Change change, List<Arrival> arrivals) {
    if (!change.invoice().isObject()) {
      throw unmapped();
    }
    Invoice invoice = reader.read(change.id(), change.invoice());
    Stored stored =
        savepoint.execute(
            status -> invoices.putOrCorrect(change.workspace(), invoice, text(change)));
    if (stored == Stored.CREATED || stored == Stored.CHANGED) {
      arrivals.add(new Arrival(change.workspace(), invoice));
    }
    return invoice;
  }

  private void refuse(Change change, Problem why) {
    refusals.record(change, why);
    LOG.warn(
        "Pulled invoice {} of workspace {} was refused: {}; see its pull refusals",
        change.id(),
        change.workspace(),
        why.code());
  }

  private static Problem unmapped() {
    return new Problem(
        422,
        "invoice-not-mapped",
        "CoPortal's invoice does not have the form that the mapping expects.",
        "Compare it with the mapping in coportal.portal.pull.mapping; a later version is read again.");
  }

  private static Problem broken(Change change, RuntimeException fault) {
    LOG.error("Pulled invoice {} broke its intake", change.id(), fault);
    return new Problem(
        500,
        "internal-error",
        "This invoice could not be processed (%s).".formatted(fault.getClass().getSimpleName()),
        "Tell an engineer the invoice's id; the log holds the details.");
  }

  private String text(Change change) {
    try {
      return json.writeValueAsString(change.invoice());
    } catch (JsonProcessingException impossible) {
      throw new IllegalStateException("A JSON tree cannot be written", impossible);
    }
  }
}
