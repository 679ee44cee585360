package io.coportal.sync.reconcile;

import io.coportal.sync.json.Hashes;

/** The key by which a ledger recognises a repeat of the same request. */
final class IdempotencyKey {
  /** 128 bits; the shortest key that a ledger takes holds 36 characters. */
  private static final int HEX_DIGITS = 32;

  private IdempotencyKey() {}

  /**
   * Content A, B and A again are three intents and have three keys: it is not derived from content.
   *
   * @param intent grows with every new intent of the row
   */
  static String of(SyncJob job, String operation, long intent) {
    return Hashes.sha256(
            String.join(
                "|",
                job.connection().organisationId(),
                operation,
                job.row().id(),
                Long.toString(intent)))
        .substring(0, HEX_DIGITS);
  }
}
