package io.coportal.sync.portal;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.fasterxml.jackson.databind.JsonNode;
import io.coportal.sync.DatabaseUnderTest;
import io.coportal.sync.OnEachDatabase;
import io.coportal.sync.ReadsTheConsole;
import io.coportal.sync.simulator.coportal.CoPortalSimulator;
import io.coportal.sync.simulator.xero.XeroSimulator;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import org.apache.camel.CamelContext;
import org.apache.camel.Route;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.CleanupMode;
import org.junit.jupiter.api.io.TempDir;

/** Pull and write-back are switched apart from each other, and both end without an address. */
@OnEachDatabase
@ReadsTheConsole
class SwitchTest {
  private static final String WORKSPACE = "switched";
  private static final Duration PATIENCE = Duration.ofSeconds(90);

  @TempDir(cleanup = CleanupMode.NEVER)
  private static Path folder;

  @Test
  void resultsAreKeptWhileWriteBackIsOffAndGoOutOnceItIsOn() {
    try (CoPortalSimulator coportal = CoPortalSimulator.start(0);
        XeroSimulator xero = XeroSimulator.start(0)) {
      PortalInvoice invoice = PortalInvoice.of(WORKSPACE, "kept");
      DatabaseUnderTest database = DatabaseUnderTest.fresh(folder);
      try (var off = new ApplicationUnderTest(folder, database, coportal, xero)) {
        off.connect(WORKSPACE, xero, XeroSimulator.UNITED_KINGDOM);
        await().atMost(PATIENCE).until(() -> off.bean(PullCursor.class).caughtUp());
        coportal.changes().put(invoice.json());
        await()
            .atMost(PATIENCE)
            .untilAsserted(() -> assertThat(state(off, invoice)).isEqualTo("SYNCED"));
        assertThat(portalRoutes(off)).contains("pull-invoices").doesNotContain("report-syncs");
      }
      assertThat(coportal.writtenBack().held(WORKSPACE, invoice.id(), "xero").isMissingNode())
          .isTrue();

      try (var on =
          new ApplicationUnderTest(
              folder,
              database,
              coportal,
              xero,
              "coportal.portal.report.enabled=true",
              "coportal.portal.pull.enabled=false")) {
        await()
            .atMost(PATIENCE)
            .untilAsserted(() -> assertThat(told(coportal, invoice)).isEqualTo("SYNCED"));
        assertThat(portalRoutes(on)).contains("report-syncs").doesNotContain("pull-invoices");
      }
    }
  }

  private static String told(CoPortalSimulator coportal, PortalInvoice invoice) {
    JsonNode held = coportal.writtenBack().held(WORKSPACE, invoice.id(), "xero");
    return held.path("ledger_state").asText();
  }

  private static String state(ApplicationUnderTest application, PortalInvoice invoice) {
    JsonNode shown = application.invoice(WORKSPACE, invoice.id());
    return shown.path("syncs").path("xero").path("state").asText();
  }

  private static List<String> portalRoutes(ApplicationUnderTest application) {
    return application.bean(CamelContext.class).getRoutes().stream()
        .map(Route::getRouteId)
        .toList();
  }
}
