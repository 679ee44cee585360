package io.coportal.sync.reconcile;

import io.coportal.sync.json.Hashes;
import java.util.StringJoiner;

/** The key by which a ledger recognises a repeat of the same request. */
final class IdempotencyKey {
  /** 128 bits; the shortest key that a ledger takes holds 36 characters. */
  private static final int HEX_DIGITS = 32;

  private IdempotencyKey() {}

  /**
   * Content A, B and A again are three intents and have three keys: it is not derived from content.
   *
   * @param organisationId the ledger's own id of the organisation
   */
  static String of(String organisationId, RequestGroup group) {
    StringJoiner parts = new StringJoiner("|").add(organisationId).add(group.operation());
    for (SyncJob job : group.jobs()) {
      parts.add(job.row().id()).add(Long.toString(RequestGroup.intent(job)));
    }
    return Hashes.sha256(parts.toString()).substring(0, HEX_DIGITS);
  }
}
