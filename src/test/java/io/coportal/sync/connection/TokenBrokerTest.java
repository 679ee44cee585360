package io.coportal.sync.connection;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.coportal.sync.connection.FakeSignIn.Answer;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.springframework.beans.factory.annotation.Autowired;

class TokenBrokerTest extends RunningServer {
  private static final Duration NEARLY_OVER = Duration.ofMinutes(27);
  @Autowired private TokenBroker broker;
  @Autowired private GrantStore grants;
  @Autowired private ConnectionStore connections;
  private String connection;
  private String grant;

  @BeforeEach
  void connect() {
    grant = grant(SIGN_IN.refreshToken());
    connection = connection(workspace(), grant);
  }

  @Test
  void givesTheStoredTokenWhileItLives() {
    assertThat(broker.accessToken(connection).text()).isEqualTo("first");
    assertThat(SIGN_IN.tokenCalls()).isEmpty();
  }

  @Test
  void refreshesBeforeTheTokenEnds() {
    clock.pass(NEARLY_OVER);
    AccessToken token = broker.accessToken(connection);
    assertThat(token.text()).startsWith("access-");
    assertThat(token.rotation()).isEqualTo(1);
    assertThat(token.toString()).doesNotContain(token.text());
    assertThat(broker.accessToken(connection)).isEqualTo(token);
    assertThat(SIGN_IN.tokenCalls()).hasSize(1);
  }

  @Test
  void manyWorkersAskTheLedgerOnce() throws Exception {
    clock.pass(NEARLY_OVER);
    assertThat(AtOnce.results(6, () -> broker.accessToken(connection).text()).stream().distinct())
        .hasSize(1);
    assertThat(SIGN_IN.tokenCalls()).hasSize(1);
  }

  @Test
  void manyRejectedWorkersAskTheLedgerOnce() throws Exception {
    assertThat(
            AtOnce.results(6, () -> broker.refreshAfterRejection(connection, 0).text()).stream()
                .distinct())
        .hasSize(1);
    assertThat(SIGN_IN.tokenCalls()).hasSize(1);
  }

  @Test
  void anAnswerThatIsLostCostsNothingButTime() {
    clock.pass(Duration.ofMinutes(31));
    SIGN_IN.next(Answer.LOST);
    assertThatThrownBy(() -> broker.accessToken(connection))
        .isInstanceOf(TokenEndpointUnavailable.class);
    assertThat(broker.accessToken(connection).rotation()).isEqualTo(1);
    assertThat(SIGN_IN.tokenCalls().stream().map(call -> call.get("refresh_token")).distinct())
        .hasSize(1);
  }

  @ParameterizedTest
  @EnumSource(names = {"LOST", "DOWN", "NOT_JSON"})
  void anOutageOfTheSignInServiceDoesNotStopATokenThatStillLives(Answer outage) {
    clock.pass(NEARLY_OVER);
    SIGN_IN.next(outage);
    assertThat(broker.accessToken(connection).text()).isEqualTo("first");
    assertThat(stateOfConnection()).isEqualTo(ConnectionState.CONNECTED);
  }

  @Test
  void keepsTheOldRefreshTokenWhenTheAnswerHasNone() {
    String before = grants.refreshToken(grants.find(grant).orElseThrow());
    SIGN_IN.next(Answer.WITHOUT_REFRESH_TOKEN);
    broker.refreshAfterRejection(connection, 0);
    assertThat(grants.refreshToken(grants.find(grant).orElseThrow())).isEqualTo(before);
  }

  @Test
  void keepsTheEndOfTheConsentWhenTheAnswerDoesNotSayIt() {
    Instant end = Instant.parse("2031-11-22T10:00:00Z");
    db.sql("UPDATE token_grant SET consent_expires_at = :end WHERE id = :id")
        .param("end", Instants.utc(end))
        .param("id", grant)
        .update();
    broker.refreshAfterRejection(connection, 0);
    assertThat(grants.find(grant).orElseThrow().consentExpiresAt()).isEqualTo(end);
  }

  @Test
  void asksForJsonAndSendsNoHeaderOfAnotherLedger() {
    broker.refreshAfterRejection(connection, 0);
    assertThat(SIGN_IN.tokenHeaders().get(0).get("Accept")).containsExactly("application/json");
    assertThat(SIGN_IN.tokenHeaders().get(0)).doesNotContainKey("X-say-all");
  }

  @Test
  void aLifetimeThatIsNoNumberDoesNotLeadToARefreshBeforeEveryCall() {
    SIGN_IN.next(Answer.TEXT_AS_LIFETIME);
    AccessToken token = broker.refreshAfterRejection(connection, 0);
    assertThat(broker.accessToken(connection)).isEqualTo(token);
    assertThat(SIGN_IN.tokenCalls()).hasSize(1);
  }

  @Test
  void aDefiniteRefusalAsksTheOwnerOfEveryConnectionOnTheGrantToReconnect() {
    String sibling = connection(workspace(), grant);
    SIGN_IN.forgetAllGrants();
    assertThatThrownBy(() -> broker.refreshAfterRejection(connection, 0))
        .isInstanceOfSatisfying(
            ReconnectNeeded.class,
            e -> {
              assertThat(e.code()).isEqualTo("reconnect-needed");
              assertThat(e.cure()).contains("Settings → Integrations");
              assertThat(e).hasMessageContaining("Demo Ledger no longer accepts");
            });
    assertThat(stateOfConnection()).isEqualTo(ConnectionState.RECONNECT);
    assertThat(connections.find(sibling).orElseThrow().state())
        .isEqualTo(ConnectionState.RECONNECT);
    assertThat(grants.find(grant).orElseThrow().state()).isEqualTo(Grant.State.DEAD);
    assertThat(auditOf(connection)).containsExactly("reconnect-needed");
    SIGN_IN.reset();
    assertThatThrownBy(() -> broker.accessToken(connection)).isInstanceOf(ReconnectNeeded.class);
    assertThat(SIGN_IN.tokenCalls()).isEmpty();
  }

  @Test
  void aWrongRegistrationIsTheOperatorsToMendAndLeavesTheConnection() {
    SIGN_IN.next(Answer.WRONG_CLIENT);
    assertThatThrownBy(() -> broker.refreshAfterRejection(connection, 0))
        .isInstanceOfSatisfying(
            LedgerNotConfigured.class, e -> assertThat(e.cure()).contains("client-secret"));
    assertThat(stateOfConnection()).isEqualTo(ConnectionState.CONNECTED);
  }

  @Test
  void tokensCopiedFromAnotherGrantDoNotOpen() {
    String other = grant(SIGN_IN.refreshToken());
    db.sql(
            """
            UPDATE token_grant SET access_token =
              (SELECT g.access_token FROM token_grant g WHERE g.id = :other)
             WHERE id = :id
            """)
        .params(Map.of("other", other, "id", grant))
        .update();
    clock.pass(NEARLY_OVER);
    assertThatThrownBy(() -> broker.accessToken(connection)).isInstanceOf(ReconnectNeeded.class);
    assertThat(stateOfConnection()).isEqualTo(ConnectionState.RECONNECT);
    assertThat(SIGN_IN.tokenCalls()).isEmpty();
  }

  @Test
  void noTokenIsReadableInTheDatabase() {
    byte[] stored = grants.find(grant).orElseThrow().accessToken();
    assertThat(new String(stored, java.nio.charset.StandardCharsets.ISO_8859_1))
        .doesNotContain("first");
  }

  private ConnectionState stateOfConnection() {
    return connections.find(connection).orElseThrow().state();
  }

  private List<String> auditOf(String id) {
    return db.sql("SELECT action FROM audit_event WHERE subject = :subject")
        .param("subject", "connection:" + id)
        .query(String.class)
        .list();
  }

  private String grant(String refreshToken) {
    Instant now = clock.instant();
    String id =
        grants.createPending(
            "demo",
            new IssuedTokens(
                "first", now.plus(Duration.ofMinutes(30)), refreshToken, null, null, "", null));
    grants.setState(id, Grant.State.LIVE);
    return id;
  }

  private String connection(String workspace, String grantId) {
    String id = UUID.randomUUID().toString();
    connections.insert(
        new Connection(
            id,
            workspace,
            "demo",
            "org-" + id,
            "Nord Ltd",
            "GB",
            "GBP",
            null,
            grantId,
            ConnectionState.CONNECTED,
            ConnectionSettings.DEFAULT,
            clock.instant()));
    return id;
  }
}
