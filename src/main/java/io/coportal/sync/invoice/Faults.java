package io.coportal.sync.invoice;

import io.coportal.sync.problem.Problem;
import io.coportal.sync.problem.Problem.Fault;
import java.util.ArrayList;
import java.util.List;

/** Where a document breaks its rules: every place, not only the first one. */
final class Faults {
  private final List<Fault> all = new ArrayList<>();
  private boolean misshapen;

  /**
   * @param pointer JSON pointer, {@code ""} for the whole document
   * @param detail what is wrong and what to do about it
   */
  void add(String pointer, String detail) {
    all.add(new Fault(pointer, detail));
  }

  /** A member that the contract does not have: what its sender meant would be lost. */
  void addUnknown(String pointer) {
    misshapen = true;
    add(pointer, "is not a known member. Leave it out.");
  }

  /**
   * @param what the document's kind, for example {@code invoice}
   * @throws Problem {@code invalid-<what>} if anything was found: 400 with a member that is not
   *     known, else 422
   */
  void refuseIfAny(String what) {
    if (all.isEmpty()) {
      return;
    }
    throw new Problem(
        misshapen ? 400 : 422,
        "invalid-" + what,
        "The %s has %d fault(s); the first: %s".formatted(what, all.size(), inWords(all.get(0))),
        "Correct the places named in the faults and send the " + what + " again.",
        all);
  }

  private static String inWords(Fault fault) {
    return (fault.pointer() + " " + fault.detail()).strip();
  }
}
