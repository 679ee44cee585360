package io.coportal.sync.reconcile;

import com.fasterxml.jackson.databind.JsonNode;
import io.coportal.sync.ledger.ExchangeRates;
import io.coportal.sync.ledger.Preparation;
import io.coportal.sync.ledger.PreparedInvoice;
import io.coportal.sync.ledger.ReferenceData;
import io.coportal.sync.ledger.References;
import io.coportal.sync.ledger.Voids;
import java.time.Clock;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Objects;
import org.springframework.stereotype.Component;
import org.springframework.transaction.annotation.Transactional;

/** The steps of {@code routes/sync/prepare-invoices.camel.yaml} that think. */
@Component("batchPreparation")
public class BatchPreparation {
  private final References references;
  private final Preparation preparation;
  private final ExchangeRates exchangeRates;
  private final Steps steps;
  private final Clock clock;

  BatchPreparation(
      References references,
      Preparation preparation,
      ExchangeRates exchangeRates,
      Steps steps,
      Clock clock) {
    this.references = references;
    this.preparation = preparation;
    this.exchangeRates = exchangeRates;
    this.steps = steps;
    this.clock = clock;
  }

  /** Whether the reference data have to be read: none are remembered, or they are too old. */
  public boolean referencesMissing(SyncBatch batch) {
    if (batch.references() == null) {
      batch.knows(references.fresh(batch.connection()));
    }
    return batch.references() == null;
  }

  /** Keeps what {@code read-references} answered. */
  public void know(SyncBatch batch, JsonNode read) {
    ReferenceData known = references.store(batch.connection(), read);
    batch.knows(known);
  }

  /** What the reference data already rule out, before any contact is looked up or made. */
  @Transactional
  public void check(SyncBatch batch) {
    steps.each(
        batch,
        job -> {
          // A person who clicks has perhaps mended it.
          if (!job.row().verify()) {
            preparation.checkOpen(batch.connection(), batch.references(), job.held());
          }
          if (job.voiding()) {
            Voids.check(
                job.held(), job.invoice().issueDate(), oldest(batch, job), batch.references());
          } else {
            preparation.check(batch.connection(), job.invoice(), batch.references(), job.held());
          }
        });
  }

  /** An undo takes back what was made just now, however old its invoices are. */
  private LocalDate oldest(SyncBatch batch, SyncJob job) {
    return job.row().voidWanted()
        ? null
        : LocalDate.ofInstant(clock.instant(), ZoneOffset.UTC)
            .minusDays(batch.connection().settings().longestAgeToVoid());
  }

  /** What {@code read-exchange-rate} has to be asked: each currency and date once. */
  public List<JsonNode> rateQuestions(SyncBatch batch) {
    return batch.jobs().stream()
        .map(job -> rateQuestion(batch, job))
        .filter(Objects::nonNull)
        .distinct()
        .toList();
  }

  /** The answer to one of the {@link #rateQuestions}. */
  @Transactional
  public void rate(SyncBatch batch, JsonNode question, JsonNode answer) {
    steps.each(
        batch,
        job -> {
          if (question.equals(rateQuestion(batch, job))) {
            job.rate(exchangeRates.answered(job.invoice(), answer));
          }
        });
  }

  private JsonNode rateQuestion(SyncBatch batch, SyncJob job) {
    if (job.voiding()
        || job.exchangeRate() != null
        || !exchangeRates.stated(batch.connection(), job.invoice(), batch.references())) {
      return null;
    }
    job.rate(exchangeRates.known(job.invoice(), job.held()));
    return job.exchangeRate() == null ? exchangeRates.question(job.invoice()) : null;
  }

  /** Accounts, tax codes, dates, rounded amounts and the totals that the ledger will show. */
  @Transactional
  public void decide(SyncBatch batch) {
    steps.each(
        batch, job -> job.prepared(job.voiding() ? voided(batch, job) : prepared(batch, job)));
  }

  private PreparedInvoice voided(SyncBatch batch, SyncJob job) {
    return preparation.prepareVoid(
        batch.workspace(), batch.connection(), job.invoice(), job.held());
  }

  private PreparedInvoice prepared(SyncBatch batch, SyncJob job) {
    return preparation.prepare(
        batch.workspace(),
        batch.connection(),
        job.invoice(),
        batch.references(),
        job.exchangeRate(),
        job.contactId(),
        job.held());
  }
}
