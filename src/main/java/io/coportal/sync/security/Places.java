package io.coportal.sync.security;

import java.util.HashMap;
import java.util.Map;

/** So many places for one caller, so many for all. Nobody queues for one. */
final class Places {
  private final int ofOne;
  private final int ofAll;
  private final Map<String, Integer> taken = new HashMap<>();
  private int takenByAll;

  Places(int ofOne, int ofAll) {
    this.ofOne = ofOne;
    this.ofAll = ofAll;
  }

  /** Whether there was one; then it has to be given back. */
  synchronized boolean take(String caller) {
    int already = taken.getOrDefault(caller, 0);
    if (already >= ofOne || takenByAll >= ofAll) {
      return false;
    }
    taken.put(caller, already + 1);
    takenByAll++;
    return true;
  }

  synchronized void giveBack(String caller) {
    taken.computeIfPresent(caller, (name, already) -> already > 1 ? already - 1 : null);
    takenByAll--;
  }
}
