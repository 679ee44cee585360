package io.coportal.sync.crash;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.coportal.sync.StartsApplications;
import io.coportal.sync.contract.LedgerUnderTest;
import io.coportal.sync.simulator.Fault;
import io.coportal.sync.simulator.JournalEntry;
import java.time.Duration;
import java.util.List;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

/**
 * {@code kill -9} at the points where it hurts; the ledgers' own books are the judge. Points at
 * which {@link HaltTest} ends a JVM too are part of {@code mvn -Pcrash-matrix verify}.
 */
@StartsApplications
@ExtendWith(SceneExtension.class)
class KillTest {
  private static final String PROFILE = "crash-matrix";
  private static final int ACCEPTED = 30;
  private static final Duration LONGER_THAN_A_KEY_LIVES = Duration.ofMinutes(7);

  /** Longer than a kill takes on a busy machine, shorter than a start. */
  private static final Duration IN_FLIGHT = Duration.ofSeconds(6);

  private final Scene scene;

  KillTest(Scene scene) {
    this.scene = scene;
  }

  @Tag(PROFILE)
  @Test
  void honoursA202RightAfterWhichItIsKilled() {
    var pushes = pushes("right-after");

    scene.accept(pushes);
    scene.kill9();
    scene.startAgain();

    scene.expectOnceInLedger(pushes);
  }

  @Test
  void honoursEvery202OfABurstIntoWhichItIsKilled() {
    var burst = new Burst(scene);

    burst.pressUntil(ACCEPTED);
    scene.kill9();
    burst.end();
    scene.startAgain();

    assertThat(burst.accepted()).hasSizeGreaterThanOrEqualTo(ACCEPTED);
    scene.expectOnceInLedger(burst.accepted());
    scene.expectNoDuplicates(burst.pressed());
  }

  @Tag(PROFILE)
  @Test
  void settlesWhatWasSentWhenKilledBeforeTheLedgerCommits() {
    var pushes = pushes("before-commit");
    var calls = Ambush.on(pushes, Push::isCreation, Fault.slowWork(IN_FLIGHT));

    scene.accept(pushes);
    calls.awaitVictims();
    scene.kill9();
    assertThat(pushes).allSatisfy(push -> assertThat(push.invoices()).isEmpty());
    scene.startAgain();

    scene.expectOnceInLedger(pushes);
    pushes.forEach(KillTest::expectNothingButRepeats);
  }

  @Tag(PROFILE)
  @Test
  void settlesWhatWasSentWhenKilledAfterTheLedgerCommitted() {
    var pushes = pushes("after-commit");
    var calls = Ambush.on(pushes, Push::isCreation, Fault.slowAnswer(IN_FLIGHT));

    scene.accept(pushes);
    calls.awaitVictims();
    awaitInLedger(pushes);
    scene.kill9();
    scene.startAgain();

    scene.expectOnceInLedger(pushes);
    pushes.forEach(KillTest::expectNothingButRepeats);
  }

  @Test
  void makesOneContactAndOneInvoiceWhenKilledBetweenTheTwo() {
    var pushes = pushes("between");
    var calls = Ambush.on(pushes, Push::isContactCreation, Fault.slowAnswer(IN_FLIGHT));

    scene.accept(pushes);
    calls.awaitVictims();
    await().until(() -> pushes.stream().allMatch(push -> push.contacts().size() == 1));
    scene.kill9();
    assertThat(pushes).allSatisfy(push -> assertThat(push.invoices()).isEmpty());
    scene.startAgain();

    scene.expectOnceInLedger(pushes);
    assertThat(pushes).allSatisfy(push -> assertThat(push.creations()).hasSize(1));
  }

  @Test
  void goesOnAfterARefreshWhoseAnswerItDidNotLiveToHear() {
    var pushes = pushes("refresh");
    scene.ledgers().forEach(LedgerUnderTest::expireAccessTokens);
    var calls =
        Ambush.at(
            scene.ledgers(),
            (ledger, request) -> Scene.isRefresh(request),
            Fault.slowAnswer(IN_FLIGHT));
    var before =
        scene.ledgers().stream()
            .collect(Collectors.toMap(each -> each, each -> scene.refreshTokens(each).size()));

    scene.accept(pushes);
    calls.awaitVictims();
    scene.kill9();
    scene.startAgain();

    scene.expectOnceInLedger(pushes);
    before.forEach(this::expectOneMoreUseOfTheSameToken);
  }

  @Test
  void adoptsWhatItFindsWhenTheLedgerHasForgottenTheKey() {
    var pushes = pushes("forgotten");
    var calls = Ambush.on(pushes, Push::isCreation, Fault.slowAnswer(IN_FLIGHT));

    scene.accept(pushes);
    calls.awaitVictims();
    awaitInLedger(pushes);
    scene.kill9();
    scene.ledgers().forEach(ledger -> ledger.clock().advance(LONGER_THAN_A_KEY_LIVES));
    scene.startAgain(
        scene.ledgers().stream()
            .map(LedgerUnderTest::name)
            .map("--coportal.ledgers.%s.rules.replay-window=0s"::formatted)
            .toArray(String[]::new));

    scene.expectOnceInLedger(pushes);
    pushes.forEach(KillTest::expectOneCreation);
  }

  private List<Push> pushes(String story) {
    return scene.everywhere(TestInvoice.of(story, 0));
  }

  private static void awaitInLedger(List<Push> pushes) {
    await().until(() -> pushes.stream().allMatch(push -> push.invoices().size() == 1));
  }

  private void expectOneMoreUseOfTheSameToken(LedgerUnderTest ledger, int before) {
    await().until(() -> scene.refreshTokens(ledger).size() >= before + 2);
    var used = scene.refreshTokens(ledger);
    assertThat(used.get(before + 1))
        .as("rotated, and good for one more use")
        .isEqualTo(used.get(before));
    assertThat(scene.api().connectionState(Company.BRITISH, ledger)).isEqualTo("CONNECTED");
  }

  private static void expectNothingButRepeats(Push push) {
    if (push.ledger().isSentAgainUnanswered()) {
      expectOneRepeat(push);
    } else {
      expectOneCreation(push);
    }
  }

  private static void expectOneCreation(Push push) {
    // A call is journalled when its scripted delay is over.
    await().until(() -> !push.creations().isEmpty());
    assertThat(push.creations()).as(push.toString()).hasSize(1);
  }

  private static void expectOneRepeat(Push push) {
    // The first call is journalled when its scripted delay is over, perhaps after the second.
    await().untilAsserted(() -> assertThat(push.creations()).hasSizeGreaterThan(1));
    var creations = push.creations();
    assertThat(creations).hasSize(2);
    assertThat(creations)
        .extracting(JournalEntry::bodySha256)
        .containsOnly(creations.get(0).bodySha256());
    assertThat(creations)
        .extracting(push.ledger()::keyOf)
        .doesNotContain("")
        .containsOnly(push.ledger().keyOf(creations.get(0)));
  }
}
