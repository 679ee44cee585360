package io.coportal.sync.reconcile;

import java.time.Instant;

/**
 * What a back-fill will cost, as far as it can be known before.
 *
 * @param invoices how many match
 * @param newClients how many clients of theirs have no contact in the ledger that we know of
 * @param limitedBy which limit decides about the time, in words
 * @param expectedEnd if it began now and nothing else was sent
 */
public record BackfillForecast(
    long invoices, long newClients, Calls calls, String limitedBy, Instant expectedEnd) {

  /**
   * Calls of the ledger's API.
   *
   * @param references to read accounts, tax codes and the like
   * @param contacts to look clients up and to create them
   * @param invoices to read invoices before an update, and to write them
   */
  public record Calls(long references, long contacts, long invoices, long total) {
    Calls(long references, long contacts, long invoices) {
      this(references, contacts, invoices, references + contacts + invoices);
    }
  }
}
