package io.coportal.sync.reconcile;

import java.util.Map;

/** How many invoices of a back-fill stand in each state; see {@link SyncState}. */
public record BackfillCounts(
    long queued,
    long sending,
    long synced,
    long voided,
    long different,
    long failed,
    long blocked,
    long uncertain) {

  static BackfillCounts of(Map<SyncState, Long> counted) {
    return new BackfillCounts(
        counted.getOrDefault(SyncState.QUEUED, 0L),
        counted.getOrDefault(SyncState.SENDING, 0L),
        counted.getOrDefault(SyncState.SYNCED, 0L),
        counted.getOrDefault(SyncState.VOIDED, 0L),
        counted.getOrDefault(SyncState.DIFFERENT, 0L),
        counted.getOrDefault(SyncState.FAILED, 0L),
        counted.getOrDefault(SyncState.BLOCKED, 0L),
        counted.getOrDefault(SyncState.UNCERTAIN, 0L));
  }

  /** How many still move by themselves. */
  long moving() {
    return queued + sending + blocked;
  }

  /** How many have an outcome. */
  long ready() {
    return synced + voided + different + failed + uncertain;
  }
}
