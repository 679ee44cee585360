package io.coportal.sync.security;

import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.extension.ExtensionContext;
import org.junit.jupiter.api.extension.TestWatcher;

/** Counts the cases and those that ended as listed. */
class BadInputTally implements TestWatcher {
  private static final AtomicInteger ALL = new AtomicInteger();
  private static final AtomicInteger AS_LISTED = new AtomicInteger();

  @Override
  public void testSuccessful(ExtensionContext context) {
    ALL.incrementAndGet();
    AS_LISTED.incrementAndGet();
  }

  @Override
  public void testFailed(ExtensionContext context, Throwable cause) {
    ALL.incrementAndGet();
  }

  static String result() {
    return "Bad inputs: %d of %d as listed".formatted(AS_LISTED.get(), ALL.get());
  }
}
