package io.coportal.sync.problem;

import java.util.Optional;

/** Finds what really happened under the wrappers that frameworks put around it. */
public final class Causes {
  private Causes() {}

  /** The outermost failure of the given type in the chain of causes. */
  public static <T extends Throwable> Optional<T> find(Throwable failure, Class<T> type) {
    for (Throwable link = failure; link != null; link = link.getCause()) {
      if (type.isInstance(link)) {
        return Optional.of(type.cast(link));
      }
    }
    return Optional.empty();
  }
}
