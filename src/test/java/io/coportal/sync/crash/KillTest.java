package io.coportal.sync.crash;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.coportal.sync.simulator.Fault;
import io.coportal.sync.simulator.JournalEntry;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.parallel.Isolated;

/** {@code kill -9} at the points where it hurts; the ledger's own books are the judge. */
@ExtendWith(SceneExtension.class)
@Isolated("the application is a process of its own and needs the processor")
class KillTest {
  private static final String INVOICES = "/api.xro/2.0/Invoices";
  private static final String CONTACTS = "/api.xro/2.0/Contacts";
  private static final String TOKENS = "/connect/token";
  private static final int ACCEPTED = 30;
  private static final Duration LONGER_THAN_A_KEY_LIVES = Duration.ofMinutes(7);

  /** Longer than a kill takes on a busy machine, shorter than a start. */
  private static final Duration IN_FLIGHT = Duration.ofSeconds(6);

  private final Scene scene;

  KillTest(Scene scene) {
    this.scene = scene;
  }

  @Test
  void honoursA202RightAfterWhichItIsKilled() {
    var invoice = TestInvoice.of("right-after", 0);

    scene.api().accept(invoice);
    scene.kill9();
    scene.startAgain();

    scene.expectOnceInLedger(List.of(invoice));
  }

  @Test
  void honoursEvery202OfABurstIntoWhichItIsKilled() {
    var burst = new Burst(scene.api());

    burst.pressUntil(ACCEPTED);
    scene.kill9();
    burst.end();
    scene.startAgain();

    assertThat(burst.accepted()).hasSizeGreaterThanOrEqualTo(ACCEPTED);
    scene.expectOnceInLedger(burst.accepted());
    scene.expectNoDuplicates(burst.pressed());
  }

  @Test
  void replaysTheSameBytesAndKeyWhenKilledBeforeTheLedgerCommits() {
    var invoice = TestInvoice.of("before-commit", 0);
    var call = Ambush.on(scene.xero(), "PUT", INVOICES, Fault.slowWork(IN_FLIGHT));

    scene.api().accept(invoice);
    call.awaitVictim();
    scene.kill9();
    assertThat(scene.books().invoices(invoice)).isEmpty();
    scene.startAgain();

    scene.expectOnceInLedger(List.of(invoice));
    expectOneReplay(invoice);
  }

  @Test
  void replaysTheSameBytesAndKeyWhenKilledAfterTheLedgerCommitted() {
    var invoice = TestInvoice.of("after-commit", 0);
    var call = Ambush.on(scene.xero(), "PUT", INVOICES, Fault.slowAnswer(IN_FLIGHT));

    scene.api().accept(invoice);
    call.awaitVictim();
    await().until(() -> scene.books().invoices(invoice).size() == 1);
    scene.kill9();
    scene.startAgain();

    scene.expectOnceInLedger(List.of(invoice));
    expectOneReplay(invoice);
  }

  @Test
  void makesOneContactAndOneInvoiceWhenKilledBetweenTheTwo() {
    var invoice = TestInvoice.of("between", 0);
    var call = Ambush.on(scene.xero(), "PUT", CONTACTS, Fault.slowAnswer(IN_FLIGHT));

    scene.api().accept(invoice);
    call.awaitVictim();
    await().until(() -> scene.books().contacts(invoice).size() == 1);
    scene.kill9();
    assertThat(scene.books().invoices(invoice)).isEmpty();
    scene.startAgain();

    scene.expectOnceInLedger(List.of(invoice));
    assertThat(scene.books().creations(invoice)).hasSize(1);
  }

  @Test
  void goesOnAfterARefreshWhoseAnswerItDidNotLiveToHear() {
    var invoice = TestInvoice.of("refresh", 0);
    scene.xero().expireAccessTokens();
    var call = Ambush.on(scene.xero(), "POST", TOKENS, Fault.slowAnswer(IN_FLIGHT));
    int before = scene.books().refreshTokens().size();

    scene.api().accept(invoice);
    call.awaitVictim();
    scene.kill9();
    scene.startAgain();

    scene.expectOnceInLedger(List.of(invoice));
    await().until(() -> scene.books().refreshTokens().size() >= before + 2);
    var used = scene.books().refreshTokens();
    assertThat(used.get(before + 1))
        .as("rotated, and good for one more use")
        .isEqualTo(used.get(before));
    assertThat(scene.api().connection().path("state").asText()).isEqualTo("CONNECTED");
  }

  @Test
  void adoptsWhatItFindsWhenTheLedgerHasForgottenTheKey() {
    var invoice = TestInvoice.of("forgotten", 0);
    var call = Ambush.on(scene.xero(), "PUT", INVOICES, Fault.slowAnswer(IN_FLIGHT));

    scene.api().accept(invoice);
    call.awaitVictim();
    await().until(() -> scene.books().invoices(invoice).size() == 1);
    scene.kill9();
    scene.xero().clock().advance(LONGER_THAN_A_KEY_LIVES);
    scene.startAgain("--coportal.ledgers.xero.rules.replay-window=0s");

    scene.expectOnceInLedger(List.of(invoice));
    await().until(() -> !scene.books().creations(invoice).isEmpty());
    assertThat(scene.books().creations(invoice)).hasSize(1);
  }

  private void expectOneReplay(TestInvoice invoice) {
    // The first call is journalled when its scripted delay is over, perhaps after the second.
    await().untilAsserted(() -> assertThat(scene.books().creations(invoice)).hasSizeGreaterThan(1));
    var creations = scene.books().creations(invoice);
    assertThat(creations).hasSize(2);
    assertThat(creations)
        .extracting(JournalEntry::bodySha256)
        .containsOnly(creations.get(0).bodySha256());
    assertThat(creations)
        .extracting(creation -> creation.header("Idempotency-Key"))
        .doesNotContain("")
        .containsOnly(creations.get(0).header("Idempotency-Key"));
  }
}
