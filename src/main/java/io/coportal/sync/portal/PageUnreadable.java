package io.coportal.sync.portal;

/** CoPortal answered, but this page cannot be read; a smaller one perhaps can. */
class PageUnreadable extends RuntimeException {
  PageUnreadable(String reason) {
    super(reason);
  }
}
