package io.coportal.sync.portal;

/** CoPortal did not answer, or not with what was asked for: nothing is concluded from it. */
class PortalUnusable extends RuntimeException {
  PortalUnusable(String reason) {
    super(reason);
  }

  /**
   * Says what to do where it is not only to wait.
   *
   * @param address the setting that names what was called
   */
  static PortalUnusable status(int status, String address) {
    String cure =
        switch (status) {
          case 401, 403 -> ": check COPORTAL_API_KEY, and auth-header and auth-scheme beside it";
          case 400, 404, 405, 410, 422 -> ": check coportal.portal.base-url and " + address;
          default -> "";
        };
    return new PortalUnusable("CoPortal answered with status %d%s".formatted(status, cure));
  }
}
