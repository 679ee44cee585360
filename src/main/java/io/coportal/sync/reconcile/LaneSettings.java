package io.coportal.sync.reconcile;

import io.coportal.sync.problem.StartRefused;
import org.springframework.boot.context.properties.ConfigurationProperties;

/**
 * How a lane works.
 *
 * @param batches requests of one connection in flight at once; one place more is kept for clicks
 */
@ConfigurationProperties("coportal.lane")
record LaneSettings(int batches) {
  LaneSettings {
    StartRefused.unlessAtLeast(1, "coportal.lane.batches", batches);
  }
}
