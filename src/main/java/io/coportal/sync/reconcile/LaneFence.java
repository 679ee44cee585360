package io.coportal.sync.reconcile;

import io.coportal.sync.ledger.RememberedCalls;
import io.coportal.sync.reconcile.LaneTurn.Lane;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.jdbc.support.GeneratedKeyHolder;
import org.springframework.jdbc.support.KeyHolder;
import org.springframework.stereotype.Component;
import org.springframework.transaction.annotation.Transactional;

/** Keeps a worker that was frozen, and has since been replaced, from writing into its lane. */
@Component
class LaneFence {
  private final JdbcClient jdbc;
  private final RememberedCalls calls;

  LaneFence(JdbcClient jdbc, RememberedCalls calls) {
    this.jdbc = jdbc;
    this.calls = calls;
  }

  /**
   * A lane in the hands of one worker.
   *
   * @param epoch which taking of the lane it was
   */
  record Taken(Lane lane, long epoch) {}

  /**
   * Gives the lane to a new worker: whatever an earlier one still writes is dropped. Counting and
   * reading are one statement, or two workers could come away with the same number.
   */
  @Transactional
  Taken take(String connectionId) {
    KeyHolder counted = new GeneratedKeyHolder();
    jdbc.sql("UPDATE connection SET lane_epoch = lane_epoch + 1 WHERE id = ?")
        .param(connectionId)
        .update(counted, "lane_epoch");
    String provider = calls.laneTaken(connectionId);
    return new Taken(new Lane(connectionId, provider), counted.getKeyAs(Long.class));
  }

  /** Holds the lane for the rest of the running transaction, whoever serves it. */
  void hold(String connectionId) {
    epoch(connectionId);
  }

  /**
   * Holds the lane for the rest of the running transaction.
   *
   * @throws LaneLost when another worker has taken it since
   */
  void hold(String connectionId, long epoch) {
    if (epoch(connectionId) != epoch) {
      throw new LaneLost(connectionId);
    }
  }

  /** Holds the lane for the rest of the running transaction, and says whether it is still ours. */
  boolean isHeld(String connectionId, long epoch) {
    return epoch(connectionId) == epoch;
  }

  private long epoch(String connectionId) {
    return jdbc.sql("SELECT lane_epoch FROM connection WHERE id = ? FOR UPDATE")
        .param(connectionId)
        .query(Long.class)
        .single();
  }

  /**
   * This worker's turn is over; what it still knows is dropped and found again by its successor.
   */
  static class LaneLost extends RuntimeException {
    LaneLost(String connectionId) {
      super("Lane " + connectionId + " was taken by another worker");
    }
  }
}
