package io.coportal.sync.crash;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.coportal.sync.connection.Browser;
import io.coportal.sync.portal.PortalInvoice;
import io.coportal.sync.simulator.coportal.CoPortalSimulator;
import io.coportal.sync.simulator.quickbooks.QuickBooksSimulator;
import io.coportal.sync.simulator.xero.XeroSimulator;
import java.net.URI;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.function.UnaryOperator;
import java.util.stream.Stream;

/**
 * A CoPortal that changes, an application that dies, and two ledgers it feeds by itself. Their
 * books are the judge.
 */
final class PortalWorld implements AutoCloseable {
  static final String WORKSPACE = PortalApi.WORKSPACE;
  static final List<String> LEDGERS = List.of("xero", "quickbooks");

  private static final Duration RECOVERY_LIMIT = Duration.ofSeconds(120);

  private final XeroSimulator xero = XeroSimulator.start(0);
  private final QuickBooksSimulator quickBooks = QuickBooksSimulator.start(0);
  private final CoPortalSimulator coportal = CoPortalSimulator.start(0);
  private final Installation installation = new Installation(xero.baseUrl());

  PortalWorld() {
    xero.limits().off();
    quickBooks.limits().off();
    start();
    connect(
        "xero",
        "{\"account\": \"200\", \"autoSync\": true}",
        page -> xero.allow(page, "ada@owner.example", XeroSimulator.UNITED_KINGDOM));
    connect(
        "quickbooks",
        "{\"account\": \"10\", \"autoSync\": true}",
        page -> quickBooks.allow(page, "ada@owner.example", QuickBooksSimulator.UNITED_KINGDOM));
  }

  CoPortalSimulator coportal() {
    return coportal;
  }

  void change(PortalInvoice invoice) {
    coportal.changes().put(invoice.json());
  }

  void start() {
    installation.start(settings());
  }

  /** Ends the application, and holds what it left against what CoPortal has shown. */
  void kill9() {
    installation.process().kill9();
    expectCursorNotAhead();
  }

  /** Every invoice is in both ledgers as it is now, once, and CoPortal knows it. */
  void expectEverythingArrived(List<PortalInvoice> invoices) {
    for (PortalInvoice invoice : invoices) {
      await(invoice.id())
          .atMost(RECOVERY_LIMIT)
          .pollInterval(Duration.ofMillis(100))
          .untilAsserted(() -> LEDGERS.forEach(ledger -> expectTold(invoice, ledger)));
    }
    System.out.printf(
        "all %d in both ledgers and written back %d ms after the last launch%n",
        invoices.size(), installation.sinceLaunch().toMillis());
    invoices.forEach(this::expectOnceInBothLedgers);
    assertThat(installation.api().refusals()).isEmpty();
  }

  private void expectTold(PortalInvoice invoice, String ledger) {
    JsonNode told = coportal.writtenBack().held(WORKSPACE, invoice.id(), ledger);
    assertThat(told.path("ledger_state").asText()).as(told.toString()).isEqualTo("SYNCED");
    assertThat(told.path("revision").asInt()).isEqualTo(invoice.revision());
  }

  private void expectOnceInBothLedgers(PortalInvoice invoice) {
    JsonNode syncs = installation.api().invoice(invoice.id()).path("syncs");
    assertThat(xero.people(XeroSimulator.UNITED_KINGDOM).invoices(invoice.number()))
        .as("in Xero under %s", invoice.number())
        .singleElement()
        .satisfies(held -> expectSame(invoice, held, "Total", "InvoiceID", syncs.path("xero")));
    assertThat(quickBooks.people(QuickBooksSimulator.UNITED_KINGDOM).invoices(invoice.number()))
        .as("in QuickBooks under %s", invoice.number())
        .singleElement()
        .satisfies(held -> expectSame(invoice, held, "TotalAmt", "Id", syncs.path("quickbooks")));
  }

  private void expectSame(
      PortalInvoice invoice, JsonNode held, String total, String id, JsonNode sync) {
    assertThat(held.path(total).decimalValue()).isEqualByComparingTo(invoice.total());
    assertThat(sync.path("externalId").asText()).isEqualTo(held.path(id).asText());
    String ledger = sync.path("provider").asText();
    List<JsonNode> told = coportal.writtenBack().history(WORKSPACE, invoice.id(), ledger);
    assertThat(told).extracting(state -> state.path("revision").asInt()).isSorted();
    assertThat(told.get(told.size() - 1).path("ledger_invoice_id").asText())
        .isEqualTo(held.path(id).asText());
  }

  /** Whatever stands before the stored cursor is stored itself, as it is or newer. */
  private void expectCursorNotAhead() {
    try (Connection database = DriverManager.getConnection(installation.databaseUrl())) {
      String cursor = first(database, "SELECT position FROM portal_cursor");
      List<ObjectNode> before = coportal.changes().until(cursor);
      List<String> missing = new ArrayList<>();
      for (ObjectNode invoice : before) {
        String id = invoice.path("id").asText();
        String version =
            first(database, "SELECT version FROM invoice WHERE invoice_id = '%s'".formatted(id));
        if (version == null || Long.parseLong(version) < invoice.path("revision").asLong()) {
          missing.add(id + " " + version);
        }
      }
      System.out.printf(
          "killed with the cursor at %s, %d invoices before it%n", cursor, before.size());
      assertThat(missing).as("before the cursor %s and not stored", cursor).isEmpty();
    } catch (SQLException unreadable) {
      throw new IllegalStateException(unreadable);
    }
  }

  private static String first(Connection database, String sql) throws SQLException {
    try (var statement = database.createStatement();
        var rows = statement.executeQuery(sql)) {
      return rows.next() ? rows.getString(1) : null;
    }
  }

  private String[] settings() {
    String client = "spring.security.oauth2.client.";
    String portal = "coportal.portal.";
    return Stream.of(
            client + "registration.quickbooks.client-id=sim-client",
            client + "registration.quickbooks.client-secret=sim-secret",
            client
                + "provider.quickbooks.authorization-uri="
                + quickBooks.baseUrl()
                + "/connect/oauth2",
            client
                + "provider.quickbooks.token-uri="
                + quickBooks.baseUrl()
                + "/oauth2/v1/tokens/bearer",
            "coportal.ledgers.quickbooks.api-base-url=" + quickBooks.baseUrl(),
            "coportal.ledgers.quickbooks.revocation-uri="
                + quickBooks.baseUrl()
                + "/v2/oauth2/tokens/revoke",
            "coportal.ledgers.quickbooks.rules.replay-after=1s",
            portal + "base-url=" + coportal.baseUrl(),
            portal + "auth-key=" + CoPortalSimulator.KEY,
            portal + "response-timeout-ms=2000",
            portal + "pull.cron=* * * * * ?",
            portal + "pull.page-size=4",
            portal + "report.enabled=true",
            portal + "report.period=200",
            "coportal.retry.longest-delay=4s")
        .map(setting -> "--" + setting)
        .toArray(String[]::new);
  }

  private void connect(String ledger, String settings, UnaryOperator<URI> consent) {
    URI link = URI.create(installation.api().connectLink(ledger, settings));
    var owner = new Browser(link.getPort());
    String leave = Browser.location(owner.get(link.getPath()));
    URI consentPage = URI.create(Browser.location(owner.get(leave)));
    owner.get(Browser.location(owner.get(consent.apply(consentPage).toString())));
  }

  @Override
  public void close() {
    installation.close();
    coportal.close();
    quickBooks.close();
    xero.close();
  }
}
