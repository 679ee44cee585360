package io.coportal.sync.reconcile;

import com.github.kagkarlsson.scheduler.Scheduler;
import com.github.kagkarlsson.scheduler.exceptions.DbSchedulerException;
import com.github.kagkarlsson.scheduler.task.SchedulableInstance;
import com.github.kagkarlsson.scheduler.task.TaskInstance;
import com.github.kagkarlsson.scheduler.task.TaskInstanceId;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.RejectedExecutionException;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.beans.factory.DisposableBean;
import org.springframework.beans.factory.ObjectProvider;
import org.springframework.stereotype.Component;
import org.springframework.transaction.support.TransactionSynchronization;
import org.springframework.transaction.support.TransactionSynchronizationManager;

/**
 * One lane per connection: a task instance that one worker serves at a time, on any number of
 * machines. Waking is a courtesy for speed; the sweep finds whatever a crash or a race forgot.
 */
@Component("lanes")
public class Lanes implements DisposableBean {
  static final String TASK = "lane";
  private static final Logger LOG = LoggerFactory.getLogger(Lanes.class);

  /** Many times the period of the sweep: what one of them missed, the next ones find. */
  private static final Duration LATELY = Duration.ofSeconds(30);

  private static final Duration BETWEEN_WHOLE_SWEEPS = Duration.ofMinutes(1);

  private final ObjectProvider<Scheduler> scheduler;
  private final SyncRows rows;
  private final LaneBell bell;

  /**
   * Callers still hold a database connection when they wake a lane; a second one is not theirs to
   * wait for.
   */
  private final ExecutorService courier = Executors.newSingleThreadExecutor(Lanes::named);

  private final Clock clock;

  /** Only the sweep's own thread reads and writes it. */
  private Instant nextWholeSweep = Instant.EPOCH;

  Lanes(ObjectProvider<Scheduler> scheduler, SyncRows rows, LaneBell bell, Clock clock) {
    this.scheduler = scheduler;
    this.rows = rows;
    this.bell = bell;
    this.clock = clock;
  }

  /** Has the lane served now, after the running transaction if there is one. */
  public void wake(String connectionId) {
    wake(connectionId, false);
  }

  /**
   * @param click whether a person waits, so that it goes before lanes in which nobody does
   */
  void wake(String connectionId, boolean click) {
    if (!TransactionSynchronizationManager.isSynchronizationActive()) {
      send(connectionId, click);
      return;
    }
    TransactionSynchronizationManager.registerSynchronization(
        new TransactionSynchronization() {
          @Override
          public void afterCommit() {
            send(connectionId, click);
          }
        });
  }

  /**
   * Wakes every lane that has due rows and no task about to run. Mostly only what has become due
   * lately is looked at, so that a backlog costs nothing; now and then all of it.
   */
  public void sweep() {
    Instant now = clock.instant();
    boolean all = !now.isBefore(nextWholeSweep);
    rows.connectionsWithForgottenRows(all ? Instant.EPOCH : now.minus(LATELY))
        .forEach(connection -> schedule(connection, false));
    if (all) {
      nextWholeSweep = now.plus(BETWEEN_WHOLE_SWEEPS);
    }
  }

  /** A worker that is free now need not wait for its next look. */
  void look() {
    scheduler.getObject().triggerCheckForDueExecutions();
  }

  private void send(String connectionId, boolean click) {
    try {
      courier.execute(() -> schedule(connectionId, click));
    } catch (RejectedExecutionException stopping) {
      LOG.debug("Lane {} is not woken by a server that stops", connectionId);
    }
  }

  private static Thread named(Runnable work) {
    Thread thread = new Thread(work, "lane-courier");
    thread.setDaemon(true);
    return thread;
  }

  private void schedule(String connectionId, boolean click) {
    try {
      bring(scheduler.getObject(), connectionId, click);
    } catch (RuntimeException missed) {
      LOG.warn(
          "Lane {} was not woken, the sweep will find it: {}", connectionId, missed.toString());
    }
  }

  private void bring(Scheduler running, String connectionId, boolean click) {
    bell.ring(connectionId);
    Instant due = click ? clock.instant().minus(LaneSchedule.AHEAD) : clock.instant();
    boolean isNew =
        running.scheduleIfNotExists(
            SchedulableInstance.of(new TaskInstance<>(TASK, connectionId), due));
    if (!isNew) {
      bringForward(running, TaskInstanceId.of(TASK, connectionId), due);
    }
    running.triggerCheckForDueExecutions();
  }

  private void bringForward(Scheduler running, TaskInstanceId lane, Instant due) {
    try {
      if (running
          .getScheduledExecution(lane)
          .filter(task -> task.getExecutionTime().isAfter(due))
          .isEmpty()) {
        return;
      }
      running.reschedule(lane, due);
    } catch (DbSchedulerException changedMeanwhile) {
      // It was picked, ended or brought forward by another at this moment. A running lane reads its
      // due rows again before it ends; one that has just ended is swept.
    }
  }

  @Override
  public void destroy() {
    courier.shutdown();
  }
}
