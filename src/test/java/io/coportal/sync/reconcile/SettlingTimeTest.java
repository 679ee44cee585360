package io.coportal.sync.reconcile;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.assertj.core.api.Assertions.within;

import io.coportal.sync.ledger.LedgerStop;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;

/** What became of a request is not asked while the ledger may still be at work on it. */
class SettlingTimeTest {
  private static final String NO_ANSWER = "{'failure': 'unknown'}";
  private static final String GATEWAY_GAVE_UP = "{'status': 504}";

  abstract static class Scene extends FrozenRequestScene {
    Scene(String provider) {
      super(provider);
    }

    protected void assertSettledAfter(Instant start, Duration wait) {
      assertThat(rows.get(sync).dueAt()).isCloseTo(start.plus(wait), within(5, ChronoUnit.SECONDS));
    }

    protected void assertLookedUpOnlyAfter(Duration wait) {
      clock.pass(wait.minusSeconds(5));
      assertThatExceptionOfType(LedgerStop.class).isThrownBy(() -> requests.lookUp(request));
      clock.pass(Duration.ofSeconds(10));
      assertThat(requests.lookUp(request).path("numbers")).hasSize(1);
    }
  }

  @Nested
  class OneThatKnowsKeys extends Scene {
    OneThatKnowsKeys() {
      super("xero");
    }

    @Test
    void anUnansweredRequestIsRepeatedSoonWhileItsKeyIsKnown() {
      outcomes.record(batch, request, json(NO_ANSWER), clock.instant());

      assertSettledAfter(clock.instant(), Duration.ofSeconds(10));
      assertThat(requests.replayable(request)).isTrue();
    }

    @Test
    void whatAGatewayGaveUpIsLookedUpOnceTheLedgerHasEndedItsWorkOnTheLastTry() {
      clock.pass(Duration.ofSeconds(120));

      outcomes.record(batch, request, json(GATEWAY_GAVE_UP), clock.instant().minusSeconds(60));

      assertSettledAfter(clock.instant(), Duration.ofSeconds(110));
      assertThat(requests.replayable(request)).isFalse();
      assertLookedUpOnlyAfter(Duration.ofSeconds(110));
    }

    @Test
    void aRepeatThatGotNoAnswerEitherIsNotLookedUpAtOnceWhenTheKeyIsForgottenMeanwhile() {
      clock.pass(Duration.ofSeconds(295));
      requests.again(batch, request);
      outcomes.record(batch, request, json(NO_ANSWER), clock.instant());

      assertSettledAfter(clock.instant(), Duration.ofSeconds(110));
      clock.pass(Duration.ofSeconds(10));
      assertThat(requests.replayable(request)).isFalse();
      assertLookedUpOnlyAfter(Duration.ofSeconds(100));
    }
  }

  @Nested
  class OneThatIsAlwaysAsked extends Scene {
    OneThatIsAlwaysAsked() {
      super("quickbooks");
    }

    @Test
    void aCrashedCallIsLookedUpOnceTheLedgerHasEndedItsWork() {
      assertSettledAfter(clock.instant(), Duration.ofSeconds(130));
    }

    @Test
    void anUnansweredRequestIsLookedUpAfterTheWorkOnItsLastSendingNotOnItsFirst() {
      clock.pass(Duration.ofSeconds(121));
      Instant sentAgain = clock.instant().minusSeconds(1);

      outcomes.record(batch, request, json(NO_ANSWER), sentAgain);

      assertSettledAfter(sentAgain, Duration.ofSeconds(130));
      assertLookedUpOnlyAfter(Duration.ofSeconds(129));
    }
  }
}
