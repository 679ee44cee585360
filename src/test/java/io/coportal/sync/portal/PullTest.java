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
import java.util.Set;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;
import org.springframework.boot.test.system.CapturedOutput;
import org.springframework.boot.test.system.OutputCaptureExtension;
import org.springframework.jdbc.core.simple.JdbcClient;

/** Changed invoices come from CoPortal by themselves, whatever its API does. */
@OnEachDatabase
@ExtendWith(OutputCaptureExtension.class)
@ReadsTheConsole
class PullTest {
  private static final String WORKSPACE = PortalScene.WORKSPACE;
  private static final int LONGER_THAN_ALLOWED = 100_000;

  private final PortalScene scene = PortalScene.shared();
  private final CoPortalSimulator coportal = scene.coportal();

  @AfterEach
  void mend() {
    scene.mend();
  }

  @Test
  void whatChangesInCoPortalReachesTheLedgerPageByPage() {
    List<PortalInvoice> invoices = PortalInvoice.several(WORKSPACE, "pages", 8);
    scene.change(invoices);

    invoices.forEach(scene::awaitSynced);
    scene.awaitEnd();
    PortalInvoice changed = invoices.get(4).changedTo(250);
    scene.change(changed);

    scene.awaitSynced(changed);
    invoices.forEach(scene::expectOnceInLedger);
  }

  @Test
  void aWorkspaceWithoutAutoSyncOnlyStores() {
    scene.application().create("by-hand");
    PortalInvoice invoice = PortalInvoice.of("by-hand", "stored-only");
    scene.change(invoice);

    scene.awaitEnd();

    JsonNode stored = scene.application().invoice("by-hand", invoice.id());
    assertThat(stored.path("invoice").path("version").asInt()).isEqualTo(1);
    assertThat(stored.path("syncs")).isEmpty();
  }

  @Test
  void aPageMayComeAgain() {
    scene.change(PortalInvoice.several(WORKSPACE, "again", 2));
    scene.awaitEnd();
    coportal.changes().repeatLastPage(3);

    PortalInvoice later = PortalInvoice.of(WORKSPACE, "after-repeats");
    scene.change(later);

    scene.awaitSynced(later);
    scene.awaitEnd();
    assertThat(refusals()).isEmpty();
  }

  @Test
  void aPageMayComeInAnyOrderAndWithOutdatedStates() {
    PortalInvoice invoice = PortalInvoice.of(WORKSPACE, "disordered");
    PortalInvoice other = PortalInvoice.of(WORKSPACE, "disordered-other");
    coportal.downFor(Duration.ofHours(1));
    scene.change(List.of(other, invoice));
    scene.change(invoice.changedTo(120));
    scene.change(invoice.changedTo(140));
    coportal.changes().disorderNextPage();
    coportal.clock().advance(Duration.ofHours(1));

    scene.awaitSynced(invoice);
    scene.awaitSynced(other);

    scene.awaitEnd();
    scene.expectOnceInLedger(invoice);
    assertThat(refusals()).isEmpty();
  }

  @Test
  void anInvoiceThatIsRefusedStopsNoOtherAndIsForgivenWhenMended() {
    List<PortalInvoice> invoices = PortalInvoice.several(WORKSPACE, "faulty", 5);
    PortalInvoice faulty = invoices.get(1).changedWrongly();
    coportal.downFor(Duration.ofHours(1));
    scene.change(invoices);
    coportal.clock().advance(Duration.ofHours(1));

    scene.awaitEnd();

    scene.awaitSynced(invoices.get(4));
    assertThat(stored(faulty).isMissingNode()).isTrue();
    assertThat(refusals()).hasSize(1);
    JsonNode refusal = refusals().get(0);
    assertThat(refusal.path("invoiceId").asText()).isEqualTo(faulty.id());
    assertThat(refusal.path("version").asInt()).isEqualTo(2);
    assertThat(refusal.path("code").asText()).isEqualTo("invalid-invoice");
    assertThat(refusal.path("faults").get(0).path("pointer").asText()).isEqualTo("/total");

    scene.change(faulty.changedTo(300));

    scene.awaitSynced(faulty);
    assertThat(refusals()).isEmpty();
  }

  @Test
  void whatNobodyCanReadIsRefusedAsWell(CapturedOutput log) {
    PortalInvoice unreadable = PortalInvoice.of(WORKSPACE, "unreadable").with("items", "none");
    PortalInvoice homeless = PortalInvoice.of("nobody-knows", "homeless");
    PortalInvoice forger = PortalInvoice.of("nobody-knows", "two\nlines\0");
    PortalInvoice next = PortalInvoice.of(WORKSPACE, "after-unreadable");
    scene.change(List.of(unreadable, homeless, forger, next));

    scene.awaitSynced(next);

    assertThat(refusals().get(0).path("code").asText()).isEqualTo("invoice-not-mapped");
    assertThat(scene.application().refusals("nobody-knows"))
        .extracting(refusal -> refusal.path("code").asText())
        .containsExactlyInAnyOrder("not-found", "invalid-invoice");
    assertThat(log)
        .contains("Pulled invoice homeless of workspace nobody-knows was refused")
        .contains("two\uFFFDlines\uFFFD");
    scene.change(PortalInvoice.of(WORKSPACE, "unreadable").changedTo(10));
    await().until(() -> refusals().isEmpty());
  }

  @Test
  void whatWasRefusedForLackOfAWorkspaceComesByItselfOnceThereIsOne() {
    PortalInvoice early = PortalInvoice.of("founded-later", "too-early");
    PortalInvoice wrong = PortalInvoice.of("founded-later", "early-and-wrong").changedWrongly();
    scene.change(List.of(early, wrong));
    scene.awaitEnd();
    assertThat(scene.application().refusals("founded-later"))
        .extracting(refusal -> refusal.path("code").asText())
        .containsOnly("not-found", "invalid-invoice");

    scene.application().create("founded-later");

    await()
        .untilAsserted(
            () ->
                assertThat(
                        scene
                            .application()
                            .invoice("founded-later", early.id())
                            .at("/invoice/version")
                            .asInt())
                    .isEqualTo(1));
    scene.awaitEnd();
    assertThat(scene.application().refusals("founded-later"))
        .extracting(refusal -> refusal.path("invoiceId").asText())
        .containsExactly(wrong.id());
  }

  static Stream<Arguments> failures() {
    return Stream.of(
        Arguments.of("503", Fault.gatewayInstead("503", Response.html(503, "<html>busy</html>"))),
        Arguments.of("500", Fault.gatewayInstead("500", Response.text(500, "oops"))),
        Arguments.of("429", Fault.gatewayInstead("429", Response.empty(429))),
        Arguments.of("HTML", Fault.gatewayInstead("html", Response.html(200, "<html>hi</html>"))),
        Arguments.of(
            "other JSON", Fault.gatewayInstead("json", Response.of(200, "application/json", "{}"))),
        Arguments.of(
            "no cursor",
            Fault.gatewayInstead(
                "no-cursor",
                Response.of(
                    200,
                    "application/json",
                    "{\"data\": [{\"id\": \"x\"}], \"has_more\": false}"))),
        Arguments.of(
            "empty, but more",
            Fault.gatewayInstead(
                "empty",
                Response.of(
                    200,
                    "application/json",
                    "{\"data\": [], \"has_more\": true, \"next_cursor\": \"chg!99999\"}"))),
        Arguments.of(
            "a countless number",
            Fault.gatewayInstead(
                "number",
                Response.of(200, "application/json", "{\"data\": [{\"total\": 1e99999999999}]}"))),
        Arguments.of("nothing", Fault.gatewayInstead("empty", Response.empty(200))),
        Arguments.of("half a page", Fault.truncatedAnswer()),
        Arguments.of("dropped", Fault.dropBeforeWork()),
        Arguments.of("answer lost", Fault.dropAnswer()),
        Arguments.of("too slow", Fault.slowAnswer(Duration.ofMillis(2500))),
        Arguments.of(
            "too long",
            Fault.gatewayInstead(
                "long",
                Response.of(
                    200,
                    "application/json",
                    "{\"data\": [], \"has_more\": false, \"next_cursor\": \"chg!99999\", \"x\": \""
                        + "x".repeat(LONGER_THAN_ALLOWED)
                        + "\"}"))),
        Arguments.of(
            "redirect",
            Fault.gatewayInstead("redirect", Response.redirect("http://127.0.0.1:1/elsewhere"))));
  }

  @ParameterizedTest(name = "{0}")
  @MethodSource("failures")
  void afterAnAnswerThatIsNoneTheNextTickAsksAgainFromTheSamePlace(String name, Fault fault) {
    scene.awaitEnd();
    String before = scene.cursor();
    coportal.journal().clear();
    coportal.faults().next(2, PortalScene.pages(), fault);
    PortalInvoice invoice =
        PortalInvoice.of(WORKSPACE, "after-" + name.replaceAll("[^a-z0-9]", "-"));
    scene.change(invoice);

    scene.awaitSynced(invoice);
    scene.awaitEnd();

    List<JournalEntry> struck =
        coportal.journal().requests(entry -> entry.fault().equals(fault.name()));
    assertThat(struck).hasSizeBetween(1, 2).allMatch(asked -> from(asked, before));
  }

  @Test
  void withoutTheCursorNothingOfThePageIsStored() {
    scene.awaitEnd();
    PortalInvoice invoice = PortalInvoice.of(WORKSPACE, "all-or-nothing");
    PortalInvoice faulty = PortalInvoice.of(WORKSPACE, "all-or-nothing-faulty").changedWrongly();
    JdbcClient database = scene.application().database();
    database
        .sql(
            "ALTER TABLE portal_cursor ADD CONSTRAINT stuck CHECK (position = '%s')"
                .formatted(scene.cursor()))
        .update();
    try {
      coportal.journal().clear();
      scene.change(List.of(invoice, faulty));
      await().until(() -> coportal.journal().requests().size() >= 3);

      assertThat(stored(invoice).isMissingNode()).isTrue();
      assertThat(refusals()).isEmpty();
    } finally {
      database.sql("ALTER TABLE portal_cursor DROP CONSTRAINT stuck").update();
    }

    scene.awaitSynced(invoice);
    await().until(() -> refusals().size() == 1);
    scene.change(faulty.changedTo(10));
    await().until(() -> refusals().isEmpty());
  }

  @Test
  void anHourWithoutCoPortalCostsNothing() {
    coportal.downFor(Duration.ofHours(1));
    List<PortalInvoice> invoices = PortalInvoice.several(WORKSPACE, "outage", 7);
    scene.change(invoices);
    scene.change(invoices.get(2).changedTo(170));
    coportal.journal().clear();
    await().until(() -> coportal.journal().requests().size() >= 2);
    scene.expectWaiting();

    coportal.clock().advance(Duration.ofHours(1));

    invoices.forEach(scene::awaitSynced);
    scene.awaitEnd();
    invoices.forEach(scene::expectOnceInLedger);
  }

  @Test
  void twoInstancesShareTheWorkWithoutHarm() {
    try (ApplicationUnderTest other = scene.anotherInstance()) {
      coportal.faults().next(6, PortalScene.pages(), Fault.slowAnswer(Duration.ofMillis(300)));
      List<PortalInvoice> invoices = PortalInvoice.several(WORKSPACE, "two", 12);
      scene.change(invoices);
      invoices.subList(0, 6).forEach(scene::awaitSynced);
      invoices.forEach(each -> scene.change(each.changedTo(310)));

      invoices.forEach(scene::awaitSynced);
      invoices.forEach(scene::awaitToldOf);
      scene.awaitEnd();

      invoices.forEach(scene::expectOnceInLedger);
      invoices.forEach(this::expectToldInOrder);
      assertThat(other.refusals(WORKSPACE)).isEmpty();
    }
  }

  @Test
  void onlyOurOwnHeadersGoOutAndTheKeyIsNeverLogged(CapturedOutput log) {
    coportal.journal().clear();
    coportal
        .faults()
        .next(PortalScene.pages(), Fault.gatewayInstead("401", Response.text(401, "no")));
    await().until(() -> coportal.journal().requests().size() >= 2);

    assertThat(coportal.journal().requests())
        .flatExtracting(entry -> entry.headers().keySet())
        .map(name -> name.toString().toLowerCase(java.util.Locale.ROOT))
        .isSubsetOf(
            Set.of(
                "accept", "accept-encoding", "authorization", "connection", "host", "user-agent"));
    assertThat(log).contains("CoPortal answered with status 401: check COPORTAL_API_KEY");
    assertThat(log).doesNotContain(CoPortalSimulator.KEY);
  }

  private void expectToldInOrder(PortalInvoice invoice) {
    assertThat(scene.everTold(invoice))
        .extracting(told -> told.path("sequence").asInt())
        .isSorted();
  }

  private static boolean from(JournalEntry asked, String cursor) {
    return cursor == null
        ? !asked.target().contains("cursor=")
        : asked.target().endsWith("cursor=" + cursor.replace("!", "%21"));
  }

  private JsonNode refusals() {
    return scene.application().refusals(WORKSPACE);
  }

  private JsonNode stored(PortalInvoice invoice) {
    return scene.stored(invoice);
  }
}
