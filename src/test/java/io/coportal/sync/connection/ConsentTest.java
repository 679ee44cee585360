package io.coportal.sync.connection;

import static io.coportal.sync.connection.Browser.callback;
import static io.coportal.sync.connection.Browser.location;
import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import io.coportal.sync.json.ExactJson;
import java.net.URI;
import java.net.http.HttpResponse;
import java.time.Duration;
import java.util.Map;
import java.util.UUID;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;

class ConsentTest extends RunningServer {
  private static final String RETURN_TO = "https://app.coportal.example/settings?tab=2";
  private static final Pattern CSRF = Pattern.compile("name=\"_csrf\" value=\"([^\"]+)\"");
  @Autowired private Connections connections;
  @Autowired private GrantStore grants;
  private String workspace;
  private Browser browser;
  private long grantsBefore;

  @BeforeEach
  void open() {
    workspace = workspace();
    browser = new Browser(port);
    grantsBefore = grantsStored();
  }

  @Test
  void oneOrganisationIsConnectedWithoutAskingAndTheOwnerGoesBack() throws Exception {
    directory.holds(organisation("Nord Ltd"));
    JsonNode settings = ExactJson.mapper().readTree("{\"autoSync\":true,\"account\":\"200\"}");
    ConnectLink link = connections.createLink(workspace, "demo", RETURN_TO, settings);

    URI consentPage = browser.toConsentPage(link);
    assertThat(consentPage.getQuery())
        .contains("response_type=code", "client_id=demo-id", "offline_access")
        .doesNotContain("code_challenge", workspace);
    HttpResponse<String> back =
        browser.get(callback(consentPage, "code=" + SIGN_IN.code() + "&realmId=4711"));
    assertThat(location(back)).endsWith("/authorized/demo");
    HttpResponse<String> end = browser.get(location(back));

    assertThat(location(end)).isEqualTo(RETURN_TO);
    assertThat(end.headers().firstValue("Referrer-Policy")).contains("no-referrer");
    assertThat(end.headers().firstValue("Cache-Control").orElse("")).contains("no-store");
    assertThat(directory.lastCallback()).containsOnly(Map.entry("realmId", "4711"));
    assertThat(SIGN_IN.tokenCalls()).hasSize(1);
    ConnectionView view = connections.get(workspace, "demo");
    assertThat(view.state()).isEqualTo(ConnectionState.CONNECTED);
    assertThat(view.organisation().name()).isEqualTo("Nord Ltd");
    assertThat(view.settings())
        .isEqualTo(
            new ConnectionSettings(
                true, false, "200", Map.of(), null, null, null, null, false, null));
    assertThat(connections.connected(workspace, "demo")).isPresent();
  }

  @Test
  void withoutAnAddressToGoBackToThePageNamesTheOrganisation() {
    directory.holds(organisation("Nord & Söhne <Ltd>"));
    HttpResponse<String> end = walk(browser, link());
    assertThat(location(end)).endsWith("/authorized/demo/done");
    assertThat(browser.get(location(end)).body())
        .contains("Nord &amp; Söhne &lt;Ltd&gt;", "Demo Ledger");
  }

  @Test
  void theOwnerChoosesAmongSeveralOrganisations() {
    Organisation north = organisation("North");
    Organisation south = organisation("South");
    directory.holds(north, south);
    HttpResponse<String> page = walk(browser, link());
    assertThat(page.statusCode()).isEqualTo(200);
    assertThat(page.body()).contains("North", "South", "Demo Ledger").doesNotContain("<script");
    assertThat(page.headers().firstValue("Content-Security-Policy").orElse(""))
        .contains("form-action 'self' http://localhost:8080 https://*.coportal.example");
    assertThat(connections.list(workspace)).isEmpty();

    String choice = "/authorized/demo/choice";
    assertThat(browser.post(choice, Map.of("organisation", south.id())).statusCode())
        .isEqualTo(403);
    Matcher csrf = CSRF.matcher(page.body());
    assertThat(csrf.find()).isTrue();
    assertThat(
            browser
                .post(choice, Map.of("organisation", "someone else's", "_csrf", csrf.group(1)))
                .statusCode())
        .isEqualTo(400);
    assertThat(connections.list(workspace)).isEmpty();

    browser.post(choice, Map.of("organisation", south.id(), "_csrf", csrf.group(1)));
    assertThat(connections.get(workspace, "demo").organisation().id()).isEqualTo(south.id());
  }

  @Test
  void aSignInWithoutOrganisationsSaysWhatToDo() {
    HttpResponse<String> page = walk(browser, link());
    assertThat(page.statusCode()).isEqualTo(409);
    assertThat(page.body()).contains("opens no organisation", "What to do:");
    assertThat(connections.list(workspace)).isEmpty();
  }

  @Test
  void anOrganisationTheLedgerKeepsShutIsNamedAndNotConnected() {
    directory.fails(new OrganisationRefused("not yours"));
    String back =
        callback(
            browser.toConsentPage(link()),
            "code=" + SIGN_IN.code() + "&realmId=4711&note=%3Cb%3Ehello&%3Ci%3E=x");
    String bare = location(browser.get(back));
    HttpResponse<String> page = browser.get(bare);
    assertRefused(page, 409);
    assertThat(page.body())
        .contains("Demo Ledger does not let this sign-in into the organisation", "(realmId 4711)")
        .doesNotContain("hello", "not yours");
    assertThat(connections.list(workspace)).isEmpty();

    directory.holds(organisation("North"));
    assertRefused(browser.get(bare), 400);
    assertThat(connections.list(workspace)).isEmpty();
  }

  @Test
  void aLedgerThatDoesNotAnswerIsAskedAgainOnReload() {
    directory.fails(new IllegalStateException("no answer"));
    HttpResponse<String> page = walk(browser, link());
    assertThat(page.statusCode()).isEqualTo(502);
    assertThat(page.body())
        .contains("Demo Ledger did not say which organisations", "reload this page")
        .doesNotContain("no answer");

    directory.fails(new TokenEndpointUnavailable("Demo Ledger", null));
    assertThat(browser.get("/authorized/demo").body()).contains("reload this page");

    directory.holds(organisation("North"));
    assertThat(browser.get("/authorized/demo").statusCode()).isEqualTo(303);
    assertThat(connections.connected(workspace, "demo")).isPresent();
  }

  @Test
  void anOwnerWhoDeclinesGoesBackWithTheReason() {
    ConnectLink link = connections.createLink(workspace, "demo", RETURN_TO, null);
    String declined = callback(browser.toConsentPage(link), "error=access_denied");
    HttpResponse<String> end = browser.get(location(browser.get(declined)));
    assertThat(location(end)).isEqualTo(RETURN_TO + "&error=access_denied");
    assertThat(SIGN_IN.tokenCalls()).isEmpty();

    Browser another = new Browser(port);
    String again = callback(another.toConsentPage(link()), "error=access_denied");
    assertThat(another.get(location(another.get(again))).body())
        .contains("You did not give access to Demo Ledger");
  }

  @Test
  void aCodeTheLedgerRefusesConnectsNothing() {
    String forged = callback(browser.toConsentPage(link()), "code=invented");
    HttpResponse<String> end = browser.get(location(browser.get(forged)));
    assertThat(end.statusCode()).isEqualTo(502);
    assertThat(end.body()).contains("Demo Ledger did not complete the connection");
    assertNothingStored();
  }

  @Test
  void aLinkWorksOnceAndIsNotUsedUpByAPreview() {
    ConnectLink link = link();
    assertThat(browser.head(Browser.path(link)).statusCode()).isEqualTo(204);
    assertThat(browser.get(Browser.path(link)).statusCode()).isEqualTo(303);
    assertRefused(new Browser(port).get(Browser.path(link)), 410);
    assertRefused(browser.get("/connect/" + Secrets.random()), 410);
  }

  @Test
  void aLinkWorksForTenMinutes() {
    ConnectLink link = link();
    clock.pass(Duration.ofMinutes(10));
    assertRefused(browser.get(Browser.path(link)), 410);
  }

  @Test
  void withoutALinkNobodyLeavesForTheLedger() {
    assertRefused(browser.get("/oauth2/authorization/demo"), 400);
    assertRefused(browser.get("/oauth2/authorization/unheard-of"), 400);
    browser.get(Browser.path(link()));
    assertRefused(browser.get("/oauth2/authorization/other"), 400);
  }

  @Test
  void aCallbackThatBelongsToNoOneIsRefusedBeforeAnyTokenCall() {
    Browser owner = new Browser(port);
    URI consentPage = owner.toConsentPage(link());
    String good = callback(consentPage, "code=" + SIGN_IN.code());
    assertRefused(browser.get("/authorized/demo"), 400);
    assertRefused(browser.get("/authorized/demo?code=x"), 400);
    assertRefused(browser.get(good), 400);
    browser.toConsentPage(link());
    assertRefused(browser.get(good), 400);
    assertRefused(owner.get("/authorized/demo?code=x&state=wrong"), 400);
    assertRefused(owner.get(good.replace("/authorized/demo", "/authorized/other")), 400);
    assertThat(SIGN_IN.tokenCalls()).isEmpty();
    assertNothingStored();
  }

  @Test
  void aStateIsGoodForTenMinutes() {
    String late = callback(browser.toConsentPage(link()), "code=" + SIGN_IN.code());
    clock.pass(Duration.ofMinutes(11));
    assertRefused(browser.get(late), 400);
    assertThat(SIGN_IN.tokenCalls()).isEmpty();
  }

  @Test
  void aCallbackIsGoodOnce() {
    directory.holds(organisation("North"), organisation("South"));
    String good = callback(browser.toConsentPage(link()), "code=" + SIGN_IN.code());
    HttpResponse<String> first = browser.get(good);
    assertRefused(browser.get(good), 400);
    assertThat(SIGN_IN.tokenCalls()).hasSize(1);
    assertThat(browser.get(location(first)).body()).contains("North");
  }

  @Test
  void anOrganisationOfAnotherWorkspaceIsNotTaken() {
    directory.holds(organisation("North"));
    walk(browser, link());
    String other = workspace();
    Browser stranger = new Browser(port);
    HttpResponse<String> page = walk(stranger, connections.createLink(other, "demo", null, null));
    assertThat(page.statusCode()).isEqualTo(409);
    assertThat(page.body()).contains("North is already connected to another", "What to do:");
    assertThat(connections.list(other)).isEmpty();

    connections.disconnect(workspace, "demo");
    assertThat(stranger.get("/authorized/demo").statusCode()).isEqualTo(303);
    assertThat(connections.connected(other, "demo")).isPresent();
  }

  @Test
  void reconnectingKeepsTheConnectionAndTellsTheWorkers() {
    directory.holds(organisation("North"));
    walk(browser, link());
    Connection before = connections.connected(workspace, "demo").orElseThrow();
    walk(new Browser(port), link());
    Connection after = connections.connected(workspace, "demo").orElseThrow();
    assertThat(after.id()).isEqualTo(before.id());
    assertThat(after.grantId()).isNotEqualTo(before.grantId());
    assertThat(heard.events()).containsExactly(new ConnectionRestored(before.id()));
    assertThat(grants.find(before.grantId()).orElseThrow().accessToken()).isNull();
    assertThat(SIGN_IN.revoked()).isEmpty();
  }

  @Test
  void aSecondOrganisationNeedsADisconnectFirst() {
    directory.holds(organisation("North"));
    walk(browser, link());
    directory.holds(organisation("South"));
    HttpResponse<String> page = walk(new Browser(port), link());
    assertThat(page.statusCode()).isEqualTo(409);
    assertThat(page.body()).contains("connected to North in Demo Ledger, and you chose South");
    assertThat(connections.get(workspace, "demo").organisation().name()).isEqualTo("North");

    connections.disconnect(workspace, "demo");
    walk(new Browser(port), link());
    assertThat(connections.get(workspace, "demo").organisation().name()).isEqualTo("South");
  }

  @Test
  void aLedgerThatWantsAProofGetsOne() {
    ConnectLink link = connections.createLink(workspace, "other", null, null);
    assertThat(browser.toConsentPage(link).getQuery())
        .contains("code_challenge=", "code_challenge_method=S256");
  }

  @Test
  void nothingElseIsThereForABrowser() {
    for (String path : new String[] {"/", "/h2-console", "/actuator", "/login", "/error", "/x"}) {
      HttpResponse<String> answer = browser.get(path);
      assertThat(answer.statusCode()).as(path).isEqualTo(404);
      assertThat(answer.body()).as(path).doesNotContain("Spring", "Tomcat", "Whitelabel");
    }
    for (String asset : new String[] {"connect.css", "icon.svg"}) {
      assertThat(browser.get("/assets/" + asset).statusCode()).as(asset).isEqualTo(200);
    }
  }

  private ConnectLink link() {
    return connections.createLink(workspace, "demo", null, null);
  }

  private HttpResponse<String> walk(Browser owner, ConnectLink link) {
    String back = callback(owner.toConsentPage(link), "code=" + SIGN_IN.code());
    return owner.get(location(owner.get(back)));
  }

  private static Organisation organisation(String name) {
    return new Organisation("org-" + UUID.randomUUID(), name, "GB", "GBP", "c-1");
  }

  private void assertNothingStored() {
    assertThat(connections.list(workspace)).isEmpty();
    assertThat(grantsStored()).isEqualTo(grantsBefore);
  }

  private long grantsStored() {
    return db.sql("SELECT COUNT(*) FROM token_grant").query(Long.class).single();
  }

  private static void assertRefused(HttpResponse<String> page, int status) {
    assertThat(page.statusCode()).as(page.body()).isEqualTo(status);
    assertThat(page.body()).contains("Not connected", "What to do:", "Settings → Integrations");
  }
}
