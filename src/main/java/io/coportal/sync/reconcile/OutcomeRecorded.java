package io.coportal.sync.reconcile;

import io.coportal.sync.ledger.ErrorClass;

/**
 * Something came of a row, on this instance. Published inside the transaction that records it: a
 * listener that writes is part of it, one that acts on it waits for the commit.
 *
 * @param version CoPortal's version that was tried
 * @param outcome what came of that version; the row itself may already be queued for a newer one
 * @param errorClass what the cause asks for, null without one
 * @param code of the cause, null without one
 */
public record OutcomeRecorded(
    String syncId,
    String workspaceId,
    String invoiceId,
    String provider,
    long version,
    SyncState outcome,
    ErrorClass errorClass,
    String code) {}
