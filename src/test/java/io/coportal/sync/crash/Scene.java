package io.coportal.sync.crash;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.coportal.sync.connection.Browser;
import io.coportal.sync.simulator.xero.XeroSimulator;
import java.net.URI;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.extension.ExtensionContext;

/**
 * The application connected to a simulated ledger that survives its deaths. One for all tests: a
 * start costs seconds, and an installation that has died often is the better subject.
 */
final class Scene implements ExtensionContext.Store.CloseableResource {
  private static final Duration RECOVERY_LIMIT = Duration.ofSeconds(60);

  private final XeroSimulator xero = XeroSimulator.start(0);
  private final Books books = new Books(xero);
  private final Installation installation = new Installation(xero.baseUrl());

  Scene() {
    // Sixty calls a minute are another test's business.
    xero.limits().off();
    installation.start();
    connect();
  }

  XeroSimulator xero() {
    return xero;
  }

  Books books() {
    return books;
  }

  Installation installation() {
    return installation;
  }

  PortalApi api() {
    return installation.api();
  }

  void kill9() {
    installation.process().kill9();
  }

  void startAgain(String... arguments) {
    installation.start(arguments);
  }

  /** Waits until we say SYNCED, then holds it against the ledger: there, once, the same id. */
  void expectOnceInLedger(List<TestInvoice> invoices) {
    for (TestInvoice invoice : invoices) {
      await(invoice.id())
          .atMost(RECOVERY_LIMIT)
          .pollInterval(Duration.ofMillis(50))
          .until(() -> api().sync(invoice), sync -> sync.path("state").asText().equals("SYNCED"));
    }
    System.out.printf(
        "all %d SYNCED %d ms after the launch%n",
        invoices.size(), installation.sinceLaunch().toMillis());
    invoices.forEach(this::holdAgainstLedger);
  }

  /** Without a 202 nothing is promised but this. */
  void expectNoDuplicates(List<TestInvoice> invoices) {
    assertThat(invoices)
        .allSatisfy(invoice -> assertThat(books.invoices(invoice)).hasSizeLessThanOrEqualTo(1));
  }

  private void holdAgainstLedger(TestInvoice invoice) {
    var sync = api().sync(invoice);
    assertThat(books.invoices(invoice))
        .as("in the ledger under %s", invoice.number())
        .singleElement()
        .satisfies(
            held -> {
              assertThat(held.path("Status").asText()).isEqualTo("AUTHORISED");
              assertThat(held.path("InvoiceID").asText())
                  .isEqualTo(sync.path("externalId").asText());
            });
    assertThat(books.contacts(invoice)).as("contacts %s", invoice.client()).hasSize(1);
  }

  @Override
  public void close() {
    installation.close();
    xero.close();
  }

  private void connect() {
    URI link = URI.create(api().connectLink());
    var owner = new Browser(link.getPort());
    String leave = Browser.location(owner.get(link.getPath()));
    URI consentPage = URI.create(Browser.location(owner.get(leave)));
    URI back = xero.allow(consentPage, "ada@owner.example", XeroSimulator.UNITED_KINGDOM);
    owner.get(Browser.location(owner.get(back.toString())));
    assertThat(api().connection().path("state").asText()).isEqualTo("CONNECTED");
  }
}
