package io.coportal.sync.ledger;

import java.time.Instant;

/**
 * The ledger's contact that is remembered for a client.
 *
 * @param contactName as the ledger had it when it was last told of
 * @param doubtful whether the ledger has refused an invoice for it since
 * @param told the details that the ledger was last told; null where they were not kept yet
 * @param toldAt when CoPortal's version with them had arrived; null with {@code told}
 */
public record ContactLink(
    String contactId, String contactName, boolean doubtful, String told, Instant toldAt) {}
