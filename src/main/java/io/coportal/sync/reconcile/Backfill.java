package io.coportal.sync.reconcile;

import java.time.Instant;

/**
 * A row of {@code backfill}.
 *
 * @param holding whether it keeps its connection from others
 * @param cursor the last invoice that became a row, null before the first
 * @param allAsked whether every matching invoice is a row by now
 * @param asked how many are
 * @param paceSince from when on the pace is measured: the start, or the last resume
 * @param paceFrom how many had an outcome then
 * @param pausedBy the invoice for which it stands still, null while it does not
 * @param counts as counted last, null if never
 * @param settled whether nothing of it moves any more, so that the counts are the last ones
 */
record Backfill(
    String id,
    String connectionId,
    String workspaceId,
    String provider,
    BackfillState state,
    boolean holding,
    BackfillFilter filter,
    BackfillForecast forecast,
    String cursor,
    boolean allAsked,
    long asked,
    long takenBack,
    Instant paceSince,
    long paceFrom,
    String pausedBy,
    Instant startedAt,
    Instant endedAt,
    BackfillCounts counts,
    boolean settled) {}
