package io.coportal.sync.crash;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.coportal.sync.contract.BookedInvoice;
import io.coportal.sync.contract.LedgerUnderTest;
import io.coportal.sync.contract.LedgersUnderTest;
import io.coportal.sync.portal.PortalInvoice;
import io.coportal.sync.simulator.coportal.CoPortalSimulator;
import java.sql.Connection;
import java.sql.SQLException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;

/**
 * A CoPortal that changes, an application that dies, and two ledgers it feeds by itself. Their
 * books are the judge.
 */
final class PortalWorld implements AutoCloseable {
  private static final Company COMPANY = Company.BRITISH;
  static final String WORKSPACE = COMPANY.workspace();

  private static final Duration RECOVERY_LIMIT = Duration.ofSeconds(120);

  private final List<LedgerUnderTest> ledgers = LedgersUnderTest.another();
  private final CoPortalSimulator coportal = CoPortalSimulator.start(0);
  private final Installation installation = new Installation("portal", ledgers);

  PortalWorld() {
    start();
    ledgers.forEach(this::connect);
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
          .untilAsserted(() -> ledgers.forEach(ledger -> expectTold(invoice, ledger)));
    }
    System.out.printf(
        "all %d in both ledgers and written back %d ms after the last launch%n",
        invoices.size(), installation.sinceLaunch().toMillis());
    invoices.forEach(invoice -> ledgers.forEach(ledger -> expectOnceInLedger(invoice, ledger)));
    assertThat(installation.api().refusals(COMPANY)).isEmpty();
  }

  private void expectTold(PortalInvoice invoice, LedgerUnderTest ledger) {
    JsonNode told = coportal.writtenBack().held(WORKSPACE, invoice.id(), ledger.name());
    assertThat(told.path("ledger_state").asText()).as(told.toString()).isEqualTo("SYNCED");
    assertThat(told.path("revision").asInt()).isEqualTo(invoice.revision());
  }

  private void expectOnceInLedger(PortalInvoice invoice, LedgerUnderTest ledger) {
    List<BookedInvoice> held = ledger.invoices(invoice.number());
    assertThat(held).as("%s in %s", invoice.number(), ledger.name()).hasSize(1);
    assertThat(held.get(0).total()).isEqualByComparingTo(invoice.total());
    JsonNode sync =
        installation.api().invoice(COMPANY, invoice.id()).path("syncs").path(ledger.name());
    assertThat(sync.path("externalId").asText()).isEqualTo(held.get(0).externalId());
    List<JsonNode> told = coportal.writtenBack().history(WORKSPACE, invoice.id(), ledger.name());
    assertThat(told).extracting(state -> state.path("revision").asInt()).isSorted();
    assertThat(told.get(told.size() - 1).path("ledger_invoice_id").asText())
        .isEqualTo(held.get(0).externalId());
  }

  /** Whatever stands before the stored cursor is stored itself, as it is or newer. */
  private void expectCursorNotAhead() {
    try (Connection database = installation.database().connect()) {
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
    String portal = "coportal.portal.";
    return Stream.of(
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

  private void connect(LedgerUnderTest ledger) {
    Owner.connects(installation.api(), COMPANY, ledger);
    installation.api().syncByItself(COMPANY, ledger);
  }

  @Override
  public void close() {
    installation.close();
    coportal.close();
  }
}
