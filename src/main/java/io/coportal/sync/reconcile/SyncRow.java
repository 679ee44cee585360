package io.coportal.sync.reconcile;

import io.coportal.sync.ledger.ErrorClass;
import java.time.Instant;

/** One invoice in one organisation: what is wanted and what the ledger has. */
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
    String externalId,
    String externalNumber,
    String externalUrl,
    String payloadHash,
    String heldInvoice,
    Instant lastSyncedAt,
    ErrorClass errorClass,
    String errorCode,
    String errorMessage,
    String errorCure,
    int attempts) {}
