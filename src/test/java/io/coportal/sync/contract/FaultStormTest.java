package io.coportal.sync.contract;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.time.Instant;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.Executor;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.parallel.Isolated;
import org.junit.jupiter.params.ParameterizedTest;
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
  private static final Executor AT_ONCE = work -> new Thread(work, "storm").start();
  private static final AtomicInteger WORKSPACES = new AtomicInteger();
  private static CoPortalUnderTest application;

  @BeforeAll
  static void start() {
    application = CoPortalUnderTest.another(LEDGERS, settings());
    System.out.printf("faults: seed %d%n", SEED);
  }

  @AfterAll
  static void stop() {
    application.stop();
  }

  /** The slowest work takes a ledger 1.1 s, and it is asked 2.5 s after the last sending. */
  private static Map<String, String> settings() {
    Map<String, String> settings =
        new HashMap<>(
            Map.of(
                "coportal.lane.batches", "12",
                "coportal.security.requests-per-second", "100000",
                "coportal.security.request-burst", "100000",
                "coportal.circuit.failures", "1000000",
                "logging.level.io.coportal.sync.ledger.Circuit", "error",
                // A connection for each request, so that faults of the wire are counted in
                // requests.
                "camel.component.http.connection-time-to-live", "1"));
    for (LedgerUnderTest ledger : LEDGERS) {
      // Requests small and many.
      String prefix = "coportal.ledgers." + ledger.name() + ".";
      settings.put(prefix + "response-timeout-ms", "800");
      settings.put(prefix + "rules.replay-after", "1s");
      settings.put(prefix + "rules.look-up-after", "2500ms");
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

  static List<String> kinds() {
    return LEDGERS.stream().flatMap(ledger -> kinds(ledger).stream()).distinct().toList();
  }

  private static List<String> kinds(LedgerUnderTest ledger) {
    return new StormFaults(null, ledger, new Random())
        .all().keySet().stream()
            .filter(kind -> (ledger.name() + " " + kind).matches(ONLY))
            .toList();
  }

  /** At both ledgers at once: a storm waits half of its time. */
  @ParameterizedTest
  @MethodSource("kinds")
  void aThousandFaultsOfAKindLoseAndDoubleNothing(String kind) {
    List<CompletableFuture<Void>> storms =
        LEDGERS.stream()
            .filter(ledger -> kinds(ledger).contains(kind))
            .map(ledger -> CompletableFuture.runAsync(() -> rage(ledger, kind), AT_ONCE))
            .toList();
    assertThat(storms).allSatisfy(CompletableFuture::join);
  }

  private static void rage(LedgerUnderTest ledger, String kind) {
    Instant begun = Instant.now();
    Injection injection = new StormFaults(application, ledger, new Random(SEED)).all().get(kind);
    PortalWorkspace workspace =
        PortalWorkspace.created(
                application.portal(), "storm-" + WORKSPACES.incrementAndGet(), ledger)
            .connect();
    var limits = new LimitWatch(application, workspace, ledger, shortest(kind));
    StormVerdict verdict;
    try {
      verdict = new FaultStorm(application, workspace, ledger, injection, limits).rage(EACH);
    } finally {
      ledger.faults().clear();
      workspace.disconnect();
    }
    System.out.printf(
        "%s, %s: injected %d, %s, limit breaches %d (%d s)%s%n",
        ledger.name(),
        kind,
        injection.injected(),
        verdict,
        limits.breaches().size(),
        Duration.between(begun, Instant.now()).toSeconds(),
        verdict.standing().isEmpty() ? "" : " " + verdict.standing());
    assertThat(verdict.isClean()).as(verdict.oddities().toString()).isTrue();
    assertThat(limits.breaches()).isEmpty();
  }

  private static Duration shortest(String kind) {
    return Duration.ofSeconds(
        kind.contains("day") ? StormFaults.DAY_SECONDS : StormFaults.MINUTE_SECONDS);
  }
}
