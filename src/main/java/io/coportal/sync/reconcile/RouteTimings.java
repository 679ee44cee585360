package io.coportal.sync.reconcile;

import io.coportal.sync.problem.StartRefused;
import org.quartz.CronExpression;
import org.springframework.beans.factory.annotation.Value;
import org.springframework.stereotype.Component;

/** What routes are told of times, checked before they are made. */
@Component
class RouteTimings {
  RouteTimings(
      @Value("${coportal.redelivery.delay}") long redeliveryDelay,
      @Value("${coportal.sweep.period}") long sweepPeriod,
      @Value("${coportal.poll.auto-sync-cron}") String autoSyncCron) {
    StartRefused.unlessAtLeast(1, "coportal.redelivery.delay", redeliveryDelay);
    StartRefused.unlessAtLeast(1, "coportal.sweep.period", sweepPeriod);
    if (!CronExpression.isValidExpression(autoSyncCron)) {
      throw new StartRefused(
          "coportal.poll.auto-sync-cron is " + autoSyncCron + ", which is no Quartz cron.",
          "Set it to six or seven fields beginning with seconds, such as 0 * * * * ? for each"
              + " minute.");
    }
  }
}
