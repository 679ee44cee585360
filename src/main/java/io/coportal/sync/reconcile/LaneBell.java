package io.coportal.sync.reconcile;

import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import org.springframework.stereotype.Component;

/**
 * Tells a lane that is being served on this instance that something is due in it. On another
 * instance it finds out by looking, a few times a second.
 */
@Component
class LaneBell {
  private final Map<String, Runnable> turns = new ConcurrentHashMap<>();

  void listen(String connectionId, Runnable turn) {
    turns.put(connectionId, turn);
  }

  void leave(String connectionId, Runnable turn) {
    turns.remove(connectionId, turn);
  }

  void ring(String connectionId) {
    Runnable turn = turns.get(connectionId);
    if (turn != null) {
      turn.run();
    }
  }
}
