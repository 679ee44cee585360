package io.coportal.sync.reconcile;

import com.github.kagkarlsson.scheduler.Scheduler;
import com.github.kagkarlsson.scheduler.boot.config.startup.AbstractSchedulerStarter;
import org.springframework.boot.context.event.ApplicationReadyEvent;
import org.springframework.context.event.EventListener;
import org.springframework.stereotype.Component;

/**
 * Lanes run once the routes do. The scheduler's own starter takes the refresh of the context of
 * health and metrics for ours, seconds before: a lane that is due then would pause for all
 * instances.
 */
@Component
class LanesStart extends AbstractSchedulerStarter {
  LanesStart(Scheduler scheduler) {
    super(scheduler);
  }

  @EventListener(ApplicationReadyEvent.class)
  void routesRun() {
    doStart();
  }
}
