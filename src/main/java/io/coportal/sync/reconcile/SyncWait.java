package io.coportal.sync.reconcile;

import java.time.Duration;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicLong;
import java.util.concurrent.locks.Condition;
import java.util.concurrent.locks.ReentrantLock;
import org.springframework.stereotype.Component;
import org.springframework.transaction.event.TransactionalEventListener;

/**
 * Lets a caller wait for the outcome of a sync. Outcomes of this instance wake it at once; those of
 * other instances are seen by looking again.
 */
@Component
public class SyncWait {
  private static final long LOOK_AGAIN_NANOS = TimeUnit.MILLISECONDS.toNanos(200);

  private final SyncRows rows;
  private final ReentrantLock lock = new ReentrantLock();
  private final AtomicLong changes = new AtomicLong();
  private final Condition outcome = lock.newCondition();

  SyncWait(SyncRows rows) {
    this.rows = rows;
  }

  /**
   * @return whether the row came to rest in time
   */
  public boolean untilSettled(String syncId, Duration patience) {
    long deadline = System.nanoTime() + patience.toNanos();
    while (true) {
      long seen = changes.get();
      if (rows.get(syncId).state().settled()) {
        return !patience.isZero();
      }
      long left = deadline - System.nanoTime();
      if (left <= 0 || !await(seen, Math.min(left, LOOK_AGAIN_NANOS))) {
        return false;
      }
    }
  }

  /** Until something has come of any row since, or the time is up; false when this server stops. */
  private boolean await(long seen, long nanos) {
    lock.lock();
    try {
      if (changes.get() == seen) {
        outcome.awaitNanos(nanos);
      }
      return true;
    } catch (InterruptedException stopping) {
      Thread.currentThread().interrupt();
      return false;
    } finally {
      lock.unlock();
    }
  }

  @TransactionalEventListener(fallbackExecution = true)
  void wake(OutcomeRecorded recorded) {
    changes.incrementAndGet();
    lock.lock();
    try {
      outcome.signalAll();
    } finally {
      lock.unlock();
    }
  }
}
