package io.coportal.sync.reconcile;

import java.util.Collection;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.concurrent.locks.Condition;
import java.util.concurrent.locks.ReentrantLock;
import org.springframework.stereotype.Component;

/**
 * What the batches of one lane must not do side by side. A lane is served by one instance at a
 * time, so this instance's memory is enough.
 */
@Component("laneClaims")
public class LaneClaims {
  private final ReentrantLock lock = new ReentrantLock();
  private final Condition released = lock.newCondition();
  private final Set<Claim> taken = new HashSet<>();

  private record Claim(String connectionId, String kind, String what) {}

  /** Waits for the batch of this lane that has it. */
  public void claim(SyncBatch batch, String kind) throws InterruptedException {
    claim(batch, kind, List.of(kind));
  }

  /**
   * Waits until no batch of this lane has any of these, and takes all of them: two that wait for
   * each other do not come about.
   *
   * @throws InterruptedException when this server stops
   */
  void claim(SyncBatch batch, String kind, Collection<String> what) throws InterruptedException {
    List<Claim> claims =
        what.stream().map(one -> new Claim(batch.connectionId(), kind, one)).distinct().toList();
    lock.lock();
    try {
      while (claims.stream().anyMatch(taken::contains)) {
        released.await();
      }
      taken.addAll(claims);
      batch.claimed(kind, what);
    } finally {
      lock.unlock();
    }
  }

  /** Gives back what this batch has claimed of this kind, if it has. */
  public void release(SyncBatch batch, String kind) {
    lock.lock();
    try {
      batch.claims(kind).forEach(what -> taken.remove(new Claim(batch.connectionId(), kind, what)));
      batch.claimed(kind, List.of());
      released.signalAll();
    } finally {
      lock.unlock();
    }
  }
}
