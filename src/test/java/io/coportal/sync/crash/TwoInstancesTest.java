package io.coportal.sync.crash;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.coportal.sync.StartsApplications;
import io.coportal.sync.contract.LedgerUnderTest;
import io.coportal.sync.simulator.Fault;
import io.coportal.sync.simulator.JournalEntry;
import io.coportal.sync.simulator.Request;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.atomic.AtomicReference;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/**
 * Two instances on one PostgreSQL share the work, and nothing is doubled, whatever befalls one.
 * More stories, and three instances, are part of {@code mvn -Pcrash-matrix verify}.
 */
@StartsApplications
class TwoInstancesTest {
  private static final int EACH = 8;
  private static final int A_GOOD_START = 4;
  private static final Duration LIMIT = Duration.ofSeconds(120);

  /** Longer than a freeze takes on a busy machine. */
  private static final Duration IN_FLIGHT = Duration.ofSeconds(3);

  private static Instances both;

  @BeforeAll
  static void start() {
    both = new Instances(2);
  }

  @AfterAll
  static void stop() {
    if (both != null) {
      both.close();
    }
  }

  @Test
  void everyInvoiceArrivesOnceThoughTokensExpireAndAnInstanceIsKilled() {
    List<Push> created = both.pushes("shared", EACH, 1);
    List<Push> changed = both.pushes("shared", EACH, 2);
    List<Push> changedAgain = both.pushes("shared", EACH, 3);

    both.acceptByTurns(created, both.second(), both.first());
    await("both work").atMost(LIMIT).until(() -> bothHaveWritten(A_GOOD_START));
    int refreshes = both.refreshes().size();
    both.ledgers().forEach(LedgerUnderTest::expireAccessTokens);
    both.acceptByTurns(changed, both.first(), both.second());
    await("each grant is refreshed")
        .atMost(LIMIT)
        .until(() -> both.refreshes().size() >= refreshes + both.connections());
    both.first().process().kill9();
    both.expectOnceInLedgers(changed, both.second());
    assertThat(both.refreshes()).hasSize(refreshes + both.connections());

    both.first().start();
    both.acceptByTurns(changedAgain, both.first(), both.second());
    both.expectOnceInLedgers(changedAgain, both.first());
    both.expectConnected(both.first());
    System.out.printf(
        "two instances: %d invoices three times; %d written by one, %d by the other%n",
        created.size(), both.writes(both.first()).size(), both.writes(both.second()).size());
  }

  @ParameterizedTest
  @ValueSource(strings = {"xero", "quickbooks"})
  void whatAFrozenInstanceStillDoesIsDropped(String ledger) {
    // A link with its name in it is what one of the ledgers refuses.
    String nickname = ledger.substring(0, 1);
    Push created = both.push(Company.BRITISH, ledger, "frozen-" + nickname, 1);
    Push changed = both.push(Company.BRITISH, ledger, "frozen-" + nickname, 2);
    Push later = both.push(Company.BRITISH, ledger, "thawed-" + nickname, 1);
    var caller = new AtomicReference<String>();
    var call =
        Ambush.on(
            List.of(created),
            (push, request) ->
                push.isCreation(request) && caller.compareAndSet(null, host(request)),
            Fault.slowAnswer(IN_FLIGHT));

    both.first().api().accept(created);
    call.awaitVictims();
    Installation frozen = both.calling(caller.get());
    Installation awake = both.otherThan(frozen);
    frozen.process().freeze();
    try {
      both.expectOnceInLedgers(List.of(created), awake);
      awake.api().accept(changed);
      both.expectOnceInLedgers(List.of(changed), awake);
      int expected = created.ledger().isSentAgainUnanswered() ? 3 : 2;
      await("the frozen one's answer is there").until(() -> created.writes().size() >= expected);
    } finally {
      frozen.process().thaw();
    }
    int writes = created.writes().size();
    frozen.api().accept(later);

    both.expectOnceInLedgers(List.of(later, changed), frozen);
    assertThat(created.writes()).hasSize(writes);
  }

  @Tag("crash-matrix")
  @Test
  void aRefreshInWhichAnInstanceFreezesIsMadeByTheOther() {
    Push push = both.push(Company.BRITISH, "xero", "mid-refresh", 1);
    var caller = new AtomicReference<String>();
    push.ledger().expireAccessTokens();
    var call =
        Ambush.on(
            List.of(push),
            (its, request) -> Scene.isRefresh(request) && caller.compareAndSet(null, host(request)),
            Fault.slowAnswer(IN_FLIGHT));

    both.first().api().accept(push);
    call.awaitVictims();
    Installation frozen = both.calling(caller.get());
    Installation awake = both.otherThan(frozen);
    frozen.process().freeze();
    try {
      both.expectOnceInLedgers(List.of(push), awake);
    } finally {
      frozen.process().thaw();
    }

    Push later = both.push(Company.BRITISH, "xero", "after-refresh", 1);
    frozen.api().accept(later);
    both.expectOnceInLedgers(List.of(push, later), frozen);
    both.expectConnected(frozen);
  }

  @Test
  void oneInstanceAtATimeServesALane() {
    new Races(both).claims(5);
  }

  @Test
  void aReconnectWhileCallsAreInFlightLosesAndDoublesNothing() {
    new Races(both).reconnects(1);
  }

  private static String host(Request request) {
    return request.header("Host").orElse("");
  }

  private static boolean bothHaveWritten(int atLeast) {
    List<JournalEntry> one = both.writes(both.first());
    List<JournalEntry> other = both.writes(both.second());
    return one.size() >= atLeast && other.size() >= atLeast;
  }
}
