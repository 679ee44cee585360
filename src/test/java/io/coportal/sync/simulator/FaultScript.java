package io.coportal.sync.simulator;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.Predicate;

/**
 * Faults in the order they were scripted; each strikes the next matching requests, then is gone.
 */
public final class FaultScript {
  private static final class Planned {
    private final Predicate<Request> matcher;
    private final Fault fault;
    private int left;

    private Planned(Predicate<Request> matcher, Fault fault, int left) {
      this.matcher = matcher;
      this.fault = fault;
      this.left = left;
    }
  }

  private final List<Planned> script = new ArrayList<>();

  /** Strikes the next request that matches. */
  public void next(Predicate<Request> matcher, Fault fault) {
    next(1, matcher, fault);
  }

  /** Strikes the next {@code times} requests that match. */
  public synchronized void next(int times, Predicate<Request> matcher, Fault fault) {
    script.add(new Planned(matcher, fault, times));
  }

  /** How many strikes are still to come. */
  public synchronized int pending() {
    return script.stream().mapToInt(planned -> planned.left).sum();
  }

  public synchronized void clear() {
    script.clear();
  }

  synchronized Optional<Fault> draw(Request request) {
    for (var planned : script) {
      if (planned.matcher.test(request)) {
        planned.left--;
        script.removeIf(done -> done.left <= 0);
        return Optional.of(planned.fault);
      }
    }
    return Optional.empty();
  }
}
