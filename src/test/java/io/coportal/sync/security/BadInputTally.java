package io.coportal.sync.security;

import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.IntStream;
import org.junit.jupiter.api.extension.ExtensionContext;
import org.junit.jupiter.api.extension.TestWatcher;

/**
 * Counts the rows, which the names of their cases begin with ({@code B5}, {@code B5, B6}, {@code
 * B1–B3}): a row ended as listed when all of its cases did.
 */
class BadInputTally implements TestWatcher {
  private static final Pattern ROWS = Pattern.compile("\\GB(\\d+)(?:–B(\\d+))?(?:, )?");
  private static final Map<Integer, Boolean> ROW_ENDED = new TreeMap<>();
  private static final AtomicInteger CASES = new AtomicInteger();
  private static final AtomicInteger CASES_ENDED = new AtomicInteger();

  @Override
  public void testSuccessful(ExtensionContext context) {
    CASES_ENDED.incrementAndGet();
    count(context, true);
  }

  @Override
  public void testFailed(ExtensionContext context, Throwable cause) {
    count(context, false);
  }

  private static synchronized void count(ExtensionContext context, boolean ended) {
    CASES.incrementAndGet();
    Matcher rows = ROWS.matcher(context.getDisplayName());
    while (rows.find()) {
      int first = Integer.parseInt(rows.group(1));
      int last = rows.group(2) == null ? first : Integer.parseInt(rows.group(2));
      IntStream.rangeClosed(first, last)
          .forEach(row -> ROW_ENDED.merge(row, ended, Boolean::logicalAnd));
    }
  }

  static synchronized String result() {
    return "Bad inputs: rows %d of %d as listed, cases %d of %d"
        .formatted(
            ROW_ENDED.values().stream().filter(ended -> ended).count(),
            ROW_ENDED.size(),
            CASES_ENDED.get(),
            CASES.get());
  }
}
