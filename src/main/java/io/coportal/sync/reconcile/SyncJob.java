package io.coportal.sync.reconcile;

import io.coportal.sync.connection.Connection;
import io.coportal.sync.invoice.Invoice;
import io.coportal.sync.invoice.Workspace;

/**
 * One invoice on its way to one ledger.
 *
 * @param row what is wanted and what the ledger has
 * @param invoice the version that is wanted now
 * @param epoch the lane's turn this work belongs to
 */
public record SyncJob(
    SyncRow row, Connection connection, Workspace workspace, Invoice invoice, long epoch) {

  public boolean isCreate() {
    return row.externalId() == null;
  }
}
