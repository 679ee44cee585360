package io.coportal.sync.contract;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.time.Instant;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.parallel.Isolated;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * A thousand faults of each kind, over real HTTP, and the ledger's books judge. {@code
 * -Dfaults.each=50} injects fewer, {@code -Dfaults.only='quickbooks.*429.*'} picks kinds, {@code
 * -Dfaults.seed=…} repeats a run's choices.
 */
@Tag("crash-matrix")
@Isolated("the waits are short, and a thousand faults take all there is")
class FaultStormTest {
  private static final int EACH = Integer.getInteger("faults.each", 1_000);
  private static final String ONLY = System.getProperty("faults.only", ".*");
  private static final long SEED = Long.getLong("faults.seed", System.nanoTime());

  private static final List<LedgerUnderTest> LEDGERS = LedgersUnderTest.another();
  private static CoPortalUnderTest application;
  private static int workspaces;

  @BeforeAll
  static void start() {
    application = CoPortalUnderTest.another(LEDGERS, settings());
    System.out.printf("faults: seed %d%n", SEED);
  }

  @AfterAll
  static void stop() {
    application.stop();
  }

  /** A ledger has ended its work after 1.1 s and is asked after 2.5 s. */
  private static Map<String, String> settings() {
    Map<String, String> settings =
        new HashMap<>(
            Map.of(
                "coportal.lane.batches", "12",
                "coportal.security.requests-per-second", "100000",
                "coportal.security.request-burst", "100000",
                "coportal.circuit.failures", "1000000",
                // A connection for each request, so that faults of the wire are counted in
                // requests.
                "camel.component.http.connection-time-to-live", "1"));
    for (LedgerUnderTest ledger : LEDGERS) {
      String prefix = "coportal.ledgers." + ledger.name() + ".";
      settings.put(prefix + "response-timeout-ms", "800");
      settings.put(prefix + "rules.replay-after", "2500ms");
      settings.put(prefix + "batch.invoices", "2");
      settings.put(prefix + "batch.first", "2");
      ledgerLimits(ledger).forEach(limit -> settings.put(prefix + limit, "10000000"));
    }
    return settings;
  }

  private static List<String> ledgerLimits(LedgerUnderTest ledger) {
    return ledger.name().equals("xero")
        ? List.of(
            "limits.organisation-minute.calls",
            "limits.organisation-day.calls",
            "limits.application-minute.calls")
        : List.of(
            "limits.company-minute.calls",
            "limits.company-second.calls",
            "limits.company-batches.calls");
  }

  static Stream<Arguments> kinds() {
    return LEDGERS.stream()
        .flatMap(
            ledger ->
                new StormFaults(null, ledger, new Random())
                    .all().keySet().stream()
                        .filter(kind -> (ledger.name() + " " + kind).matches(ONLY))
                        .map(kind -> Arguments.of(ledger, kind)));
  }

  @ParameterizedTest(name = "{1}")
  @MethodSource("kinds")
  void aThousandFaultsOfAKindLoseAndDoubleNothing(LedgerUnderTest ledger, String kind) {
    Instant begun = Instant.now();
    Injection injection = new StormFaults(application, ledger, new Random(SEED)).all().get(kind);
    PortalWorkspace workspace =
        PortalWorkspace.created(application.portal(), "storm-" + ++workspaces, ledger).connect();
    var limits = new LimitWatch(application, workspace, ledger, shortest(kind));
    StormVerdict verdict;
    try {
      verdict = new FaultStorm(application, workspace, ledger, injection, limits).rage(EACH);
    } finally {
      ledger.faults().clear();
      workspace.disconnect();
    }
    System.out.printf(
        "%s, %s: injected %d, %s, limit breaches %d (%d s)%n",
        ledger.name(),
        kind,
        injection.injected(),
        verdict,
        limits.breaches(),
        Duration.between(begun, Instant.now()).toSeconds());
    if (!verdict.standing().isEmpty()) {
      System.out.println("  standing still: " + verdict.standing());
    }
    assertThat(verdict.isClean()).as(verdict.oddities().toString()).isTrue();
    assertThat(limits.breaches()).isZero();
  }

  private static Duration shortest(String kind) {
    return Duration.ofSeconds(
        kind.contains("day") ? StormFaults.DAY_SECONDS : StormFaults.MINUTE_SECONDS);
  }
}
