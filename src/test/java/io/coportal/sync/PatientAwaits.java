package io.coportal.sync;

import java.time.Duration;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.extension.BeforeAllCallback;
import org.junit.jupiter.api.extension.ExtensionContext;

/**
 * Awaits that name no limit of their own have ninety seconds before they fail: builds share their
 * machines, and what takes one second alone has been seen to take thirty. Found by JUnit itself
 * through {@code META-INF/services}.
 */
public final class PatientAwaits implements BeforeAllCallback {
  private static final Duration PATIENCE = Duration.ofSeconds(90);

  @Override
  public void beforeAll(ExtensionContext tests) {
    Awaitility.setDefaultTimeout(PATIENCE);
  }
}
