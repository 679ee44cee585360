package io.coportal.sync.contract;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.Map;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/**
 * The totals that were foreseen are the ledger's, and CoPortal's, or a cure stands between them.
 * {@code -Dnumbers.count=100000} pushes more, {@code -Dnumbers.seed=…} the same again.
 */
class NumbersTest {
  private static final int COUNT = Integer.getInteger("numbers.count", 800);
  private static final long SEED = Long.getLong("numbers.seed", System.nanoTime());

  private static final Map<String, String> SETTINGS =
      Map.of(
          "coportal.security.requests-per-second", "100000",
          "coportal.security.request-burst", "100000",
          "coportal.lane.batches", "4");

  @ParameterizedTest
  @ValueSource(strings = {"xero", "quickbooks"})
  void noTotalDiffersSilently(String name) {
    List<LedgerUnderTest> ledgers = LedgersUnderTest.another();
    LedgerUnderTest ledger =
        ledgers.stream().filter(each -> each.name().equals(name)).findFirst().orElseThrow();
    CoPortalUnderTest application = CoPortalUnderTest.another(ledgers, SETTINGS);
    NumbersVerdict verdict;
    try {
      verdict = new Numbers(application, ledger, SEED).push(COUNT / 2);
    } finally {
      application.stop();
    }
    System.out.printf("numbers, %s, seed %d: %s%n", name, SEED, verdict);
    assertThat(verdict.wrong()).isEmpty();
    assertThat(verdict.toTheCentAlone()).isPositive();
  }
}
