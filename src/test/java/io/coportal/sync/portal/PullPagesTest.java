package io.coportal.sync.portal;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.fasterxml.jackson.databind.node.ObjectNode;
import io.coportal.sync.OnEachDatabase;
import io.coportal.sync.ReadsTheConsole;
import io.coportal.sync.simulator.Fault;
import io.coportal.sync.simulator.JournalEntry;
import io.coportal.sync.simulator.Request;
import io.coportal.sync.simulator.Response;
import io.coportal.sync.simulator.coportal.CoPortalSimulator;
import java.time.Duration;
import java.util.List;
import java.util.function.Predicate;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.springframework.boot.test.system.CapturedOutput;
import org.springframework.boot.test.system.OutputCaptureExtension;

/** A page that cannot be had stops nobody longer than it must, and says why. */
@OnEachDatabase
@ExtendWith(OutputCaptureExtension.class)
@ReadsTheConsole
class PullPagesTest {
  private static final String WORKSPACE = PortalScene.WORKSPACE;
  private static final String TOO_LONG = "{\"x\": \"" + "x".repeat(100_000) + "\"}";

  private final PortalScene scene = PortalScene.shared();
  private final CoPortalSimulator coportal = scene.coportal();

  @AfterEach
  void mend() {
    scene.mend();
  }

  @Test
  void aPageThatIsTooLongIsReadInSmallerOnes() {
    scene.awaitEnd();
    coportal.journal().clear();
    coportal.faults().next(1000, PullPagesTest::ofSeveral, tooLong());
    List<PortalInvoice> invoices = PortalInvoice.several(WORKSPACE, "heavy", 4);
    scene.change(invoices);

    invoices.forEach(scene::awaitSynced);
    scene.awaitEnd();
    coportal.faults().clear();
    coportal.journal().clear();

    await("it grows back").until(() -> asked().stream().anyMatch(ask -> limit(ask) == 3));
  }

  @Test
  void anInvoiceThatCannotBeReadAtAllIsNeverPassedOver(CapturedOutput log) {
    scene.awaitEnd();
    String before = scene.cursor();
    PortalInvoice invoice = PortalInvoice.of(WORKSPACE, "too-heavy");
    coportal.faults().next(1000, PortalScene.pages(), tooLong());
    scene.change(invoice);

    await()
        .untilAsserted(
            () ->
                assertThat(reason())
                    .contains("coportal.portal.longest-answer", "single invoice", "mended"));

    assertThat(scene.cursor()).isEqualTo(before);
    assertThat(log).contains("cannot be read: it is longer than coportal.portal.longest-answer");
    coportal.faults().clear();
    scene.awaitSynced(invoice);
    await().untilAsserted(() -> assertThat(reason()).isEmpty());
  }

  @Test
  void whileCoPortalAsksForPatienceNoInstanceReads() {
    try (ApplicationUnderTest other = scene.anotherInstance()) {
      assertThat(other.refusals("nobody")).isEmpty();
      coportal.journal().clear();
      coportal
          .faults()
          .next(
              PortalScene.pages(),
              Fault.gatewayInstead("429", Response.empty(429).with("Retry-After", "4")));
      await().until(() -> asked().stream().anyMatch(ask -> ask.status() == 429));
      JournalEntry throttled =
          asked().stream().filter(ask -> ask.status() == 429).findFirst().orElseThrow();

      await().until(() -> asked().stream().anyMatch(ask -> since(throttled, ask) > 1000));

      assertThat(asked().stream().filter(ask -> since(throttled, ask) > 1000))
          .allMatch(ask -> since(throttled, ask) > 3800);
    }
  }

  @Test
  void aPlaceThatCoPortalHasForgottenIsToldWithItsCure() {
    beSomewhere("forgotten");
    coportal
        .faults()
        .next(
            1000,
            PortalScene.pages(),
            Fault.gatewayInstead(
                "410", Response.of(410, "application/json", "{\"error\": \"expired\"}")));

    await()
        .untilAsserted(
            () ->
                assertThat(reason())
                    .contains("410", "expired", "UPDATE portal_cursor SET position = NULL"));
  }

  @Test
  void aPageThatLeadsBackToItselfIsNotAskedForInARow() {
    beSomewhere("before-the-circle");
    PortalInvoice invoice = PortalInvoice.of(WORKSPACE, "in-a-circle");
    coportal.journal().clear();
    String circle =
        "{\"data\": [%s], \"has_more\": true, \"next_cursor\": \"%s\"}"
            .formatted(invoice.json(), scene.cursor());
    coportal
        .faults()
        .next(
            1000,
            PortalScene.pages(),
            Fault.gatewayInstead("circle", Response.of(200, "application/json", circle)));

    scene.awaitSynced(invoice);
    await().untilAsserted(() -> assertThat(reason()).contains("says that there is more"));

    assertThat(asked()).hasSizeLessThan(30);
  }

  @Test
  void aKnownVersionThatIsMappedToAnotherContentIsCorrectedAndNotPushed() {
    PortalInvoice invoice = PortalInvoice.of(WORKSPACE, "remapped");
    scene.change(invoice);
    scene.awaitToldOf(invoice);
    scene.awaitEnd();
    long writes = ledgerCalls();
    ObjectNode remapped = invoice.json();
    remapped.put("po_number", "PO-7");

    coportal.changes().put(remapped);
    scene.awaitEnd();

    assertThat(scene.stored(invoice).path("reference").asText()).isEqualTo("PO-7");
    assertThat(scene.application().refusals(WORKSPACE)).isEmpty();
    assertThat(scene.sync(invoice).path("state").asText()).isEqualTo("SYNCED");
    assertThat(ledgerCalls()).isEqualTo(writes);
  }

  /** The cursor stands somewhere, whichever test runs first. */
  private void beSomewhere(String id) {
    scene.change(PortalInvoice.of(WORKSPACE, id));
    scene.awaitEnd();
  }

  private static boolean ofSeveral(Request request) {
    Predicate<Request> pages = PortalScene.pages();
    return pages.test(request) && !request.query("limit").orElse("").equals("1");
  }

  private static Fault tooLong() {
    return Fault.gatewayInstead("long", Response.of(200, "application/json", TOO_LONG));
  }

  private static int limit(JournalEntry ask) {
    return Integer.parseInt(ask.target().replaceAll(".*limit=(\\d+).*", "$1"));
  }

  private static long since(JournalEntry one, JournalEntry other) {
    return Duration.between(one.at(), other.at()).toMillis();
  }

  private List<JournalEntry> asked() {
    return coportal.journal().requests(entry -> entry.target().startsWith("/v1/invoices"));
  }

  private String reason() {
    return scene
        .application()
        .database()
        .sql("SELECT COALESCE(reason, '') FROM portal_pause WHERE direction = 'pull'")
        .query(String.class)
        .single();
  }

  private long ledgerCalls() {
    return scene.xero().journal().requests(entry -> !entry.method().equals("GET")).size();
  }
}
