package io.coportal.sync.reconcile;

import java.util.List;
import org.slf4j.MDC;

/** What every log line of this thread says about the row that is being served. */
final class RowLog {
  private static final String REQUEST = "request";
  private static final List<String> KEYS =
      List.of("workspace", "ledger", "connection", "invoice", "attempt", REQUEST);
  private static final ThreadLocal<Long> BEGUN = new ThreadLocal<>();

  private RowLog() {}

  static void begin(SyncRow row) {
    BEGUN.set(System.nanoTime());
    MDC.put("workspace", row.workspaceId());
    MDC.put("ledger", row.provider());
    MDC.put("connection", row.connectionId());
    MDC.put("invoice", row.invoiceId());
    MDC.put("attempt", Integer.toString(row.attempts() + 1));
    if (row.openRequestId() != null) {
      request(row.openRequestId());
    }
  }

  /** From now on the row belongs to this frozen request. */
  static void request(String id) {
    if (BEGUN.get() != null) {
      MDC.put(REQUEST, id);
    }
  }

  /** Since the row was taken up; 0 outside of a lane. */
  static long millis() {
    Long begun = BEGUN.get();
    return begun == null ? 0 : (System.nanoTime() - begun) / 1_000_000;
  }

  static void end() {
    BEGUN.remove();
    KEYS.forEach(MDC::remove);
  }
}
