package io.coportal.sync.portal;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.fasterxml.jackson.databind.JsonNode;
import io.coportal.sync.OnEachDatabase;
import io.coportal.sync.ReadsTheConsole;
import io.coportal.sync.simulator.Fault;
import io.coportal.sync.simulator.JournalEntry;
import io.coportal.sync.simulator.Response;
import io.coportal.sync.simulator.coportal.CoPortalSimulator;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/** What became of an invoice is written on it in CoPortal, whatever its API does. */
@OnEachDatabase
@ReadsTheConsole
class ReportTest {
  private static final String WORKSPACE = PortalScene.WORKSPACE;

  /** Doubling from 200 ms up to 1 s, each at its earliest. */
  private static final List<Duration> LEAST_WAITS =
      Stream.of(160, 320, 640, 800).map(Duration::ofMillis).toList();

  /** CoPortal as a whole is asked less and less often as well. */
  private static final Duration LONGEST_WAITS = Duration.ofSeconds(30);

  private final PortalScene scene = PortalScene.shared();
  private final CoPortalSimulator coportal = scene.coportal();

  @AfterEach
  void mend() {
    scene.mend();
  }

  @Test
  void theLedgersIdNumberLinkAndTimeAreWrittenBack() {
    PortalInvoice invoice = PortalInvoice.of(WORKSPACE, "told");
    scene.change(invoice);

    scene.awaitToldOf(invoice);

    JsonNode shown = scene.sync(invoice);
    JsonNode told = scene.told(invoice);
    assertThat(told.path("ledger_invoice_id")).isEqualTo(shown.path("externalId"));
    assertThat(told.path("ledger_invoice_no").asText()).isEqualTo(invoice.number());
    assertThat(told.path("ledger_link")).isEqualTo(shown.path("externalUrl"));
    assertThat(told.path("synced_at")).isEqualTo(shown.path("lastSyncedAt"));
    assertThat(told.has("problem")).isFalse();
  }

  @Test
  void aFailureIsToldWithItsCureAndThenItsEnd() {
    PortalInvoice invoice =
        PortalInvoice.of(WORKSPACE, "cured").with("public_url", "https://app.example/xero/1");
    scene.change(invoice);
    await().untilAsserted(() -> assertThat(state(scene.told(invoice))).isEqualTo("FAILED"));
    assertThat(scene.told(invoice).path("problem").path("code").asText())
        .isEqualTo("link-not-accepted");
    assertThat(scene.told(invoice).path("problem").path("advice").asText()).isNotBlank();

    scene.change(invoice.with("public_url", "https://app.example/i/1").changedTo(110));

    scene.awaitToldOf(invoice);
    assertThat(scene.told(invoice).has("problem")).isFalse();
    assertThat(scene.everTold(invoice))
        .extracting(ReportTest::state)
        .containsExactly("FAILED", "SYNCED");
  }

  @Test
  void anHourWithoutCoPortalIsMadeUpForAndTouchesNoAccounting() {
    List<PortalInvoice> invoices = PortalInvoice.several(WORKSPACE, "unheard", 4);
    scene.change(invoices);
    invoices.forEach(scene::awaitToldOf);
    coportal.faults().next(invoices.size(), PortalScene.reports(invoices.get(0)), slowly());
    invoices.forEach(invoice -> scene.change(invoice.changedTo(130)));
    scene.awaitEnd();
    coportal.downFor(Duration.ofHours(1));
    invoices.forEach(scene::awaitSynced);
    long writes = ledgerWrites();

    coportal.clock().advance(Duration.ofHours(1));

    invoices.forEach(scene::awaitToldOf);
    assertThat(ledgerWrites()).isEqualTo(writes);
    invoices.forEach(this::expectOrder);
    invoices.forEach(scene::expectOnceInLedger);
  }

  static Stream<Arguments> failures() {
    return Stream.of(
        Arguments.of("500", Fault.gatewayInstead("500", Response.text(500, "oops"))),
        Arguments.of("401", Fault.gatewayInstead("401", Response.text(401, "who are you"))),
        Arguments.of("408", Fault.gatewayInstead("408", Response.empty(408))),
        Arguments.of(
            "429", Fault.gatewayInstead("429", Response.empty(429).with("Retry-After", "1"))),
        Arguments.of(
            "redirect", Fault.gatewayInstead("redirect", Response.redirect("http://127.0.0.1:1/"))),
        Arguments.of(
            "HTML", Fault.gatewayInstead("html", Response.html(200, "<html>sign in</html>"))),
        Arguments.of("dropped", Fault.dropBeforeWork()),
        Arguments.of("answer lost", Fault.dropAnswer()),
        Arguments.of("too slow", Fault.slowAnswer(Duration.ofMillis(2500))));
  }

  @ParameterizedTest(name = "{0}")
  @MethodSource("failures")
  void afterAnAnswerThatSettlesNothingItIsToldAgain(String name, Fault fault) {
    PortalInvoice invoice =
        PortalInvoice.of(WORKSPACE, "retold-" + name.replaceAll("[^a-z0-9]", "-"));
    coportal.faults().next(2, PortalScene.reports(invoice), fault);
    scene.change(invoice);

    scene.awaitToldOf(invoice);
    await().untilAsserted(() -> assertThat(entry(invoice).get("due_at")).isNull());

    assertThat(scene.everTold(invoice)).as("taken once").hasSize(1);
    await().until(() -> calls(invoice).size() >= 3);
    assertThat(calls(invoice))
        .extracting(JournalEntry::bodySha256)
        .containsOnly(calls(invoice).get(0).bodySha256());
    assertThat(entry(invoice))
        .containsEntry("told_seq", entry(invoice).get("seq"))
        .containsEntry("attempts", 0);
  }

  @Test
  void eachFailureInARowWaitsLonger() {
    PortalInvoice invoice = PortalInvoice.of(WORKSPACE, "patient");
    for (int status : List.of(500, 429, 500, 429)) {
      Fault failure = Fault.gatewayInstead(Integer.toString(status), Response.empty(status));
      coportal.faults().next(PortalScene.reports(invoice), failure);
    }
    scene.change(invoice);

    awaitCalls(invoice, 5);

    List<JournalEntry> calls = calls(invoice);
    for (int failures = 1; failures < calls.size(); failures++) {
      assertThat(Duration.between(calls.get(failures - 1).at(), calls.get(failures).at()))
          .as("after %d failures in a row", failures)
          .isGreaterThanOrEqualTo(LEAST_WAITS.get(failures - 1));
    }
  }

  @Test
  void whatCoPortalRefusesIsRecordedAndNotRepeatedUntilSomethingChanges() {
    PortalInvoice invoice = PortalInvoice.of(WORKSPACE, "unwanted");
    coportal
        .faults()
        .next(
            PortalScene.reports(invoice),
            Fault.gatewayInstead(
                "422", Response.of(422, "application/json", "{\"error\":\"no\"}")));
    scene.change(invoice);
    await().untilAsserted(() -> assertThat(entry(invoice)).containsEntry("last_status", 422));
    assertThat(entry(invoice)).containsEntry("last_answered", "{\"error\":\"no\"}");
    assertThat(entry(invoice).get("due_at")).isNull();
    PortalInvoice other = PortalInvoice.of(WORKSPACE, "wanted");
    scene.change(other);
    scene.awaitToldOf(other);
    assertThat(calls(invoice)).hasSize(1);

    scene.change(invoice.changedTo(160));

    scene.awaitToldOf(invoice);
    awaitCalls(invoice, 2);
  }

  @Test
  void aNewerResultWaitsForTheCallInFlightAndComesAfterIt() {
    PortalInvoice invoice = PortalInvoice.of(WORKSPACE, "in-flight");
    coportal.faults().next(PortalScene.reports(invoice), Fault.slowWork(Duration.ofMillis(700)));
    scene.change(invoice);
    scene.awaitSynced(invoice);
    scene.change(invoice.changedTo(180));

    scene.awaitToldOf(invoice);
    await().untilAsserted(() -> assertThat(entry(invoice).get("due_at")).isNull());

    expectOrder(invoice);
    assertThat(calls(invoice)).hasSizeLessThanOrEqualTo(2);
  }

  @Test
  void anUnchangedResultIsNoNews() {
    PortalInvoice invoice = PortalInvoice.of(WORKSPACE, "no-news");
    scene.change(invoice);
    scene.awaitToldOf(invoice);
    scene.change(invoice.changedTo(100));
    scene.awaitToldOf(invoice);
    assertThat(scene.told(invoice).path("synced_at"))
        .as("not read, not written: the same time")
        .isEqualTo(scene.everTold(invoice).get(0).path("synced_at"));

    scene.application().press(WORKSPACE, invoice.id());

    await().until(() -> scene.everTold(invoice).size() == 3);
    assertThat(scene.told(invoice).path("synced_at"))
        .as("a click reads the ledger")
        .isNotEqualTo(scene.everTold(invoice).get(0).path("synced_at"));
  }

  private void expectOrder(PortalInvoice invoice) {
    assertThat(scene.everTold(invoice))
        .extracting(told -> told.path("revision").asInt())
        .isSorted();
  }

  private static Fault slowly() {
    return Fault.slowAnswer(Duration.ofMillis(300));
  }

  private static String state(JsonNode told) {
    return told.path("ledger_state").asText();
  }

  private long ledgerWrites() {
    return scene.xero().journal().requests(entry -> !entry.method().equals("GET")).size();
  }

  private List<JournalEntry> calls(PortalInvoice invoice) {
    return coportal
        .journal()
        .requests(
            entry ->
                entry.method().equals("PUT") && entry.target().contains("/" + invoice.id() + "/"));
  }

  /** A call is journalled right after it has taken effect. */
  private void awaitCalls(PortalInvoice invoice, int howMany) {
    await().atMost(LONGEST_WAITS).untilAsserted(() -> assertThat(calls(invoice)).hasSize(howMany));
  }

  private Map<String, Object> entry(PortalInvoice invoice) {
    return scene
        .application()
        .database()
        .sql("SELECT * FROM portal_report WHERE invoice_id = ?")
        .param(invoice.id())
        .query()
        .listOfRows()
        .stream()
        .findFirst()
        .orElse(Map.of());
  }
}
