package io.coportal.sync.connection;

import static io.coportal.sync.connection.Browser.callback;
import static io.coportal.sync.connection.Browser.location;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.databind.JsonNode;
import io.coportal.sync.json.ExactJson;
import io.coportal.sync.problem.Problem;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.assertj.core.api.ThrowableAssert.ThrowingCallable;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.springframework.beans.factory.annotation.Autowired;

class ConnectionsTest extends RunningServer {
  @Autowired private Connections connections;
  @Autowired private ConnectionStore store;
  @Autowired private GrantStore grants;
  @Autowired private TokenBroker broker;
  private String workspace;

  @BeforeEach
  void open() {
    workspace = workspace();
  }

  @Test
  void disconnectingTellsTheLedgerAndLeavesNoToken() {
    Connection connected = connect(workspace);
    connections.disconnect(workspace, "demo");
    connections.disconnect(workspace, "demo");

    assertThat(directory.disconnected()).extracting(Connection::id).containsExactly(connected.id());
    assertThat(SIGN_IN.revoked()).hasSize(1);
    Grant grant = grants.find(connected.grantId()).orElseThrow();
    assertThat(grant.state()).isEqualTo(Grant.State.REVOKED);
    assertThat(grant.accessToken()).isNull();
    assertThat(grant.refreshToken()).isNull();
    assertThat(connections.get(workspace, "demo").state()).isEqualTo(ConnectionState.DISCONNECTED);
    assertThat(connections.byId(connected.id()).grantId()).isNull();
    assertThat(heard.events()).containsExactly(new ConnectionClosed(connected.id()));
    assertThatThrownBy(() -> broker.accessToken(connected.id()))
        .isInstanceOf(ReconnectNeeded.class)
        .hasMessageContaining("is disconnected");
    assertThat(
            db.sql("SELECT action FROM audit_event WHERE workspace_id = :w ORDER BY at")
                .param("w", workspace)
                .query(String.class)
                .list())
        .containsExactly("connected", "disconnected");
  }

  @Test
  void aGrantThatServesAnotherConnectionStays() {
    Connection connected = connect(workspace);
    Connection sibling = sibling(connected, workspace());
    connections.disconnect(workspace, "demo");
    assertThat(SIGN_IN.revoked()).isEmpty();
    assertThat(broker.accessToken(sibling.id()).text()).isNotBlank();
  }

  @Test
  void aRevocationThatWouldEndThePersonsOtherGrantsIsNotMade() {
    SIGN_IN.signedInAs("person-" + UUID.randomUUID());
    connect(workspace);
    String second = workspace();
    connect(second);
    connections.disconnect(workspace, "demo");
    assertThat(SIGN_IN.revoked()).isEmpty();
    connections.disconnect(second, "demo");
    assertThat(SIGN_IN.revoked()).hasSize(1);
  }

  @Test
  void aConnectionThatIsCutSaysWhatToDo() {
    Connection connected = connect(workspace);
    SIGN_IN.next(FakeSignIn.Answer.REFUSED);
    assertThatThrownBy(() -> broker.refreshAfterRejection(connected.id(), 0))
        .isInstanceOf(ReconnectNeeded.class);
    ConnectionView view = connections.get(workspace, "demo");
    assertThat(view.state()).isEqualTo(ConnectionState.RECONNECT);
    assertThat(view.cure()).isEqualTo(ReconnectNeeded.CURE);
    assertThat(connections.connected(workspace, "demo")).isEmpty();

    connections.disconnect(workspace, "demo");
    assertThat(directory.disconnected()).isEmpty();
  }

  @Test
  void changesOnlyWhatThePatchNames() throws Exception {
    connect(workspace);
    connections.change(
        workspace,
        "demo",
        json(
            "{\"account\":\"200\",\"taxChoices\":{\"exempt\":\"E\",\"0\":\"Z\"},\"salesTax\":\"computed\"}"));
    ConnectionView view =
        connections.change(
            workspace, "demo", json("{\"autoSync\":true,\"taxChoices\":{\"0\":null}}"));
    assertThat(view.settings())
        .isEqualTo(
            new ConnectionSettings(
                true,
                false,
                "200",
                Map.of("exempt", "E"),
                ConnectionSettings.SalesTax.COMPUTED,
                null,
                null,
                null,
                false,
                null));
    assertThat(connections.get(workspace, "demo").settings()).isEqualTo(view.settings());
    assertThat(
            connections.change(workspace, "demo", json("{\"account\":null}")).settings().account())
        .isNull();
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "{\"autosync\":true}          | /autosync",
        "{\"autoSync\":\"true\"}      | /autoSync",
        "{\"autoSync\":null}          | /autoSync",
        "{\"account\":200}            | /account",
        "{\"account\":\"\"}           | /account",
        "{\"taxChoices\":[]}          | /taxChoices",
        "{\"taxChoices\":{\"a/b\":1}} | /taxChoices/a~1b",
        "{\"a~b\":1}                  | /a~0b",
        "[]                           | ''"
      })
  void refusesSettingsItDoesNotKnow(String patch, String pointer) {
    connect(workspace);
    assertThatThrownBy(() -> connections.change(workspace, "demo", json(patch)))
        .isInstanceOfSatisfying(
            Problem.class,
            e -> {
              assertThat(e.code()).isEqualTo("settings-refused");
              assertThat(e.faults()).extracting(Problem.Fault::pointer).containsExactly(pointer);
            });
    assertThat(connections.get(workspace, "demo").settings()).isEqualTo(ConnectionSettings.DEFAULT);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "https://app.coportal.example/settings",
        "https://APP.coportal.example",
        "/settings?tab=2",
        "http://localhost:8080/x"
      })
  void anOwnerMayBeSentToAnAllowedOrigin(String target) {
    assertThat(connections.createLink(workspace, "demo", target, null).url())
        .startsWith("http://localhost:8080/connect/");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "https://evil.example",
        "https://coportal.example",
        "https://app.coportal.example.evil.example",
        "https://a.b.coportal.example",
        "https://app.coportal.example:8443/",
        "https://user@app.coportal.example/",
        "http://app.coportal.example",
        "//evil.example",
        "/\\evil.example",
        "https:evil.example",
        "javascript:alert(1)",
        "https://app.coportal.example/\r\nSet-Cookie: a=b"
      })
  void anOwnerIsNeverSentElsewhere(String target) {
    assertProblem(
        () -> connections.createLink(workspace, "demo", target, null), 400, "return-to-refused");
  }

  @Test
  void aLinkIsOnlyMadeWhereItCanWork() {
    assertProblem(
        () -> connections.createLink(workspace, "bare", null, null), 503, "ledger-not-configured");
    assertProblem(
        () -> connections.createLink(workspace, "nothing", null, null), 404, "unknown-ledger");
    assertProblem(() -> connections.createLink("nobody", "demo", null, null), 404, "not-found");
    assertProblem(() -> connections.get(workspace, "demo"), 404, "not-found");
  }

  @Test
  void aLinkIsNotReadableInTheDatabaseNorInALog() {
    ConnectLink link = connections.createLink(workspace, "demo", null, null);
    String secret = link.url().substring(link.url().lastIndexOf('/') + 1);
    assertThat(link.toString()).doesNotContain(secret);
    assertThat(db.sql("SELECT token_hash FROM connect_link").query(String.class).list())
        .contains(Secrets.hash(secret))
        .doesNotContain(secret);
  }

  @Test
  void consentsThatNobodyFinishedAreDeleted() {
    String pending = pending();
    clock.pass(Duration.ofMinutes(61));
    connect(workspace);
    assertThat(grants.find(pending)).isEmpty();
  }

  private String pending() {
    return grants.createPending(
        "demo", new IssuedTokens("a", clock.instant(), "r", null, null, "", null));
  }

  private Connection connect(String workspaceId) {
    directory.holds(new Organisation("org-" + UUID.randomUUID(), "Nord Ltd", "GB", "GBP", "c-1"));
    Browser browser = new Browser(port);
    ConnectLink link = connections.createLink(workspaceId, "demo", null, null);
    String back = callback(browser.toConsentPage(link), "code=" + SIGN_IN.code());
    browser.get(location(browser.get(back)));
    return connections.connected(workspaceId, "demo").orElseThrow();
  }

  private Connection sibling(Connection of, String workspaceId) {
    Connection sibling =
        new Connection(
            UUID.randomUUID().toString(),
            workspaceId,
            of.provider(),
            "org-" + UUID.randomUUID(),
            "Sibling",
            "GB",
            "GBP",
            null,
            of.grantId(),
            ConnectionState.CONNECTED,
            ConnectionSettings.DEFAULT,
            clock.instant());
    store.insert(sibling);
    return sibling;
  }

  private static JsonNode json(String text) throws Exception {
    return ExactJson.mapper().readTree(text);
  }

  private static void assertProblem(ThrowingCallable call, int status, String code) {
    assertThatThrownBy(call)
        .isInstanceOfSatisfying(
            Problem.class,
            e ->
                assertThat(List.of(e.status(), e.code())).isEqualTo(List.<Object>of(status, code)));
  }
}
