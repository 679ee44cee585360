package io.coportal.sync.reconcile;

import java.time.Duration;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
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
  private final CureLinks links;
  private final Set<Waiter> waiters = ConcurrentHashMap.newKeySet();

  SyncWait(SyncRows rows, CureLinks links) {
    this.rows = rows;
    this.links = links;
  }

  private record Waiter(String syncId, Semaphore news) {}

  /**
   * What a row came to.
   *
   * @param settled whether it came to rest while somebody was willing to wait
   */
  public record Seen(SyncView view, boolean settled) {}

  /** Waits until the row has come to rest, or the patience is over. */
  public Seen look(String syncId, Duration patience) {
    Waiter waiter = new Waiter(syncId, new Semaphore(0));
    waiters.add(waiter);
    try {
      return look(waiter, System.nanoTime() + patience.toNanos(), !patience.isZero());
    } finally {
      waiters.remove(waiter);
    }
  }

  private Seen look(Waiter waiter, long deadline, boolean patient) {
    while (true) {
      waiter.news().drainPermits();
      SyncRow row = rows.get(waiter.syncId());
      if (row.state().settled()) {
        return new Seen(SyncView.of(row, links), patient);
      }
      long left = deadline - System.nanoTime();
      if (left <= 0 || !await(waiter, Math.min(left, LOOK_AGAIN_NANOS))) {
        return new Seen(SyncView.of(row, links), false);
      }
    }
  }

  /** Until something has come of the row, or the time is up; false when this server stops. */
  private static boolean await(Waiter waiter, long nanos) {
    try {
      waiter.news().tryAcquire(nanos, TimeUnit.NANOSECONDS);
      return true;
    } catch (InterruptedException stopping) {
      Thread.currentThread().interrupt();
      return false;
    }
  }

  @TransactionalEventListener(fallbackExecution = true)
  void wake(OutcomeRecorded recorded) {
    waiters.stream()
        .filter(waiter -> waiter.syncId().equals(recorded.syncId()))
        .forEach(waiter -> waiter.news().release());
  }
}
