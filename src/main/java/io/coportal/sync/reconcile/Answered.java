package io.coportal.sync.reconcile;

import io.coportal.sync.ledger.SendResult;
import io.coportal.sync.reconcile.FrozenRequests.Member;
import io.coportal.sync.reconcile.SyncHistory.Attempt;
import java.util.List;

/**
 * A frozen request with what came of its latest sending.
 *
 * @param members of which nothing is known yet
 * @param sent how many it carries in all
 */
record Answered(
    String requestId, String connectionId, List<Member> members, int sent, SendResult result) {
  Attempt attempt() {
    return new Attempt(requestId, result.status(), result.correlationId());
  }

  SendResult.Outcome outcome(Member member) {
    return result.outcomes().get(member.position());
  }

  /** Whether others went with this member. */
  boolean several() {
    return sent > 1;
  }

  /**
   * Success, in words that are not the ledger's: a page of something in between, or half of one.
   */
  boolean unreadable() {
    boolean told = result.status() < 300 || !result.outcomes().isEmpty();
    return told && result.outcomes().size() != sent;
  }
}
