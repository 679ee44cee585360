package io.coportal.sync.problem;

import java.util.List;

/**
 * A request that is refused: rendered as {@code application/problem+json} with a code and a cure.
 */
public class Problem extends RuntimeException {
  /** A hostile document must not grow an answer many times its own size. */
  private static final int MOST_FAULTS = 1_000;

  private final int status;
  private final String code;
  private final String cure;
  private final List<Fault> faults;

  /**
   * One offending place in the request.
   *
   * @param pointer JSON pointer into the request's body, for example {@code /lines/2/quantity}
   * @param detail what is wrong there, in words
   */
  public record Fault(String pointer, String detail) {}

  /**
   * @param status HTTP status, 400 to 599
   * @param code stable kebab-case name of the refusal, for programs
   * @param detail one sentence: what is wrong, without secrets
   * @param cure one sentence: what to do about it
   */
  public Problem(int status, String code, String detail, String cure) {
    this(status, code, detail, cure, List.of());
  }

  /**
   * @param faults the first 1,000 of them are kept
   */
  public Problem(int status, String code, String detail, String cure, List<Fault> faults) {
    super(detail);
    this.status = status;
    this.code = code;
    this.cure = cure;
    this.faults = List.copyOf(faults.subList(0, Math.min(faults.size(), MOST_FAULTS)));
  }

  public static Problem notFound(String what, String cure) {
    return new Problem(404, "not-found", what + " does not exist.", cure);
  }

  public int status() {
    return status;
  }

  public String code() {
    return code;
  }

  public String cure() {
    return cure;
  }

  public List<Fault> faults() {
    return faults;
  }
}
