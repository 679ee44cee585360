package io.coportal.sync.contract;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import io.coportal.sync.SampleData;
import io.coportal.sync.connection.Browser;
import io.coportal.sync.contract.Portal.Answer;
import java.net.URI;
import java.net.http.HttpResponse;
import java.time.Duration;
import java.util.Set;
import org.awaitility.Awaitility;

/**
 * One workspace of CoPortal and its owner: sends invoices, connects a ledger, presses the button.
 */
final class PortalWorkspace {
  private static final Duration PATIENCE = Duration.ofSeconds(90);
  private static final Set<String> AT_REST =
      Set.of("SYNCED", "VOIDED", "DIFFERENT", "FAILED", "BLOCKED", "UNCERTAIN");

  private final Portal portal;
  private final String id;
  private final LedgerUnderTest ledger;

  PortalWorkspace(Portal portal, String id, LedgerUnderTest ledger) {
    this.portal = portal;
    this.id = id;
    this.ledger = ledger;
  }

  /** A workspace in the United Kingdom whose payment term is 30 days. */
  static PortalWorkspace created(Portal portal, String id, LedgerUnderTest ledger) {
    PortalWorkspace workspace = new PortalWorkspace(portal, id, ledger);
    workspace.describe(
        """
        {"name": "%s", "country": "GB", "baseCurrency": "GBP", "paymentTermDays": 30,
         "taxRegistered": true}"""
            .formatted(id));
    return workspace;
  }

  /** A sample workspace, without its invoices. */
  static PortalWorkspace ofSample(
      Portal portal, SampleData.SampleWorkspace sample, LedgerUnderTest ledger) {
    PortalWorkspace workspace = new PortalWorkspace(portal, sample.workspace().id(), ledger);
    workspace.describe(sample.json());
    return workspace;
  }

  String id() {
    return id;
  }

  void describe(String json) {
    assertThat(portal.put(path(""), json).status()).isEqualTo(200);
  }

  PortalWorkspace connect(String organisation, String settings) {
    HttpResponse<String> back = consent(organisation, settings);
    assertThat(back.statusCode()).as(back.body()).isEqualTo(200);
    return this;
  }

  /**
   * Takes the owner's browser through the ledger's consent page.
   *
   * @return the page that it ends at
   */
  private HttpResponse<String> consent(String organisation, String settings) {
    JsonNode link =
        portal
            .send(
                "POST",
                path("/connections/" + ledger.name() + "/links"),
                "{\"settings\": " + settings + "}")
            .json();
    Browser browser = new Browser(portal.port());
    HttpResponse<String> opened = browser.get(URI.create(link.path("url").asText()).getPath());
    URI consentPage = URI.create(Browser.location(browser.get(Browser.location(opened))));
    HttpResponse<String> back =
        browser.get(ledger.consent(consentPage, id + "@owner.example", organisation).toString());
    while (back.statusCode() / 100 == 3) {
      back = browser.get(Browser.location(back));
    }
    return back;
  }

  PortalWorkspace connect() {
    return connect(ledger.home(), ledger.homeSettings());
  }

  /** As an owner who tries again when the ledger could not be reached. */
  PortalWorkspace connectPatiently() {
    Awaitility.await()
        .alias(id + " is connected")
        .atMost(PATIENCE)
        .pollDelay(Duration.ZERO)
        .until(() -> consent(ledger.home(), ledger.homeSettings()).statusCode() == 200);
    return this;
  }

  JsonNode connection() {
    return portal.get(path("/connections/" + ledger.name())).json();
  }

  Answer change(String settings) {
    return portal.send("PATCH", path("/connections/" + ledger.name()), settings);
  }

  void disconnect() {
    portal.send("DELETE", path("/connections/" + ledger.name()), null);
  }

  Answer put(TestInvoice invoice) {
    return put(invoice.id(), invoice.json());
  }

  Answer put(String invoiceId, String json) {
    return portal.put(path("/invoices/" + invoiceId), json);
  }

  /** The button, waited for. */
  Answer press(String invoiceId) {
    return portal.send("POST", syncs(invoiceId), null, "Prefer", "wait=20");
  }

  /** Sent again whether it changed or not, waited for. */
  Answer repush(String invoiceId) {
    return portal.send("POST", syncs(invoiceId) + "?repush=true", null, "Prefer", "wait=20");
  }

  /** The button, not waited for. */
  Answer ask(String invoiceId) {
    return portal.send("POST", syncs(invoiceId), null);
  }

  /** Stores the invoice, presses the button and gives the outcome. */
  JsonNode sync(TestInvoice invoice) {
    assertThat(put(invoice).status()).isIn(200, 201);
    return press(invoice.id()).json();
  }

  /** The same, and the invoice must be in the ledger. */
  JsonNode synced(TestInvoice invoice) {
    JsonNode outcome = sync(invoice);
    assertThat(outcome.path("state").asText()).as(outcome.toString()).isEqualTo("SYNCED");
    return outcome;
  }

  /** What the invoice shows of its sync, as CoPortal reads it. */
  JsonNode read(String invoiceId) {
    return portal.get(path("/invoices/" + invoiceId)).json().path("syncs").path(ledger.name());
  }

  String state(String invoiceId) {
    return read(invoiceId).path("state").asText();
  }

  JsonNode history(String invoiceId) {
    return portal.get(syncs(invoiceId)).json().path("attempts");
  }

  /** Waits until the invoice stands in this state. */
  JsonNode await(String invoiceId, String state) {
    Awaitility.await()
        .alias(invoiceId + " becomes " + state)
        .atMost(PATIENCE)
        .untilAsserted(() -> assertThat(state(invoiceId)).isEqualTo(state));
    return read(invoiceId);
  }

  /** Waits until the invoice says this is why it waits. */
  JsonNode awaitError(String invoiceId, String code) {
    Awaitility.await()
        .alias(invoiceId + " says " + code)
        .atMost(PATIENCE)
        .untilAsserted(
            () -> assertThat(read(invoiceId).path("error").path("code").asText()).isEqualTo(code));
    return read(invoiceId);
  }

  /** Waits until this version is in the ledger. */
  void awaitVersion(String invoiceId, int version) {
    Awaitility.await()
        .alias(invoiceId + " reaches version " + version)
        .atMost(PATIENCE)
        .untilAsserted(
            () -> {
              assertThat(read(invoiceId).path("syncedVersion").asInt()).isEqualTo(version);
              assertThat(state(invoiceId)).isEqualTo("SYNCED");
            });
  }

  /** Waits until nothing more happens to the invoice by itself soon. */
  JsonNode awaitRest(String invoiceId) {
    Awaitility.await().atMost(PATIENCE).until(() -> AT_REST.contains(state(invoiceId)));
    return read(invoiceId);
  }

  /** The same once this version is the wanted one. */
  JsonNode awaitRest(String invoiceId, int version) {
    Awaitility.await()
        .atMost(PATIENCE)
        .until(() -> read(invoiceId).path("wantedVersion").asInt() == version);
    return awaitRest(invoiceId);
  }

  String path(String below) {
    return "/workspaces/" + id + below;
  }

  String syncs(String invoiceId) {
    return path("/invoices/" + invoiceId + "/syncs/" + ledger.name());
  }
}
