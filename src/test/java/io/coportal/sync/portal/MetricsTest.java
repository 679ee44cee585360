package io.coportal.sync.portal;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.coportal.sync.ReadsTheConsole;
import io.coportal.sync.Scrape;
import io.coportal.sync.simulator.Fault;
import io.coportal.sync.simulator.Response;
import java.io.IOException;
import java.math.BigDecimal;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** What an operator watches of CoPortal's side and of the ledger's limits, and where it is told. */
@ReadsTheConsole
class MetricsTest {
  private static final String WORKSPACE = PortalScene.WORKSPACE;
  private static final String INVOICES = "coportal_portal_invoices_total";
  private static final String REPORTS = "coportal_portal_reports_total";
  private static final String LEFT = "coportal_calls_left";
  private static final Duration PATIENCE = Duration.ofSeconds(90);

  private final PortalScene scene = PortalScene.shared();
  private final Scrape before = scrape();

  @AfterEach
  void mend() {
    scene.mend();
  }

  @Test
  void pulledPagesAndInvoicesAreCounted() {
    List<PortalInvoice> invoices = PortalInvoice.several(WORKSPACE, "counted", 4);
    scene.change(invoices);
    scene.change(PortalInvoice.of(WORKSPACE, "miscounted").changedWrongly());

    scene.awaitEnd();

    await().atMost(PATIENCE).untilAsserted(() -> grown(4, INVOICES, "result=\"taken\""));
    grown(1, INVOICES, "result=\"refused\"");
    assertThat(scrape().sum("coportal_portal_pages_total"))
        .isGreaterThanOrEqualTo(before.sum("coportal_portal_pages_total").add(two()));
    assertThat(scrape().has(INVOICES, "result=\"known\"")).isTrue();
  }

  @Test
  void resultsThatCoPortalDoesNotKnowAreCountedAndTheirAgeIsShown() {
    PortalInvoice invoice = PortalInvoice.of(WORKSPACE, "unknown-yet");
    scene
        .coportal()
        .faults()
        .next(
            1_000,
            PortalScene.reports(invoice),
            Fault.gatewayInstead("503", Response.text(503, "later")));
    scene.change(invoice);
    scene.awaitSynced(invoice);

    await()
        .atMost(PATIENCE)
        .untilAsserted(
            () -> {
              assertThat(scrape().sum("coportal_portal_reports_untold")).isPositive();
              assertThat(scrape().sum("coportal_portal_reports_oldest_untold_seconds"))
                  .isGreaterThanOrEqualTo(two());
              assertThat(scrape().sum(REPORTS, "result=\"postponed\""))
                  .isGreaterThan(before.sum(REPORTS, "result=\"postponed\""));
            });

    scene.mend();
    scene.awaitToldOf(invoice);
    await()
        .atMost(PATIENCE)
        .untilAsserted(
            () -> {
              assertThat(scrape().sum("coportal_portal_reports_untold")).isZero();
              assertThat(scrape().sum("coportal_portal_reports_oldest_untold_seconds")).isZero();
            });
    assertThat(scrape().sum(REPORTS, "result=\"told\""))
        .isGreaterThan(before.sum(REPORTS, "result=\"told\""));
  }

  @Test
  void aResultThatCoPortalRefusesIsCounted() {
    PortalInvoice invoice = PortalInvoice.of(WORKSPACE, "counted-refusal");
    scene
        .coportal()
        .faults()
        .next(
            PortalScene.reports(invoice),
            Fault.gatewayInstead("404", Response.of(404, "application/json", "{}")));
    scene.change(invoice);

    await().atMost(PATIENCE).untilAsserted(() -> grown(1, REPORTS, "result=\"refused\""));
  }

  @Test
  void whatTheLedgerStillTakesIsShownForEachOfItsLimits() {
    PortalInvoice invoice = PortalInvoice.of(WORKSPACE, "budgeted");
    scene.change(invoice);
    scene.awaitSynced(invoice);

    for (String limit : List.of("organisation-minute", "organisation-day", "application-minute")) {
      assertThat(scrape().sum(LEFT, "ledger=\"xero\"", "limit=\"" + limit + "\"").intValueExact())
          .isBetween(1, PortalScene.CALLS - 1);
    }
    assertThat(scrape().has(LEFT, "ledger=\"quickbooks\"")).isFalse();
  }

  @Test
  void everyMeterIsToldInTheHandbookAndTheHandbookTellsOfNoOther() throws IOException {
    PortalInvoice invoice = PortalInvoice.of(WORKSPACE, "handbook");
    scene.change(invoice);
    scene.awaitToldOf(invoice);
    scene.xero().expireAccessTokens();
    scene.change(invoice.changedTo(120));
    scene.awaitToldOf(invoice);

    Set<String> shown = scrape().names();

    assertThat(shown.stream().filter(name -> !name.endsWith("_max")))
        .containsExactlyInAnyOrderElementsOf(told());
  }

  /** Names without what Prometheus adds to the parts of a timer. */
  private static Set<String> told() throws IOException {
    String handbook = Files.readString(Path.of("docker/README.md"));
    return Pattern.compile("`(coportal_[a-z_]+)")
        .matcher(handbook)
        .results()
        .map(name -> name.group(1))
        .collect(Collectors.toCollection(TreeSet::new));
  }

  private void grown(int by, String name, String... tags) {
    assertThat(scrape().sum(name, tags).subtract(before.sum(name, tags)).intValueExact())
        .isEqualTo(by);
  }

  private Scrape scrape() {
    return Scrape.of(scene.application().managementPort());
  }

  private static BigDecimal two() {
    return BigDecimal.valueOf(2);
  }
}
