package io.coportal.sync.portal;

/** CoPortal did not answer, or not with what was asked for: nothing is concluded from it. */
class PortalUnusable extends RuntimeException {
  PortalUnusable(String reason) {
    super(reason);
  }
}
