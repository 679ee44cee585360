package io.coportal.sync.reconcile;

import io.coportal.sync.connection.Connection;
import io.coportal.sync.invoice.Invoice;
import io.coportal.sync.ledger.ErrorClass;
import java.time.Instant;

/**
 * One invoice in one organisation: what is wanted and what the ledger has.
 *
 * @param alone whether it goes out in a request of its own, after a batch that was refused as a
 *     whole
 * @param heldInvoice what the ledger held after our last write, as JSON; null before the first
 * @param heldDoubtful whether that has proved to be old, so that it is read before an update
 * @param repush whether it is written again even if nothing changed
 * @param voidWanted whether the back-fill that made it is undone
 */
record SyncRow(
    String id,
    String workspaceId,
    String provider,
    String organisationId,
    String invoiceId,
    String connectionId,
    long wantedVersion,
    Long syncedVersion,
    SyncState state,
    Instant dueAt,
    int priority,
    boolean verify,
    long intentSeq,
    String openRequestId,
    boolean alone,
    boolean repush,
    boolean voidWanted,
    String externalId,
    String externalNumber,
    String externalUrl,
    String payloadHash,
    String heldInvoice,
    boolean heldDoubtful,
    String totalsDifference,
    Instant lastSyncedAt,
    ErrorClass errorClass,
    String errorCode,
    String errorMessage,
    String errorCure,
    int attempts) {

  /** What an invoice would be that nobody has asked for yet. */
  static SyncRow unasked(Connection connection, Invoice invoice) {
    return new SyncRow(
        "unasked",
        connection.workspaceId(),
        connection.provider(),
        connection.organisationId(),
        invoice.id(),
        connection.id(),
        invoice.version(),
        null,
        SyncState.QUEUED,
        null,
        0,
        true,
        0,
        null,
        false,
        false,
        false,
        null,
        null,
        null,
        null,
        null,
        false,
        null,
        null,
        null,
        null,
        null,
        null,
        0);
  }
}
