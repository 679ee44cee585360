package io.coportal.sync.reconcile;

import java.util.List;

/**
 * Invoices that go out in one request, in this order, all of one operation and with everything
 * decided.
 */
public record RequestGroup(List<SyncJob> jobs) {
  public RequestGroup {
    jobs = List.copyOf(jobs);
  }

  /** CREATE or UPDATE. */
  String operation() {
    return jobs.get(0).prepared().operation();
  }

  int size() {
    return jobs.size();
  }

  /** In two, the first half first. */
  List<RequestGroup> halves() {
    int half = jobs.size() / 2;
    return List.of(
        new RequestGroup(jobs.subList(0, half)), new RequestGroup(jobs.subList(half, jobs.size())));
  }

  /** The number of the row's new intent. */
  static long intent(SyncJob job) {
    return job.row().intentSeq() + 1;
  }
}
