package io.coportal.sync.portal;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.fasterxml.jackson.databind.JsonNode;
import io.coportal.sync.DatabaseUnderTest;
import io.coportal.sync.simulator.Request;
import io.coportal.sync.simulator.coportal.Changes;
import io.coportal.sync.simulator.coportal.CoPortalSimulator;
import io.coportal.sync.simulator.xero.XeroSimulator;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.UUID;
import java.util.function.Predicate;

/**
 * CoPortal, the application and a ledger. Started once for all tests of this run: a start costs
 * seconds. Workspaces are new in each test; what earlier tests stored stays.
 */
final class PortalScene {
  static final String WORKSPACE = "uk-studio";
  static final UUID ORGANISATION = XeroSimulator.UNITED_KINGDOM;

  /** What the ledger takes of calls. */
  static final int CALLS = 1_000_000;

  private static final Duration PATIENCE = Duration.ofSeconds(90);
  private static final PortalScene SHARED = new PortalScene();

  private final CoPortalSimulator coportal = CoPortalSimulator.start(0);
  private final XeroSimulator xero = XeroSimulator.start(0);
  private final Path folder = folder();
  private final DatabaseUnderTest database = DatabaseUnderTest.fresh(folder);
  private final ApplicationUnderTest application;

  private PortalScene() {
    // So high that none is met; the answers tell what is left all the same.
    xero.limits().minute(CALLS).day(CALLS).applicationMinute(CALLS).concurrent(CALLS);
    application = anotherInstance();
    application.connect(WORKSPACE, xero, ORGANISATION);
    await().atMost(PATIENCE).until(() -> application.bean(PullCursor.class).caughtUp());
  }

  static PortalScene shared() {
    return SHARED;
  }

  /** On the same database. */
  ApplicationUnderTest anotherInstance() {
    return new ApplicationUnderTest(
        folder, database, coportal, xero, "coportal.portal.report.enabled=true");
  }

  CoPortalSimulator coportal() {
    return coportal;
  }

  XeroSimulator xero() {
    return xero;
  }

  ApplicationUnderTest application() {
    return application;
  }

  void change(PortalInvoice invoice) {
    coportal.changes().put(invoice.json());
  }

  void change(List<PortalInvoice> invoices) {
    invoices.forEach(this::change);
  }

  /** Questions for a page of changes. */
  static Predicate<Request> pages() {
    return request -> request.method().equals("GET") && request.rawPath().equals("/v1/invoices");
  }

  /** Write-backs of one invoice. */
  static Predicate<Request> reports(PortalInvoice invoice) {
    return request ->
        request.method().equals("PUT") && request.rawPath().contains("/" + invoice.id() + "/");
  }

  String cursor() {
    return application.bean(PullCursor.class).position();
  }

  /** Everything CoPortal has shown so far is stored, and the cursor says so. */
  void awaitEnd() {
    await("the cursor reaches the end")
        .atMost(PATIENCE)
        .untilAsserted(
            () ->
                assertThat(Changes.place(cursor()))
                    .isEqualTo(Changes.place(coportal.changes().end())));
  }

  /** The cursor is behind the last change, and stays there for some ticks. */
  void expectWaiting() {
    assertThat(Changes.place(cursor())).isLessThan(Changes.place(coportal.changes().end()));
  }

  JsonNode stored(PortalInvoice invoice) {
    return application.invoice(WORKSPACE, invoice.id()).path("invoice");
  }

  JsonNode sync(PortalInvoice invoice) {
    return application.invoice(WORKSPACE, invoice.id()).path("syncs").path("xero");
  }

  void awaitSynced(PortalInvoice invoice) {
    await(invoice.id() + " is in the ledger")
        .atMost(PATIENCE)
        .untilAsserted(
            () -> {
              assertThat(sync(invoice).path("syncedVersion").asInt()).isEqualTo(invoice.revision());
              assertThat(sync(invoice).path("state").asText()).isEqualTo("SYNCED");
            });
  }

  void expectOnceInLedger(PortalInvoice invoice) {
    assertThat(xero.people(ORGANISATION).invoices(invoice.number()))
        .singleElement()
        .satisfies(
            held ->
                assertThat(held.path("Total").decimalValue())
                    .isEqualByComparingTo(invoice.total()));
  }

  /** What CoPortal shows of the invoice's sync, in its own words. */
  JsonNode told(PortalInvoice invoice) {
    return coportal.writtenBack().held(WORKSPACE, invoice.id(), "xero");
  }

  /** Every state that CoPortal has taken, in order. */
  List<JsonNode> everTold(PortalInvoice invoice) {
    return coportal.writtenBack().history(WORKSPACE, invoice.id(), "xero");
  }

  /** CoPortal knows that the ledger holds the invoice as it is now. */
  void awaitToldOf(PortalInvoice invoice) {
    await("CoPortal knows of " + invoice.id())
        .atMost(PATIENCE)
        .untilAsserted(
            () -> {
              assertThat(told(invoice).path("revision").asInt()).isEqualTo(invoice.revision());
              assertThat(told(invoice).path("ledger_state").asText()).isEqualTo("SYNCED");
            });
  }

  /** Without faults, and at home. */
  void mend() {
    coportal.faults().clear();
    coportal.downFor(Duration.ZERO);
    coportal.changes().repeatLastPage(0);
    xero.faults().clear();
  }

  private static Path folder() {
    try {
      return Files.createTempDirectory("coportal-sync-portal");
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
