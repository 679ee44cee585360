package io.coportal.sync.reconcile;

import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.locks.ReentrantLock;
import org.springframework.stereotype.Component;

/**
 * What the batches of one lane must not do side by side. A lane is served by one instance at a
 * time, so this instance's memory is enough. Claim and release by the same thread.
 */
@Component("laneClaims")
public class LaneClaims {
  private final Map<String, ReentrantLock> claims = new ConcurrentHashMap<>();

  /** Waits for the batch of this lane that has it. */
  public void claim(String connectionId, String what) {
    claims.computeIfAbsent(key(connectionId, what), first -> new ReentrantLock(true)).lock();
  }

  public void release(String connectionId, String what) {
    ReentrantLock claim = claims.get(key(connectionId, what));
    if (claim != null && claim.isHeldByCurrentThread()) {
      claim.unlock();
    }
  }

  /** The lane's turn is over, and none of its batches is at work. */
  void forget(String connectionId) {
    claims.keySet().removeIf(key -> key.startsWith(connectionId + " "));
  }

  private static String key(String connectionId, String what) {
    return connectionId + " " + what;
  }
}
