package io.coportal.sync.crash;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.coportal.sync.contract.LedgerUnderTest;
import io.coportal.sync.contract.LedgersUnderTest;
import io.coportal.sync.simulator.JournalEntry;
import io.coportal.sync.simulator.Request;
import java.time.Duration;
import java.util.Collection;
import java.util.List;
import org.junit.jupiter.api.extension.ExtensionContext;

/**
 * The application connected to simulated ledgers that survive its deaths, all at once: each life
 * serves all of them, and each one's books are judged. One scene for all tests: a start costs
 * seconds, and an installation that has died often is the better subject.
 */
final class Scene implements ExtensionContext.Store.CloseableResource, AutoCloseable {
  private static final Duration RECOVERY_LIMIT = Duration.ofSeconds(120);
  static final String REFRESH = "grant_type=refresh_token";

  private final List<LedgerUnderTest> ledgers = LedgersUnderTest.another();
  private final Installation installation;

  /**
   * @param name of its logs
   */
  Scene(String name, String... arguments) {
    installation = new Installation(name, ledgers);
    installation.start(arguments);
    ledgers.forEach(this::connect);
  }

  List<LedgerUnderTest> ledgers() {
    return ledgers;
  }

  Installation installation() {
    return installation;
  }

  PortalApi api() {
    return installation.api();
  }

  /** The invoice on its way into every ledger. */
  List<Push> everywhere(TestInvoice invoice) {
    return ledgers.stream().map(ledger -> new Push(ledger, invoice)).toList();
  }

  List<Push> everywhere(Collection<TestInvoice> invoices) {
    return invoices.stream().flatMap(invoice -> everywhere(invoice).stream()).toList();
  }

  /** Presses the buttons and is back with the last 202. */
  void accept(List<Push> pushes) {
    pushes.forEach(api()::accept);
  }

  void kill9() {
    installation.process().kill9();
  }

  void startAgain(String... arguments) {
    installation.start(arguments);
  }

  /** The owner consents, for the first time or again. */
  void connect(LedgerUnderTest ledger) {
    Owner.connects(api(), Company.BRITISH, ledger);
  }

  /** Waits until we say SYNCED, then holds it against the ledger: there, once, the same id. */
  void expectOnceInLedger(List<Push> pushes) {
    for (Push push : pushes) {
      await(push.toString())
          .atMost(RECOVERY_LIMIT)
          .pollInterval(Duration.ofMillis(50))
          .untilAsserted(
              () -> {
                var held = api().state(push);
                assertThat(held.path("state").asText()).as("%s", held).isEqualTo("SYNCED");
              });
    }
    System.out.printf(
        "all %d SYNCED %d ms after the launch%n",
        pushes.size(), installation.sinceLaunch().toMillis());
    pushes.forEach(this::holdAgainstLedger);
  }

  /** Without a 202 nothing is promised but this. */
  void expectNoDuplicates(List<Push> pushes) {
    assertThat(pushes).allSatisfy(push -> assertThat(push.invoices()).hasSizeLessThanOrEqualTo(1));
  }

  /** Whether a request asks for new tokens. */
  static boolean isRefresh(Request request) {
    return request.text().contains(REFRESH);
  }

  /** The refresh token of every refresh that arrived at the ledger, in order. */
  List<String> refreshTokens(LedgerUnderTest ledger) {
    return ledger.journal().requests(entry -> entry.body().contains(REFRESH)).stream()
        .map(JournalEntry::body)
        .map(body -> body.replaceFirst(".*refresh_token=([^&]+).*", "$1"))
        .toList();
  }

  private void holdAgainstLedger(Push push) {
    assertThat(push.invoices())
        .as("in the ledger: %s", push)
        .singleElement()
        .satisfies(
            held -> {
              assertThat(held.open()).isTrue();
              assertThat(held.externalId())
                  .isEqualTo(api().state(push).path("externalId").asText());
            });
    assertThat(push.contacts()).as("contacts of %s", push).hasSize(1);
  }

  @Override
  public void close() {
    installation.close();
  }
}
