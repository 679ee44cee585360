package io.coportal.sync.crash;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.fasterxml.jackson.databind.JsonNode;
import io.coportal.sync.contract.CallKind;
import io.coportal.sync.contract.LedgerUnderTest;
import io.coportal.sync.contract.LedgersUnderTest;
import io.coportal.sync.simulator.FaultProxy;
import io.coportal.sync.simulator.JournalEntry;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;

/**
 * Two instances or three on one database, several companies in every ledger. The ledgers' books are
 * the judge, and their journals know which instance has called.
 */
final class Instances implements AutoCloseable {
  private static final List<Company> COMPANIES =
      List.of(Company.BRITISH, Company.AUSTRALIAN, Company.NEW_ZEALAND);
  private static final Duration LIMIT = Duration.ofSeconds(120);
  private static final Duration LOOK = Duration.ofMillis(100);

  private final List<LedgerUnderTest> ledgers = LedgersUnderTest.another();
  private final Installation first = Installation.ofSeveral("first", ledgers);
  private final Installation second = first.beside("second");
  private final Map<String, FaultProxy> wiresOfTheThird = new HashMap<>();
  private final List<Installation> all = new ArrayList<>(List.of(first, second));

  /**
   * @param howMany two or three
   */
  Instances(int howMany) {
    if (howMany > all.size()) {
      all.add(third());
    }
    first.start();
    others().forEach(Installation::launch);
    for (Company company : COMPANIES) {
      first.api().create(company);
      ledgers.forEach(ledger -> Owner.connects(first.api(), company, ledger));
    }
    others().forEach(Installation::awaitServing);
  }

  private Installation third() {
    Map<String, String> addresses = new HashMap<>();
    for (LedgerUnderTest ledger : ledgers) {
      FaultProxy wire = FaultProxy.inFrontOf(ledger.wire().baseUrl());
      wiresOfTheThird.put("localhost:" + wire.port(), wire);
      addresses.put(
          "coportal.ledgers." + ledger.name() + ".api-base-url", wire.baseUrl().toString());
    }
    return first.beside("third", addresses);
  }

  List<Installation> all() {
    return List.copyOf(all);
  }

  private List<Installation> others() {
    return all.subList(1, all.size());
  }

  List<Company> companies() {
    return COMPANIES;
  }

  Installation first() {
    return first;
  }

  Installation second() {
    return second;
  }

  List<LedgerUnderTest> ledgers() {
    return ledgers;
  }

  /** Which of them has called a ledger under this host. */
  Installation calling(String host) {
    if (wiresOfTheThird.containsKey(host)) {
      return all.get(2);
    }
    return host.startsWith("localhost") ? first : second;
  }

  Installation otherThan(Installation one) {
    return one == first ? second : first;
  }

  /** How many lanes there are. */
  int connections() {
    return COMPANIES.size() * ledgers.size();
  }

  /** So many invoices of each company, each on its way into every ledger. */
  List<Push> pushes(String story, int each, int version) {
    return COMPANIES.stream()
        .flatMap(
            company ->
                IntStream.range(0, each)
                    .mapToObj(
                        n -> TestInvoice.of(company, story + "-" + company.country(), n, version)))
        .flatMap(invoice -> ledgers.stream().map(ledger -> new Push(ledger, invoice)))
        .toList();
  }

  Push push(Company company, String ledger, String story, int version) {
    return ledgers.stream()
        .filter(each -> each.name().equals(ledger))
        .map(each -> new Push(each, TestInvoice.of(company, story, 0, version)))
        .findFirst()
        .orElseThrow();
  }

  /** One press here, the next one there. */
  void acceptByTurns(List<Push> pushes, Installation... instances) {
    for (int n = 0; n < pushes.size(); n++) {
      instances[n % instances.length].api().accept(pushes.get(n));
    }
  }

  /** Invoices that an instance has written into any ledger. */
  List<JournalEntry> writes(Installation instance) {
    return ledgers.stream()
        .flatMap(
            ledger ->
                ledger
                    .journal()
                    .requests(entry -> ledger.kind(entry) == CallKind.INVOICE_WRITE)
                    .stream())
        .filter(entry -> calling(entry.header("Host")) == instance)
        .toList();
  }

  /** Requests for new tokens that the ledgers have answered. */
  List<JournalEntry> refreshes() {
    return ledgers.stream()
        .map(ledger -> ledger.journal().requests(entry -> entry.body().contains(Scene.REFRESH)))
        .flatMap(List::stream)
        .toList();
  }

  /** Waits until an instance says that everything is synced, and looks into the books. */
  void expectOnceInLedgers(Collection<Push> pushes, Installation asked) {
    for (Push push : pushes) {
      await(push.toString())
          .atMost(LIMIT)
          .pollInterval(LOOK)
          .untilAsserted(() -> expectSynced(push, asked.api().state(push)));
    }
    assertThat(pushes).allSatisfy(Instances::expectOnce);
  }

  private static void expectSynced(Push push, JsonNode state) {
    assertThat(state.path("state").asText()).as(state.toString()).isEqualTo("SYNCED");
    assertThat(state.path("syncedVersion").asInt()).isEqualTo(push.invoice().version());
  }

  private static void expectOnce(Push push) {
    assertThat(push.invoices())
        .as("in the ledger: %s", push)
        .singleElement()
        .satisfies(
            held -> {
              assertThat(held.open()).isTrue();
              assertThat(held.total()).isEqualByComparingTo(push.invoice().total());
            });
  }

  /** No grant was lost on the way. */
  void expectConnected(Installation asked) {
    for (Company company : COMPANIES) {
      for (LedgerUnderTest ledger : ledgers) {
        assertThat(asked.api().connectionState(company, ledger)).isEqualTo("CONNECTED");
      }
    }
  }

  @Override
  public void close() {
    all.forEach(Installation::close);
    wiresOfTheThird.values().forEach(FaultProxy::close);
  }
}
