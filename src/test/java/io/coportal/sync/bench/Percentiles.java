package io.coportal.sync.bench;

import java.time.Duration;
import java.util.List;

/** Of durations, in milliseconds. */
record Percentiles(double p50, double p95, double p99) {
  private static final double NANOS = 1e6;

  static Percentiles of(List<Duration> durations) {
    List<Double> sorted =
        durations.stream().map(duration -> duration.toNanos() / NANOS).sorted().toList();
    return new Percentiles(at(sorted, 0.5), at(sorted, 0.95), at(sorted, 0.99));
  }

  private static double at(List<Double> sorted, double share) {
    return sorted.get((int) Math.min(sorted.size() - 1, Math.floor(sorted.size() * share)));
  }

  @Override
  public String toString() {
    return "p50 %s, p95 %s, p99 %s ms"
        .formatted(Results.number(p50), Results.number(p95), Results.number(p99));
  }
}
