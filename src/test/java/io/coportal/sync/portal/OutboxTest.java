package io.coportal.sync.portal;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.coportal.sync.OnEachDatabase;
import io.coportal.sync.OneDatabaseShowsIt;
import io.coportal.sync.ReadsTheConsole;
import io.coportal.sync.simulator.Fault;
import io.coportal.sync.simulator.JournalEntry;
import io.coportal.sync.simulator.Response;
import io.coportal.sync.simulator.coportal.CoPortalSimulator;
import java.time.Duration;
import java.time.OffsetDateTime;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;
import org.springframework.boot.test.system.CapturedOutput;
import org.springframework.boot.test.system.OutputCaptureExtension;

/** No result is lost by what CoPortal answers, and none stands in the way of another. */
@ExtendWith(OutputCaptureExtension.class)
@OnEachDatabase
@ReadsTheConsole
class OutboxTest {
  private static final String WORKSPACE = PortalScene.WORKSPACE;

  /** So many calls may be under way when the first of them fails. */
  private static final int SIDE_BY_SIDE = 4;

  private final PortalScene scene = PortalScene.shared();
  private final CoPortalSimulator coportal = scene.coportal();

  @AfterEach
  void mend() {
    scene.mend();
  }

  static Stream<Arguments> notAboutTheInvoice() {
    return Stream.of(
        Arguments.of("no right", Response.of(403, "application/json", "{\"error\": \"plan\"}")),
        Arguments.of("no such method", Response.of(405, "application/json", "{}")),
        Arguments.of("a firewall", Response.html(403, "<html>blocked</html>")),
        Arguments.of("no such page", Response.html(404, "<html>not here</html>")));
  }

  @OneDatabaseShowsIt
  @ParameterizedTest(name = "{0}")
  @MethodSource("notAboutTheInvoice")
  void aRefusalThatIsNotAboutTheInvoiceLosesNothing(String name, Response answer) {
    PortalInvoice invoice = PortalInvoice.of(WORKSPACE, "kept-" + name.replace(' ', '-'));
    coportal.faults().next(2, PortalScene.reports(invoice), Fault.gatewayInstead(name, answer));
    scene.change(invoice);

    scene.awaitToldOf(invoice);

    await().until(() -> calls(invoice).size() == 3);
    assertThat(calls(invoice)).extracting(JournalEntry::status).startsWith(answer.status());
  }

  @Test
  void aClickTellsAgainWhatCoPortalHasRefused() {
    PortalInvoice invoice =
        PortalInvoice.of(WORKSPACE, "told-again").with("public_url", "https://app.example/xero/1");
    coportal
        .faults()
        .next(
            PortalScene.reports(invoice),
            Fault.gatewayInstead(
                "404", Response.of(404, "application/json", "{\"error\":\"no\"}")));
    scene.change(invoice);
    await().untilAsserted(() -> assertThat(entry(invoice)).containsEntry("last_status", 404));
    assertThat(entry(invoice).get("due_at")).isNull();

    scene.application().press(WORKSPACE, invoice.id());

    await()
        .untilAsserted(
            () ->
                assertThat(scene.told(invoice).path("ledger_state").asText()).isEqualTo("FAILED"));
    assertThat(calls(invoice)).hasSize(2);
  }

  @Test
  void anEntryThatCannotBeReadWaitsWithItsReasonAndStopsNoOther(CapturedOutput log) {
    PortalInvoice broken = PortalInvoice.of(WORKSPACE, "broken-entry");
    scene.change(broken);
    scene.awaitToldOf(broken);
    await().untilAsserted(() -> assertThat(entry(broken).get("due_at")).isNull());
    scene
        .application()
        .database()
        .sql("UPDATE portal_report SET outcome = '{\"half', due_at = ? WHERE invoice_id = ?")
        .params(OffsetDateTime.now().minusDays(1), broken.id())
        .update();
    List<PortalInvoice> others = PortalInvoice.several(WORKSPACE, "beside-broken", 3);
    scene.change(others);

    others.forEach(scene::awaitToldOf);
    await()
        .untilAsserted(
            () -> assertThat((int) entry(broken).get("attempts")).isGreaterThanOrEqualTo(2));
    assertThat(entry(broken).get("last_answered").toString()).contains("Unexpected end-of-input");
    assertThat(log).contains("broken-entry").contains("cannot be told");

    scene.change(broken.changedTo(120));
    scene.awaitToldOf(broken);
  }

  @Test
  void whileCoPortalAsksForPatienceNoInstanceCallsIt() {
    try (ApplicationUnderTest other = scene.anotherInstance()) {
      assertThat(other.refusals(WORKSPACE).isArray()).isTrue();
      List<PortalInvoice> invoices = PortalInvoice.several(WORKSPACE, "patience", 6);
      coportal.journal().clear();
      coportal
          .faults()
          .next(
              request -> request.method().equals("PUT"),
              Fault.gatewayInstead("429", Response.empty(429).with("Retry-After", "3")));
      scene.change(invoices);

      invoices.forEach(scene::awaitToldOf);

      JournalEntry throttled = coportal.journal().requests(entry -> entry.status() == 429).get(0);
      assertThat(
              coportal
                  .journal()
                  .requests(
                      entry ->
                          entry.method().equals("PUT")
                              && entry.at().isAfter(throttled.at().plusMillis(500))))
          .isNotEmpty()
          .allMatch(later -> later.at().isAfter(throttled.at().plusMillis(2800)));
    }
  }

  @Test
  void anOutageCostsFewCallsAndOneLine(CapturedOutput log) {
    List<PortalInvoice> invoices = PortalInvoice.several(WORKSPACE, "quiet-outage", 6);
    coportal.faults().next(1000, reports(), Fault.gatewayInstead("503", Response.empty(503)));
    scene.change(invoices);
    invoices.forEach(scene::awaitSynced);
    await().until(() -> reportCalls().size() >= SIDE_BY_SIDE);
    coportal.journal().clear();
    await().until(() -> reportCalls().size() >= 3);

    List<JournalEntry> probes = reportCalls();
    assertThat(Duration.between(probes.get(0).at(), probes.get(2).at()))
        .as("six results were due all the time")
        .isGreaterThan(Duration.ofMillis(1500));
    coportal.faults().clear();
    invoices.forEach(scene::awaitToldOf);
    assertThat(log.getOut().split("CoPortal \\(report\\): CoPortal answered with status 503", -1))
        .hasSize(2);
  }

  @Test
  void whatAPersonWaitsForIsToldFirst() {
    List<PortalInvoice> many = PortalInvoice.several(WORKSPACE, "backfill", 5);
    PortalInvoice clicked = PortalInvoice.of(WORKSPACE, "clicked");
    scene.change(clicked);
    scene.awaitToldOf(clicked);
    coportal.faults().next(100, reports(), Fault.gatewayInstead("503", Response.empty(503)));
    scene.change(many);
    many.forEach(scene::awaitSynced);
    scene.application().press(WORKSPACE, clicked.id());
    await().untilAsserted(() -> assertThat(entry(clicked)).containsEntry("priority", 0));
    scene
        .application()
        .database()
        .sql("UPDATE portal_report SET attempts = 0, due_at = ? WHERE due_at IS NOT NULL")
        .param(OffsetDateTime.now().minusMinutes(1))
        .update();
    coportal.journal().clear();
    coportal.faults().clear();

    many.forEach(scene::awaitToldOf);

    assertThat(reportCalls().stream().filter(call -> call.status() == 204).findFirst())
        .hasValueSatisfying(first -> assertThat(first.target()).contains("/" + clicked.id() + "/"));
  }

  private static java.util.function.Predicate<io.coportal.sync.simulator.Request> reports() {
    return request -> request.method().equals("PUT");
  }

  private List<JournalEntry> reportCalls() {
    return coportal.journal().requests(entry -> entry.method().equals("PUT"));
  }

  private List<JournalEntry> calls(PortalInvoice invoice) {
    return coportal
        .journal()
        .requests(
            entry ->
                entry.method().equals("PUT") && entry.target().contains("/" + invoice.id() + "/"));
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
