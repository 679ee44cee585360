package io.coportal.sync.reconcile;

import com.fasterxml.jackson.annotation.JsonInclude;
import io.coportal.sync.invoice.InvoiceStatus;
import java.time.LocalDate;
import java.util.List;

/**
 * Which invoices of a workspace a back-fill is about.
 *
 * @param from the first issue date; null: no bound
 * @param to the last issue date; null: no bound
 * @param statuses those that are taken, each of them one that is pushed; null: all that are pushed
 * @param currency ISO 4217; null: any
 * @param onlyUnsynced whether invoices are passed over whose newest version the ledger holds
 * @param repush whether those that the ledger holds are written again even if nothing changed
 */
@JsonInclude(JsonInclude.Include.NON_NULL)
public record BackfillFilter(
    LocalDate from,
    LocalDate to,
    List<InvoiceStatus> statuses,
    String currency,
    boolean onlyUnsynced,
    boolean repush) {
  public BackfillFilter {
    statuses = statuses == null ? null : List.copyOf(statuses);
  }

  BackfillFilter withStatuses(List<InvoiceStatus> chosen) {
    return new BackfillFilter(from, to, chosen, currency, onlyUnsynced, repush);
  }
}
