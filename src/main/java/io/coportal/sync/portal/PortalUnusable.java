package io.coportal.sync.portal;

import java.time.Duration;

/**
 * CoPortal as a whole is away, asks for patience or refuses us: nothing is concluded from it, and
 * nobody asks it again for a while.
 */
class PortalUnusable extends RuntimeException {
  private final transient Duration asked;

  PortalUnusable(String reason) {
    this(reason, Duration.ZERO);
  }

  /**
   * @param asked how long CoPortal itself wants to be left alone; zero if it did not say
   */
  PortalUnusable(String reason, Duration asked) {
    super(reason);
    this.asked = asked;
  }

  Duration asked() {
    return asked;
  }
}
