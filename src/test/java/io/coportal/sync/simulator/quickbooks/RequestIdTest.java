package io.coportal.sync.simulator.quickbooks;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.coportal.sync.simulator.Fault;
import io.coportal.sync.simulator.RequestMatcher;
import io.coportal.sync.simulator.SimulatorClock;
import java.io.UncheckedIOException;
import java.time.Duration;
import java.time.Instant;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class RequestIdTest {
  private final SimulatorClock clock =
      SimulatorClock.stoppedAt(Instant.parse("2026-11-22T10:00:00Z"));
  private QuickBooksSimulator quickBooks;
  private People people;
  private Samples samples;
  private Caller uk;

  @BeforeEach
  void start() {
    quickBooks = QuickBooksSimulator.start(0, clock);
    quickBooks.limits().off();
    people = quickBooks.people(Samples.UK);
    samples = Samples.uk(quickBooks);
    uk = Caller.of(quickBooks, Samples.UK);
  }

  @AfterEach
  void stop() {
    quickBooks.close();
  }

  @Test
  void replaysTheFirstAnswerByteForByte() {
    var first = push("r1", "Q-1");
    clock.advance(Duration.ofHours(23));
    uk = Caller.of(quickBooks, Samples.UK);

    assertThat(push("r1", "Q-1").body()).isEqualTo(first.body());
    assertThat(push("r1", "Q-2").body()).isEqualTo(first.body());
    assertThat(people.invoices()).hasSize(2);
  }

  @Test
  void forgetsAfterADay() {
    push("r1", "Q-1");
    clock.advance(Duration.ofHours(24));

    uk = Caller.of(quickBooks, Samples.UK);
    assertThat(push("r1", "Q-1").code()).isEqualTo("6140");
  }

  @Test
  void meetsTheDuplicateUnderAnotherId() {
    push("r1", "Q-1");

    assertThat(push("r2", "Q-1").code()).isEqualTo("6140");
  }

  @Test
  void keepsTheCompaniesApart() {
    push("r1", "Q-1");
    var za = QuickBooksSimulator.SOUTH_AFRICA;
    var body = new Samples(quickBooks, za).invoice("Q-1");

    assertThat(Caller.of(quickBooks, za).post("invoice?requestid=r1", body).status())
        .isEqualTo(200);
    assertThat(quickBooks.people(za).invoices("Q-1")).hasSize(1);
  }

  @Test
  void keepsNoFailure() {
    assertThat(push("r1", "EXISTING-1").code()).isEqualTo("6140");

    assertThat(push("r1", "Q-1").status()).isEqualTo(200);
  }

  @Test
  void replaysWhatTheCallerNeverHeard() {
    quickBooks.faults().next(RequestMatcher.of("POST", "/invoice"), Fault.dropAnswer());
    assertThatThrownBy(() -> push("r1", "Q-1")).isInstanceOf(UncheckedIOException.class);

    assertThat(push("r1", "Q-1").status()).isEqualTo(200);
    assertThat(people.invoices("Q-1")).hasSize(1);
  }

  @Test
  void canRefuseARepeat() {
    quickBooks.requestIds().single(RequestIds.Policy.REFUSE);
    push("r1", "Q-1");

    assertThat(push("r1", "Q-1").code()).isEqualTo("6000");
    assertThat(people.invoices("Q-1")).hasSize(1);
  }

  @Test
  void canKnowNothingOfARepeat() {
    quickBooks.requestIds().single(RequestIds.Policy.FORGET);
    push("r1", "Q-1");

    assertThat(push("r1", "Q-1").code()).isEqualTo("6140");
  }

  @Test
  void canRefuseOtherBytes() {
    quickBooks.requestIds().refuseOtherBytes(true);
    var first = push("r1", "Q-1");

    assertThat(push("r1", "Q-2").code()).isEqualTo("600");
    assertThat(push("r1", "Q-1").body()).isEqualTo(first.body());
  }

  @Test
  void holdsARepeatUntilTheFirstIsDone() {
    quickBooks
        .faults()
        .next(RequestMatcher.of("POST", "/invoice"), Fault.slowWork(Duration.ofMillis(400)));

    var first = uk.postLater("invoice?requestid=r1", samples.invoice("Q-1"));
    var second = uk.postLater("invoice?requestid=r1", samples.invoice("Q-1"));

    assertThat(first.join().body()).isEqualTo(second.join().body());
    assertThat(people.invoices("Q-1")).hasSize(1);
  }

  @Test
  void takesFiftyCharactersAndNoMore() {
    assertThat(push("x".repeat(51), "Q-1").code()).isEqualTo("2130");
    assertThat(push("x".repeat(50), "Q-1").status()).isEqualTo(200);
  }

  private Caller.Answer push(String requestId, String number) {
    return uk.post("invoice?minorversion=75&requestid=" + requestId + "&", samples.invoice(number));
  }
}
