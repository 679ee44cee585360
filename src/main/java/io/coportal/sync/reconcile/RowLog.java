package io.coportal.sync.reconcile;

import java.util.List;
import org.slf4j.MDC;

/** What every log line of this thread says about the rows that are being served. */
final class RowLog {
  private static final String INVOICE = "invoice";
  private static final String ATTEMPT = "attempt";
  private static final String REQUEST = "request";
  private static final List<String> KEYS =
      List.of("workspace", "ledger", "connection", INVOICE, ATTEMPT, REQUEST);
  private static final ThreadLocal<Long> BEGUN = new ThreadLocal<>();

  private RowLog() {}

  /** A piece of work begins on this thread, with these rows of one connection. */
  static void begin(SyncRow first, int rows) {
    BEGUN.set(System.nanoTime());
    MDC.put("workspace", first.workspaceId());
    MDC.put("ledger", first.provider());
    MDC.put("connection", first.connectionId());
    if (first.openRequestId() != null) {
      request(first.openRequestId());
    }
    if (rows == 1) {
      name(first);
    }
  }

  /** While the step is done, this one of the rows is meant. */
  static void within(SyncRow row, Runnable step) {
    String invoice = MDC.get(INVOICE);
    String attempt = MDC.get(ATTEMPT);
    name(row);
    try {
      step.run();
    } finally {
      restore(INVOICE, invoice);
      restore(ATTEMPT, attempt);
    }
  }

  private static void restore(String key, String value) {
    if (value == null) {
      MDC.remove(key);
    } else {
      MDC.put(key, value);
    }
  }

  private static void name(SyncRow row) {
    MDC.put(INVOICE, row.invoiceId());
    MDC.put(ATTEMPT, Integer.toString(row.attempts() + 1));
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
