package io.coportal.sync.reconcile;

import com.fasterxml.jackson.annotation.JsonInclude;
import java.time.Instant;
import java.util.List;

/**
 * A back-fill as callers see it.
 *
 * @param forecast as it was made at the start
 * @param invoices how many have been asked for so far
 * @param allQueued whether that is all of them
 * @param counts of the invoices by state; those of a large back-fill are a few seconds old
 * @param takenBack how many were set back to what they were before, after a cancel
 * @param expectedEnd from the progress so far; null while it does not run
 * @param paused why it stands still, null while it does not
 * @param problems why invoices of it stand still, the most frequent first; null in a list
 */
@JsonInclude(JsonInclude.Include.NON_NULL)
public record BackfillView(
    String id,
    String provider,
    BackfillState state,
    BackfillFilter filter,
    BackfillForecast forecast,
    long invoices,
    boolean allQueued,
    BackfillCounts counts,
    long takenBack,
    Instant startedAt,
    Instant endedAt,
    Instant expectedEnd,
    Pause paused,
    List<Cause> problems) {

  /**
   * @param invoiceId of the invoice that differs
   */
  public record Pause(String invoiceId, String message, String cure) {}

  /**
   * @param count of invoices, among the first few hundred of each state
   * @param message of one of them
   */
  public record Cause(String code, long count, String message, String cure) {}
}
