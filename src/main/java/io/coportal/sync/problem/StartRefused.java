package io.coportal.sync.problem;

/**
 * The server will not start like this: printed as two plain sentences in place of a stack trace.
 */
public class StartRefused extends RuntimeException {
  private final String cure;

  /**
   * @param detail one sentence: what is wrong, without secrets
   * @param cure one sentence: what the operator does about it
   */
  public StartRefused(String detail, String cure) {
    super(detail);
    this.cure = cure;
  }

  public String cure() {
    return cure;
  }
}
