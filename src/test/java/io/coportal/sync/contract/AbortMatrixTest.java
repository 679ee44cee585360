package io.coportal.sync.contract;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.coportal.sync.OnEachDatabase;
import io.coportal.sync.failpoint.Failpoints;
import io.coportal.sync.failpoint.Failpoints.Action;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.parallel.Isolated;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/**
 * Commits and calls of a story are aborted, before and after; a story survives several of them, and
 * those that it came past no more are printed. The ledger's books judge: every accepted invoice is
 * there once, with its newest content. The ledgers' limits are off.
 */
@OnEachDatabase
@Isolated("the waits of the stories are short, and the time of all of them is printed")
class AbortMatrixTest {
  private static final Duration LIMIT = Duration.ofSeconds(120);

  /** {@code -Dcrash.together=1} gives each point a story of its own. */
  private static final int TOGETHER = Integer.getInteger("crash.together", 12);

  /** A story passes these however it is disturbed; others only on the way that an abort spares. */
  private static final String ALWAYS_PASSED =
      ".*(send-request|Freezer|Outcomes|Intake|SyncRequests|LaneFence).*";

  /** The stories follow one another faster than the ledgers' limits would let them. */
  private static final Map<String, String> SETTINGS =
      Map.of(
          "failpoints", "on",
          "coportal.ledgers.quickbooks.limits.company-batches.calls", "1000000",
          "coportal.ledgers.quickbooks.limits.company-minute.calls", "1000000",
          "coportal.ledgers.xero.limits.organisation-minute.calls", "1000000");

  private static List<LedgerUnderTest> ledgers;
  private static CoPortalUnderTest application;

  @BeforeAll
  static void start() {
    ledgers = LedgersUnderTest.another();
    application = CoPortalUnderTest.another(ledgers, SETTINGS);
  }

  @AfterAll
  static void stop() {
    application.stop();
  }

  @ParameterizedTest
  @ValueSource(strings = {"xero", "quickbooks"})
  void anAbortAtAnyPointLosesAndDoublesNothing(String name) {
    LedgerUnderTest ledger = ledger(name);
    var failpoints = application.bean(Failpoints.class);
    PortalWorkspace workspace =
        PortalWorkspace.created(application.portal(), "aborts-" + name.charAt(0), ledger).connect();
    var stories = new ArrayList<CrashStory>();
    Instant begun = Instant.now();
    tell(stories, workspace, ledger);
    tell(stories, workspace, ledger);
    List<String> points = failpoints.passed();

    var spared = new ArrayList<String>();
    for (List<String> together : groups(points)) {
      var story = new CrashStory(application, workspace, ledger);
      story.prepare();
      failpoints.arm(together, Action.ABORT);
      story.happen();
      try {
        await(together.toString()).atMost(LIMIT).untilAsserted(story::assertOver);
      } finally {
        spared.addAll(failpoints.disarm());
      }
      stories.add(story);
    }

    System.out.printf(
        "aborts, %s: %d points in %d s, not passed again: %s%n",
        name, points.size(), Duration.between(begun, Instant.now()).toSeconds(), spared);
    CrashStory.Verdict verdict = CrashStory.verdict(stories);
    System.out.printf("aborts, %s: %s%n", name, verdict);
    assertThat(verdict.isClean()).as(verdict.toString()).isTrue();
    assertThat(spared).noneMatch(point -> point.matches(ALWAYS_PASSED));
  }

  private static void tell(
      List<CrashStory> stories, PortalWorkspace workspace, LedgerUnderTest ledger) {
    var story = new CrashStory(application, workspace, ledger);
    story.prepare();
    application.bean(Failpoints.class).forget();
    story.happen();
    await().atMost(LIMIT).untilAsserted(story::assertOver);
    stories.add(story);
  }

  /** Neighbours in the story are never in one group: a step that was aborted is not passed. */
  private static List<List<String>> groups(List<String> points) {
    int groups = (points.size() + TOGETHER - 1) / TOGETHER;
    return IntStream.range(0, groups)
        .mapToObj(
            group ->
                IntStream.range(0, points.size())
                    .filter(n -> n % groups == group)
                    .mapToObj(points::get)
                    .toList())
        .toList();
  }

  private static LedgerUnderTest ledger(String name) {
    return ledgers.stream().filter(each -> each.name().equals(name)).findFirst().orElseThrow();
  }
}
