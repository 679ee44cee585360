package io.coportal.sync.reconcile;

import java.util.List;

/**
 * What one thread does for a lane: bring a batch to the ledger, or find out what became of a
 * request.
 *
 * @param first of its rows
 * @param requestId of the request that is settled, null for a batch
 * @param click whether somebody waits for it
 */
record LaneWork(SyncRow first, SyncBatch batch, String requestId, boolean click) {
  static LaneWork settle(SyncRow row, long epoch, List<String> members) {
    return new LaneWork(
        row,
        new SyncBatch(row.connectionId(), epoch, members),
        row.openRequestId(),
        row.priority() == SyncTrigger.BUTTON.priority());
  }

  static LaneWork sync(List<SyncRow> rows, long epoch) {
    SyncRow first = rows.get(0);
    return new LaneWork(
        first,
        new SyncBatch(first.connectionId(), epoch, rows.stream().map(SyncRow::id).toList()),
        null,
        first.priority() == SyncTrigger.BUTTON.priority());
  }

  String route() {
    return requestId == null ? "direct:sync-invoices" : "direct:settle-request";
  }
}
