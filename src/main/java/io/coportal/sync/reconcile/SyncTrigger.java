package io.coportal.sync.reconcile;

import java.util.List;
import java.util.stream.Stream;

/** Who asked for a sync. */
public enum SyncTrigger {
  /**
   * A person pressed the button and waits: first in line, and the ledger is read even if nothing
   * changed.
   */
  BUTTON(0, true),
  /** The same, and the ledger is to be written even if nothing changed. */
  REPUSH(0, true),
  /** Auto-sync: CoPortal's invoice changed. */
  AUTO_SYNC(5, false),
  /** The scheduled poll found it due. */
  POLL(5, false),
  /** A back-fill brings what was there before: last in line. */
  BACKFILL(9, false);

  private final int priority;
  private final boolean verify;

  SyncTrigger(int priority, boolean verify) {
    this.priority = priority;
    this.verify = verify;
  }

  int priority() {
    return priority;
  }

  /** The priorities there are, the first in line first. */
  static List<Integer> priorities() {
    return Stream.of(values()).map(SyncTrigger::priority).distinct().sorted().toList();
  }

  boolean verify() {
    return verify;
  }

  boolean repush() {
    return this == REPUSH;
  }
}
