package io.coportal.sync.crash;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.fasterxml.jackson.databind.JsonNode;
import io.coportal.sync.StartsApplications;
import io.coportal.sync.contract.LedgerUnderTest;
import io.coportal.sync.contract.LedgersUnderTest;
import io.coportal.sync.failpoint.Failpoints;
import java.io.UncheckedIOException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

/**
 * The JVM halts at named points, one life after the other on one database: each life finds what the
 * last one left. The ledger's books are the judge.
 */
@StartsApplications
class HaltTest {
  private static final int NEW_IN_A_LIFE = 3;
  private static final Duration START_LIMIT = Duration.ofMinutes(3);
  private static final Duration RECOVERY_LIMIT = Duration.ofSeconds(90);

  /** The newest version of each invoice that was pressed, and of each that was answered 202. */
  private final Map<String, Push> pressed = new LinkedHashMap<>();

  private final Map<String, Push> accepted = new LinkedHashMap<>();

  @Test
  void haltsOnAFileLoseAndDoubleNothingInXero() {
    LedgerUnderTest xero = ledger("xero");
    try (var installation = new Installation("halts-xero", List.of(xero))) {
      dieAt(
          installation,
          xero,
          "after-commit:SyncRequests.request",
          "after-call:xero-send-request",
          "before-commit:Outcomes.record");
    }
  }

  @Test
  void haltsOnAServerLoseAndDoubleNothingInQuickBooks() {
    LedgerUnderTest quickBooks = ledger("quickbooks");
    try (var installation = Installation.ofSeveral("halts-quickbooks", List.of(quickBooks))) {
      dieAt(
          installation,
          quickBooks,
          "after-commit:Freezer.freeze",
          "before-call:quickbooks-send-request",
          "after-commit:Outcomes.record");
    }
  }

  private void dieAt(Installation installation, LedgerUnderTest ledger, String... points) {
    for (int life = 0; life < points.length; life++) {
      begin(installation, "--failpoints=halt@" + points[life]);
      if (life == 0) {
        Owner.connects(installation.api(), Company.BRITISH, ledger);
      }
      press(installation, wanted(ledger, life));
      assertThat(installation.process().awaitEnd()).as(points[life]).isEqualTo(Failpoints.HALTED);
    }
    begin(installation);
    press(installation, List.copyOf(pressed.values()));

    expectOnce(installation);
  }

  /** Serves, or has already died of what an earlier life had left to do. */
  private static void begin(Installation installation, String... arguments) {
    installation.launch(arguments);
    await("it serves, or has halted")
        .atMost(START_LIMIT)
        .until(() -> !installation.process().alive() || installation.api().serves());
  }

  /** Some new invoices, and a new version of one of the life before. */
  private static List<Push> wanted(LedgerUnderTest ledger, int life) {
    var invoices = new ArrayList<TestInvoice>();
    if (life > 0) {
      invoices.add(invoice((life - 1) * NEW_IN_A_LIFE, 2));
    }
    IntStream.range(0, NEW_IN_A_LIFE)
        .mapToObj(n -> invoice(life * NEW_IN_A_LIFE + n, 1))
        .forEach(invoices::add);
    return invoices.stream().map(invoice -> new Push(ledger, invoice)).toList();
  }

  private static TestInvoice invoice(int n, int version) {
    return TestInvoice.of(Company.BRITISH, "halt", n, version);
  }

  private void press(Installation installation, List<Push> pushes) {
    for (Push push : pushes) {
      pressed.put(push.invoice().id(), push);
      try {
        installation.api().accept(push);
        accepted.put(push.invoice().id(), push);
      } catch (UncheckedIOException halted) {
        assertThat(installation.process().awaitEnd()).isEqualTo(Failpoints.HALTED);
      }
    }
  }

  private void expectOnce(Installation installation) {
    assertThat(accepted.keySet()).isEqualTo(pressed.keySet());
    for (Push push : accepted.values()) {
      await(push.toString())
          .atMost(RECOVERY_LIMIT)
          .until(() -> installation.api().state(push), state -> isSynced(push, state));
      assertThat(push.invoices())
          .as("in the ledger: %s", push)
          .singleElement()
          .satisfies(
              held -> {
                assertThat(held.open()).isTrue();
                assertThat(held.total()).isEqualByComparingTo(push.invoice().total());
                assertThat(held.externalId())
                    .isEqualTo(installation.api().state(push).path("externalId").asText());
              });
      assertThat(push.contacts()).as("contacts of %s", push).hasSize(1);
    }
    System.out.printf(
        "halts: accepted %d, synced %d, duplicates 0, lost 0%n", accepted.size(), accepted.size());
  }

  private static boolean isSynced(Push push, JsonNode state) {
    return "SYNCED".equals(state.path("state").asText())
        && state.path("syncedVersion").asInt() == push.invoice().version();
  }

  private static LedgerUnderTest ledger(String name) {
    return LedgersUnderTest.another().stream()
        .filter(each -> each.name().equals(name))
        .findFirst()
        .orElseThrow();
  }
}
