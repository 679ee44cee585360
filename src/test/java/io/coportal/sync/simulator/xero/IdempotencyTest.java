package io.coportal.sync.simulator.xero;

import static org.assertj.core.api.Assertions.assertThat;

import io.coportal.sync.simulator.Fault;
import io.coportal.sync.simulator.RequestMatcher;
import io.coportal.sync.simulator.SimulatorClock;
import java.time.Duration;
import java.time.Instant;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class IdempotencyTest {
  private static final String PATH = "Invoices?summarizeErrors=false";
  private static final String UNNUMBERED =
      Samples.invoice("R-1").replace("\"InvoiceNumber\":\"R-1\",", "");

  private final SimulatorClock clock =
      SimulatorClock.stoppedAt(Instant.parse("2026-11-22T10:00:00Z"));
  private XeroSimulator xero;
  private Caller uk;

  @BeforeEach
  void start() {
    xero = XeroSimulator.start(0, clock);
    uk = Caller.of(xero, Samples.UK);
  }

  @AfterEach
  void stop() {
    xero.close();
  }

  @Test
  void answersARepeatWithTheFirstAnswer() {
    var first = create("k");

    clock.advance(Duration.ofSeconds(359));

    assertThat(create("k").body()).isEqualTo(first.body());
    assertThat(invoices()).isEqualTo(2);
  }

  @Test
  void knowsNothingOfTheKeyAfterSixMinutes() {
    create("k");

    clock.advance(Duration.ofMinutes(6));
    create("k");

    assertThat(invoices()).isEqualTo(3);
  }

  @Test
  void createsTwiceWithoutAKey() {
    uk.put(PATH, UNNUMBERED);
    uk.put(PATH, UNNUMBERED);

    assertThat(invoices()).isEqualTo(3);
  }

  @Test
  void refusesTheKeyOfAnotherRequest() {
    create("k");

    var body = uk.put(PATH, Samples.invoice("R-2"), "Idempotency-Key", "k");
    var method = uk.post(PATH, UNNUMBERED, "Idempotency-Key", "k");
    var url = uk.put("Invoices", UNNUMBERED, "Idempotency-Key", "k");

    for (var refused : new Caller.Answer[] {body, method, url}) {
      assertThat(refused.status()).isEqualTo(400);
      assertThat(refused.body()).contains("Idempotency Key: k is used with a different request.");
    }
    assertThat(invoices()).isEqualTo(2);
  }

  @Test
  void refusesAKeyLongerThan128() {
    assertThat(create("k".repeat(128)).status()).isEqualTo(200);

    var refused = create("k".repeat(129));

    assertThat(refused.status()).isEqualTo(400);
    assertThat(refused.body()).contains("129");
  }

  @Test
  void replaysErrorsToo() {
    var taken = Samples.invoice("EXISTING-1");
    var first = uk.put("Invoices", taken, "Idempotency-Key", "k");
    xero.people(Samples.UK).deadInvoicesFreeTheirNumber(true);
    xero.people(Samples.UK).voidByUser(Samples.EXISTING);

    assertThat(first.status()).isEqualTo(400);
    assertThat(uk.put("Invoices", taken, "Idempotency-Key", "k").status()).isEqualTo(400);
    assertThat(uk.put("Invoices", taken, "Idempotency-Key", "other").status()).isEqualTo(200);
  }

  @Test
  void replaysAnInternalErrorAfterItIsCured() {
    xero.faults().next(RequestMatcher.any(), XeroFaults.serverErrorAfterCommit());

    assertThat(create("k").status()).isEqualTo(500);
    assertThat(create("k").status()).isEqualTo(500);
    assertThat(invoices()).isEqualTo(2);
  }

  @Test
  void doesNotKeepAGatewaysError() {
    xero.faults().next(RequestMatcher.any(), XeroFaults.gatewayAfterCommit(504));

    assertThat(create("k").status()).isEqualTo(504);
    assertThat(create("k").status()).isEqualTo(200);
    assertThat(invoices()).isEqualTo(2);
  }

  @Test
  void doesNotKeepALimitsRefusal() {
    xero.limits().minute(0);
    assertThat(create("k").status()).isEqualTo(429);

    xero.limits().minute(60);

    assertThat(create("k").status()).isEqualTo(200);
  }

  @Test
  void countsRepeatsAgainstTheLimits() {
    assertThat(create("k").header("X-DayLimit-Remaining")).isEqualTo("999");
    assertThat(create("k").header("X-DayLimit-Remaining")).isEqualTo("998");
  }

  @Test
  void letsAConcurrentRepeatWaitForTheFirstAnswer() {
    xero.faults().next(2, RequestMatcher.any(), Fault.slowWork(Duration.ofMillis(500)));

    var one = uk.sendLater("PUT", PATH, UNNUMBERED, "Idempotency-Key", "k");
    var two = uk.sendLater("PUT", PATH, UNNUMBERED, "Idempotency-Key", "k");

    assertThat(one.join().body()).isEqualTo(two.join().body()).contains("INV-0001");
    assertThat(invoices()).isEqualTo(2);
  }

  private Caller.Answer create(String key) {
    return uk.put(PATH, UNNUMBERED, "Idempotency-Key", key);
  }

  /** The seeded one counts. */
  private int invoices() {
    return xero.people(Samples.UK).invoices().size();
  }
}
