package io.coportal.sync.failpoint;

import java.util.Collection;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import java.util.function.Consumer;

/** The points of one application: which were passed, and which of them strikes when. */
public final class Failpoints {
  /** Of a JVM that a failpoint has halted. */
  public static final int HALTED = 113;

  /** What a JVM of its own prints before the name of each point. */
  public static final String PASSED = "failpoint passed: ";

  /** What becomes of a step at its point. */
  public enum Action {
    /** The JVM ends at once: no hook, no flush. */
    HALT,
    /** The step ends as if its database, or the wire, had gone. */
    ABORT
  }

  private final Set<String> passed = new LinkedHashSet<>();
  private final Set<String> armed = new LinkedHashSet<>();
  private final Consumer<String> told;
  private Action action = Action.ABORT;

  Failpoints() {
    this(point -> {});
  }

  /**
   * @param told each point, when it is passed for the first time
   */
  Failpoints(Consumer<String> told) {
    this.told = told;
  }

  /** Each of them strikes once, when it is passed next. */
  public synchronized void arm(Collection<String> points, Action what) {
    armed.addAll(points);
    action = what;
  }

  /**
   * Nothing strikes any more.
   *
   * @return what has not struck
   */
  public synchronized List<String> disarm() {
    List<String> spared = List.copyOf(armed);
    armed.clear();
    return spared;
  }

  /** Every point passed so far, in the order of the first passings. */
  public synchronized List<String> passed() {
    return List.copyOf(passed);
  }

  public synchronized void forget() {
    passed.clear();
  }

  /**
   * @return whether the step has to end here
   */
  public synchronized boolean strikesAt(String point) {
    if (passed.add(point)) {
      told.accept(point);
    }
    boolean strikes = armed.remove(point);
    if (strikes && action == Action.HALT) {
      Runtime.getRuntime().halt(HALTED);
    }
    return strikes;
  }
}
