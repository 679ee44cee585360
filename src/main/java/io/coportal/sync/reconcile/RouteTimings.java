package io.coportal.sync.reconcile;

import io.coportal.sync.problem.StartRefused;
import org.springframework.boot.context.properties.ConfigurationProperties;

/** What routes are told of times, checked before they are made. Milliseconds, and a Quartz cron. */
@ConfigurationProperties("coportal")
record RouteTimings(Redelivery redelivery, Sweep sweep, Poll poll, Backfilling backfill) {

  /**
   * @param delay before the error handler repeats a step
   */
  record Redelivery(long delay) {
    Redelivery {
      StartRefused.unlessAtLeast(1, "coportal.redelivery.delay", delay);
    }
  }

  /**
   * @param period between two looks for due rows that nobody serves
   */
  record Sweep(long period) {
    Sweep {
      StartRefused.unlessAtLeast(1, "coportal.sweep.period", period);
    }
  }

  /**
   * @param autoSyncCron when invoices are looked for that were never asked for
   */
  record Poll(String autoSyncCron) {
    Poll {
      StartRefused.unlessCron("coportal.poll.auto-sync-cron", autoSyncCron);
    }
  }

  /**
   * @param period between two looks for back-fills to go on with
   */
  record Backfilling(long period) {
    Backfilling {
      StartRefused.unlessAtLeast(1, "coportal.backfill.period", period);
    }
  }
}
