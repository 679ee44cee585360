package io.coportal.sync.ledger;

import java.util.Map;
import org.springframework.beans.factory.BeanFactory;
import org.springframework.test.util.ReflectionTestUtils;

/** Lets tests end a limit that a ledger's refusal has set for longer than they wait. */
public final class OpenGates {
  private OpenGates() {}

  /** Calls of this connection may leave again. */
  public static void open(BeanFactory application, String connection) {
    ConnectionWindows windows = application.getBean(ConnectionWindows.class);
    synchronized (windows) {
      ((Map<?, ?>) ReflectionTestUtils.getField(windows, "closedUntil")).remove(connection);
    }
  }
}
