package io.coportal.sync.crash;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import io.coportal.sync.contract.LedgerUnderTest;
import io.coportal.sync.failpoint.Failpoints;
import java.io.UncheckedIOException;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.parallel.Isolated;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * At every point of a story the JVM halts or the step is aborted, one life after the other on one
 * database, with the ledgers' limits on. {@code -Dcrash.only='halt h2.*'} plays some of the cases,
 * {@code -Dcrash.points='.*Outcomes.*'} some of the points. Part of {@code mvn -Pcrash-matrix
 * verify}.
 */
@Tag("crash-matrix")
@Isolated("the starts of whole applications would stretch every other test's waits")
class CrashMatrixTest {
  private static final String ONLY = System.getProperty("crash.only", ".*");
  private static final String POINTS = System.getProperty("crash.points", ".*");
  private static final Duration LIMIT = Duration.ofMinutes(3);
  private static final Duration LOOK = Duration.ofMillis(100);

  @ParameterizedTest
  @MethodSource("io.coportal.sync.crash.MatrixCase#all")
  void losesAndDoublesNothingAtAnyPoint(MatrixCase of) {
    assumeTrue(of.toString().matches(ONLY));
    LedgerUnderTest ledger = of.limitedLedger();
    try (var installation = of.installation(ledger)) {
      var story = new MatrixStory(installation, ledger);
      Instant begun = Instant.now();
      List<String> points = points(installation, story, ledger);
      var spared = new ArrayList<String>();
      for (String point : points) {
        story.age();
        if (!live(of, point, installation, story)) {
          spared.add(point);
        }
      }
      installation.start();
      story.askAgain();
      awaitEnd(story, "the last life");

      System.out.printf(
          "%s: %d points in %d s, not passed again: %s%n",
          of, points.size(), Duration.between(begun, Instant.now()).toSeconds(), spared);
      MatrixVerdict verdict = MatrixVerdict.of(story, ledger);
      System.out.printf("%s: %s%n", of, verdict);
      assertThat(verdict.isClean()).as("%s: %s", of, verdict).isTrue();
    }
  }

  /** Every point that two undisturbed stories pass. */
  private static List<String> points(
      Installation installation, MatrixStory story, LedgerUnderTest ledger) {
    installation.start("--failpoints=on");
    Owner.connects(installation.api(), Company.BRITISH, ledger);
    installation.api().syncByItself(Company.BRITISH, ledger);
    story.happen();
    awaitEnd(story, "the first life");
    installation.process().kill9();
    story.age();
    installation.start("--failpoints=tell");
    story.happen();
    awaitEnd(story, "the second life");
    installation.process().kill9();
    return installation
        .process()
        .output()
        .lines()
        .filter(line -> line.startsWith(Failpoints.PASSED))
        .map(line -> line.substring(Failpoints.PASSED.length()))
        .filter(point -> point.matches(POINTS))
        .toList();
  }

  /**
   * A start whose step is aborted may end by itself.
   *
   * @return whether the point was passed
   */
  private static boolean live(
      MatrixCase of, String point, Installation installation, MatrixStory story) {
    installation.launch(of.at(point));
    var process = installation.process();
    await(point)
        .atMost(LIMIT)
        .pollInterval(LOOK)
        .until(() -> !process.alive() || installation.api().serves());
    if (process.alive()) {
      story.happen();
      await(point).atMost(LIMIT).pollInterval(LOOK).until(() -> !process.alive() || isOver(story));
    }
    boolean passed = process.output().contains(Failpoints.PASSED + point);
    if (process.alive()) {
      process.kill9();
    } else if (of.halts()) {
      assertThat(process.awaitEnd()).as(point).isEqualTo(Failpoints.HALTED);
    }
    return passed;
  }

  /** Whoever was refused by an aborted step asks again. */
  private static boolean isOver(MatrixStory story) {
    try {
      story.askAgain();
      return story.isOver();
    } catch (UncheckedIOException unanswered) {
      return false;
    }
  }

  private static void awaitEnd(MatrixStory story, String life) {
    await(life).atMost(LIMIT).pollInterval(LOOK).until(story::isOver);
  }
}
