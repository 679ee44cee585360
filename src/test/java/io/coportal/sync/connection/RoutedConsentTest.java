package io.coportal.sync.connection;

import static io.coportal.sync.connection.Browser.location;
import static org.assertj.core.api.Assertions.assertThat;

import io.coportal.sync.DatabaseUnderTest;
import io.coportal.sync.OnEachDatabase;
import io.coportal.sync.simulator.Fault;
import io.coportal.sync.simulator.Journal;
import io.coportal.sync.simulator.JournalEntry;
import io.coportal.sync.simulator.quickbooks.QuickBooksFaults;
import io.coportal.sync.simulator.quickbooks.QuickBooksSimulator;
import io.coportal.sync.simulator.xero.XeroSimulator;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Locale;
import java.util.UUID;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.boot.test.context.SpringBootTest;
import org.springframework.boot.test.context.SpringBootTest.WebEnvironment;
import org.springframework.boot.test.web.server.LocalServerPort;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.test.context.DynamicPropertyRegistry;
import org.springframework.test.context.DynamicPropertySource;

/** The way through a consent and out of it with the ledgers' own routes, at their simulators. */
@OnEachDatabase
@SpringBootTest(webEnvironment = WebEnvironment.RANDOM_PORT)
class RoutedConsentTest {
  private static final QuickBooksSimulator QUICKBOOKS = QuickBooksSimulator.start(0);
  private static final XeroSimulator XERO = XeroSimulator.start(0);
  private static final String ADA = "ada@owner.example";
  private static final String HOME = QuickBooksSimulator.UNITED_KINGDOM;
  private static final String FOREIGN = QuickBooksSimulator.AUSTRALIA;
  private static final String BASIC = "Basic c2ltLWNsaWVudDpzaW0tc2VjcmV0";

  @Autowired private JdbcClient db;
  @Autowired private Connections connections;
  @Autowired private GrantStore grants;
  @Autowired private TokenBroker broker;
  @LocalServerPort private int port;
  private String workspace;
  private Browser owner;

  @DynamicPropertySource
  static void settings(DynamicPropertyRegistry settings) throws IOException {
    Path data = Files.createTempDirectory("coportal-sync-consent");
    DatabaseUnderTest.fresh(data)
        .settings()
        .forEach((key, value) -> settings.add(key, () -> value));
    settings.add("coportal.encryption.keyset-file", () -> data.resolve("keyset.json"));
    settings.add("coportal.security.first-key-file", () -> data.resolve("first-api-key"));
    settings.add("coportal.redelivery.delay", () -> 50);
    QuickBooksSettings.add(settings, QUICKBOOKS);
    String xero = XERO.baseUrl().toString();
    String client = "spring.security.oauth2.client.";
    settings.add(client + "registration.xero.client-id", () -> "sim-client");
    settings.add(client + "registration.xero.client-secret", () -> "sim-secret");
    settings.add(
        client + "provider.xero.authorization-uri", () -> xero + "/identity/connect/authorize");
    settings.add(client + "provider.xero.token-uri", () -> xero + "/connect/token");
    settings.add("coportal.ledgers.xero.api-base-url", () -> xero);
    settings.add("coportal.ledgers.xero.revocation-uri", () -> xero + "/connect/revocation");
  }

  @BeforeEach
  void open() {
    QUICKBOOKS.faults().clear();
    QUICKBOOKS.journal().clear();
    XERO.journal().clear();
    owner = new Browser(port);
    workspace = "ws-" + UUID.randomUUID();
    db.sql(
            """
            INSERT INTO workspace (id, name, country, base_currency, payment_term_days,
              tax_registered, created_at, updated_at)
            VALUES (:id, 'Atelier Nord', 'GB', 'GBP', 30, TRUE, :now, :now)
            """)
        .param("id", workspace)
        .param("now", Instant.now().atOffset(ZoneOffset.UTC))
        .update();
  }

  @AfterEach
  void letGo() {
    connections.list(workspace).forEach(c -> connections.disconnect(workspace, c.provider()));
  }

  @Test
  void theCompanyOfTheCallbackIsConnectedOnceTheLedgerHasConfirmedIt() {
    HttpResponse<String> end = back(consent(HOME).toString());

    assertThat(owner.get(location(end)).body())
        .contains("QuickBooks Online (sandbox)", "is connected to CoPortal");
    ConnectionView view = connections.get(workspace, "quickbooks");
    assertThat(view.organisation().id()).isEqualTo(HOME);
    assertThat(view.organisation().country()).isEqualTo("GB");
    assertThat(view.organisation().baseCurrency()).isEqualTo("GBP");
    assertThat(view.accessEnds()).isAfter(view.accessDeadline());
  }

  @Test
  void aCompanyThatTheConsentDoesNotOpenIsNotConnected() {
    HttpResponse<String> page = back(consent(HOME).toString().replace(HOME, FOREIGN));

    assertThat(page.statusCode()).as(page.body()).isEqualTo(409);
    assertThat(page.body())
        .contains("QuickBooks Online (sandbox) does not let", "(realmId " + FOREIGN + ")")
        .contains("Nothing was connected", "What to do:", "start again");
    assertThat(connections.list(workspace)).isEmpty();
    assertThat(owner.get("/authorized/quickbooks").statusCode()).isEqualTo(400);
  }

  @Test
  void aCompanyThatIsNoNumberNeverReachesTheLedger() {
    HttpResponse<String> page = back(consent(HOME).toString().replace(HOME, "1%2F..%2F2"));

    assertThat(page.statusCode()).as(page.body()).isEqualTo(409);
    assertThat(page.body()).contains("opens no organisation");
    assertThat(calls(QUICKBOOKS.journal(), "/v3/")).isEmpty();
    assertThat(connections.list(workspace)).isEmpty();
  }

  @Test
  void aLedgerThatIsDownIsAskedAgainOnReload() {
    Fault down = QuickBooksFaults.gateway(503);
    QUICKBOOKS.faults().next(2, request -> request.target().startsWith("/v3/"), down);

    HttpResponse<String> page = back(consent(HOME).toString());
    assertThat(page.statusCode()).as(page.body()).isEqualTo(502);
    assertThat(page.body()).contains("Wait a minute and reload this page");
    assertThat(connections.list(workspace)).isEmpty();

    assertThat(owner.get("/authorized/quickbooks").statusCode()).isEqualTo(303);
    assertThat(connections.connected(workspace, "quickbooks")).isPresent();
    assertThat(calls(QUICKBOOKS.journal(), "/oauth2/v1/tokens")).hasSize(1);
  }

  @Test
  void aReconnectToAnotherCompanyIsRefused() {
    back(consent(HOME).toString());
    owner = new Browser(port);
    HttpResponse<String> page = back(consent(FOREIGN).toString());

    assertThat(page.statusCode()).isEqualTo(409);
    assertThat(page.body()).contains("QuickBooks Online (sandbox), and you chose");
    assertThat(connections.get(workspace, "quickbooks").organisation().id()).isEqualTo(HOME);
  }

  @Test
  void aDisconnectFromQuickBooksIsTheRevocationAlone() throws Exception {
    back(consent(HOME).toString());
    String refreshToken = refreshToken("quickbooks");
    QUICKBOOKS.journal().clear();

    connections.disconnect(workspace, "quickbooks");

    assertThat(QUICKBOOKS.journal().requests()).hasSize(1);
    JournalEntry revocation = QUICKBOOKS.journal().requests().get(0);
    assertThat(revocation.target()).isEqualTo("/v2/oauth2/tokens/revoke");
    assertThat(revocation.status()).isEqualTo(200);
    assertDead(QUICKBOOKS.baseUrl().resolve("/oauth2/v1/tokens/bearer"), refreshToken);
  }

  @Test
  void aDisconnectFromXeroTakesTheOrganisationOutAndGivesTheGrantBack() throws Exception {
    ConnectLink link = connections.createLink(workspace, "xero", null, null);
    back(XERO.allow(owner.toConsentPage(link), ADA, XeroSimulator.NEW_ZEALAND).toString());
    String refreshToken = refreshToken("xero");
    XERO.journal().clear();

    connections.disconnect(workspace, "xero");

    assertThat(XERO.journal().requests())
        .extracting(JournalEntry::method)
        .containsExactly("DELETE", "POST");
    JournalEntry revocation = XERO.journal().requests().get(1);
    assertThat(revocation.target()).isEqualTo("/connect/revocation");
    assertThat(revocation.status()).isEqualTo(200);
    assertDead(XERO.baseUrl().resolve("/connect/token"), refreshToken);
  }

  @Test
  void tokenHeadersGoToTheLedgerThatWantsThem() {
    ConnectLink link = connections.createLink(workspace, "xero", null, null);
    back(XERO.allow(owner.toConsentPage(link), ADA, XeroSimulator.NEW_ZEALAND).toString());

    List<JournalEntry> exchange = calls(XERO.journal(), "/connect/token");
    assertThat(exchange).hasSize(1);
    assertThat(exchange.get(0).headers().keySet())
        .noneMatch(name -> name.toLowerCase(Locale.ROOT).startsWith("x-include"));
    assertThat(connections.get(workspace, "xero").accessEnds()).isNull();
  }

  private URI consent(String realm) {
    ConnectLink link = connections.createLink(workspace, "quickbooks", null, null);
    return QUICKBOOKS.allow(owner.toConsentPage(link), ADA, realm);
  }

  private HttpResponse<String> back(String callback) {
    return owner.get(location(owner.get(callback)));
  }

  private String refreshToken(String provider) {
    Connection connection = connections.connected(workspace, provider).orElseThrow();
    broker.accessToken(connection.id());
    return grants.refreshToken(grants.find(connection.grantId()).orElseThrow());
  }

  private static List<JournalEntry> calls(Journal journal, String path) {
    return journal.requests(entry -> entry.target().startsWith(path));
  }

  private static void assertDead(URI tokenEndpoint, String refreshToken) throws Exception {
    HttpRequest refresh =
        HttpRequest.newBuilder(tokenEndpoint)
            .header("Authorization", BASIC)
            .header("Content-Type", "application/x-www-form-urlencoded")
            .POST(
                HttpRequest.BodyPublishers.ofString(
                    "grant_type=refresh_token&refresh_token=" + refreshToken))
            .build();
    HttpResponse<String> answer =
        HttpClient.newHttpClient().send(refresh, HttpResponse.BodyHandlers.ofString());
    assertThat(answer.statusCode()).isEqualTo(400);
    assertThat(answer.body()).contains("invalid_grant");
  }
}
