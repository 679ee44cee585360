package io.coportal.sync.contract;

import static org.assertj.core.api.Assertions.assertThat;

import com.github.kagkarlsson.scheduler.Scheduler;
import io.coportal.sync.failpoint.Failpoints;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.atomic.AtomicInteger;

/**
 * Random schedules at one ledger on a clock that is moved by hand, one after the other. The first
 * seed is printed and each schedule takes the next one; {@code -Dschedules.seed=…
 * -Dschedules.count=…} repeats them, as far as aborts strike the same step again. The test serves
 * the lanes itself; what an owner of a lane that was taken over still does, it does at the same
 * instant. A workspace is used for as long as all its invoices end in the ledger.
 */
final class Schedules {
  private static final long SECONDS = Long.getLong("schedules.seconds", 7_200);
  private static final long SEED = Long.getLong("schedules.seed", System.nanoTime());
  private static final String ONLY = System.getProperty("schedules.only", ".*");
  private static final AtomicInteger WORKSPACES = new AtomicInteger();

  /** Only the test serves lanes, and only it lets time pass. */
  private static final Map<String, String> SETTINGS =
      Map.ofEntries(
          Map.entry("failpoints", "on"),
          Map.entry("virtual-time", "on"),
          Map.entry("coportal.redelivery.delay", "1"),
          // It is of all schedules, and whoever connects next would find it open.
          Map.entry("coportal.circuit.failures", "1000000"),
          Map.entry("coportal.sweep.period", "86400000"),
          Map.entry("coportal.backfill.period", "86400000"),
          Map.entry("coportal.poll.auto-sync-cron", "0 0 0 1 1 ? 2099"),
          Map.entry("coportal.retry.first-delay", "10s"),
          Map.entry("coportal.retry.longest-delay", "1h"),
          Map.entry("coportal.ledgers.xero.rules.replay-after", "10s"));

  private final LedgerUnderTest ledger;
  private final CoPortalUnderTest application;
  private final int count;

  private Schedules(LedgerUnderTest ledger, CoPortalUnderTest application, int count) {
    this.ledger = ledger;
    this.application = application;
    this.count = count;
  }

  /** Ledgers that {@code -Dschedules.only} leaves. */
  static List<String> ledgers() {
    return LedgersUnderTest.another().stream()
        .map(LedgerUnderTest::name)
        .filter(name -> name.matches(ONLY))
        .toList();
  }

  /**
   * @param most schedules, unless {@code -Dschedules.count} says how many
   * @param besides settings that make no difference to what happens
   */
  static void at(String name, int most, Map<String, String> besides) {
    List<LedgerUnderTest> ledgers = LedgersUnderTest.another();
    LedgerUnderTest ledger =
        ledgers.stream().filter(each -> each.name().equals(name)).findFirst().orElseThrow();
    var settings = new HashMap<>(SETTINGS);
    settings.putAll(besides);
    CoPortalUnderTest application = CoPortalUnderTest.another(ledgers, settings);
    application.bean(Scheduler.class).pause();
    try {
      new Schedules(ledger, application, Integer.getInteger("schedules.count", most)).run();
    } finally {
      application.stop();
    }
  }

  private void run() {
    List<String> points = points();
    var ends = new ArrayList<ScheduleEnd>();
    var failing = new ArrayList<String>();
    PortalWorkspace workspace = workspace();
    long begun = System.nanoTime();
    for (long n = 0; n < count && millis(begun) < SECONDS * 1_000; n++) {
      long seed = SEED + n;
      var schedule = new Schedule(application, workspace, ledger, points, seed);
      boolean allSynced = false;
      try {
        ScheduleEnd end = schedule.run();
        ends.add(end);
        allSynced = end.synced() == end.accepted() && end.isClean();
        if (!end.isClean()) {
          failing.add("seed %d: %s%n  %s".formatted(seed, end, schedule.told()));
        }
      } catch (RuntimeException | AssertionError broken) {
        failing.add("seed %d: %s%n  %s".formatted(seed, broken, schedule.told()));
      }
      if (!allSynced) {
        schedule.leave();
        workspace = workspace();
      }
    }
    print(ends, millis(begun));
    failing.forEach(each -> System.out.println("schedules, " + ledger.name() + ", " + each));
    assertThat(failing).isEmpty();
    assertThat(ends).isNotEmpty();
  }

  private void print(List<ScheduleEnd> ends, long millis) {
    var causes = new TreeMap<String, Integer>();
    ends.forEach(end -> end.standing().forEach(cause -> causes.merge(cause, 1, Integer::sum)));
    System.out.printf(
        "schedules, %s: %d from seed %d, %d ms each: accepted %d, synced %d, standing still with a cause %d, duplicates %d, lost %d %s%n",
        ledger.name(),
        ends.size(),
        SEED,
        millis / Math.max(1, ends.size()),
        ends.stream().mapToInt(ScheduleEnd::accepted).sum(),
        ends.stream().mapToInt(ScheduleEnd::synced).sum(),
        causes.values().stream().mapToInt(Integer::intValue).sum(),
        ends.stream().mapToInt(ScheduleEnd::duplicates).sum(),
        ends.stream().mapToInt(ScheduleEnd::lost).sum(),
        causes);
  }

  private PortalWorkspace workspace() {
    PortalWorkspace workspace =
        PortalWorkspace.created(
                application.portal(), "schedule-" + WORKSPACES.incrementAndGet(), ledger)
            .connectPatiently();
    workspace.change("{\"autoSync\": true}");
    return workspace;
  }

  /**
   * Sorted, so that a seed means the same in every run; none that only an undisturbed one passes.
   */
  private List<String> points() {
    application.bean(Failpoints.class).forget();
    var first = new Schedule(application, workspace(), ledger, List.of("before-commit:none"), 0);
    first.run();
    first.leave();
    return application.bean(Failpoints.class).passed().stream()
        .filter(
            point ->
                point.matches(".*(Freezer|Outcomes|LaneFence|Settlement|FrozenRequests|-call:).*"))
        .sorted()
        .toList();
  }

  private static long millis(long begun) {
    return Duration.ofNanos(System.nanoTime() - begun).toMillis();
  }
}
