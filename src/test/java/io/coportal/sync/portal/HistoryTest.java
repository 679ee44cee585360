package io.coportal.sync.portal;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.coportal.sync.DatabaseUnderTest;
import io.coportal.sync.OnEachDatabase;
import io.coportal.sync.simulator.coportal.CoPortalSimulator;
import io.coportal.sync.simulator.xero.XeroSimulator;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.CleanupMode;
import org.junit.jupiter.api.io.TempDir;

/** What was in CoPortal before it was first read is stored, and goes to no ledger by itself. */
@OnEachDatabase
class HistoryTest {
  private static final String WORKSPACE = "with-history";
  private static final Duration PATIENCE = Duration.ofSeconds(90);

  @TempDir(cleanup = CleanupMode.NEVER)
  private static Path folder;

  @Test
  void onlyWhatChangesAfterwardsIsPushedByItself() {
    try (CoPortalSimulator coportal = CoPortalSimulator.start(0);
        XeroSimulator xero = XeroSimulator.start(0)) {
      List<PortalInvoice> old = PortalInvoice.several(WORKSPACE, "old", 5);
      coportal.downFor(Duration.ofHours(1));
      old.forEach(invoice -> coportal.changes().put(invoice.json()));
      try (var application =
          new ApplicationUnderTest(folder, DatabaseUnderTest.fresh(folder), coportal, xero)) {
        application.connect(WORKSPACE, xero, XeroSimulator.UNITED_KINGDOM);
        coportal.clock().advance(Duration.ofHours(1));
        await().atMost(PATIENCE).until(() -> application.bean(PullCursor.class).caughtUp());
        PortalInvoice changed = old.get(3).changedTo(120);
        coportal.changes().put(changed.json());

        await()
            .atMost(PATIENCE)
            .untilAsserted(() -> assertThat(state(application, changed)).isEqualTo("SYNCED"));
        assertThat(xero.people(XeroSimulator.UNITED_KINGDOM).invoices(old.get(0).number()))
            .isEmpty();
        assertThat(application.invoice(WORKSPACE, old.get(0).id()).path("syncs")).isEmpty();
        application.press(WORKSPACE, old.get(0).id());
        await()
            .atMost(PATIENCE)
            .untilAsserted(() -> assertThat(state(application, old.get(0))).isEqualTo("SYNCED"));
      }
    }
  }

  private static String state(ApplicationUnderTest application, PortalInvoice invoice) {
    return application
        .invoice(WORKSPACE, invoice.id())
        .path("syncs")
        .path("xero")
        .path("state")
        .asText();
  }
}
