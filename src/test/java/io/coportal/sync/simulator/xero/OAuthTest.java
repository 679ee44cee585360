package io.coportal.sync.simulator.xero;

import static org.assertj.core.api.Assertions.assertThat;

import io.coportal.sync.simulator.SimulatorClock;
import java.net.URI;
import java.time.Duration;
import java.time.Instant;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class OAuthTest {

  private final SimulatorClock clock =
      SimulatorClock.stoppedAt(Instant.parse("2026-11-22T10:00:00Z"));
  private XeroSimulator xero;
  private Caller caller;
  private SignIn app;

  @BeforeEach
  void start() {
    xero = XeroSimulator.start(0, clock);
    caller = Caller.plain(xero);
    app = new SignIn(xero);
  }

  @AfterEach
  void stop() {
    xero.close();
  }

  @Test
  void exchangesACodeOnce() {
    var code = app.code(Samples.UK);

    var tokens = app.exchange(code);

    assertThat(tokens.status()).isEqualTo(200);
    assertThat(tokens.json().path("expires_in").asInt()).isEqualTo(1800);
    assertThat(tokens.json().path("token_type").asText()).isEqualTo("Bearer");
    assertThat(tokens.json().path("refresh_token").asText()).isNotEmpty();
    assertThat(app.exchange(code).json().path("error").asText()).isEqualTo("invalid_grant");
  }

  @Test
  void refusesACodeOfSixMinutesAgo() {
    var code = app.code(Samples.UK);

    clock.advance(Duration.ofMinutes(6));

    assertThat(app.exchange(code).body()).isEqualTo("{\"error\":\"invalid_grant\"}");
  }

  @Test
  void acceptsTheSecretInTheForm() {
    var form =
        "grant_type=authorization_code&client_id=sim-client&client_secret=sim-secret&code="
            + app.code(Samples.UK)
            + "&redirect_uri="
            + Caller.encoded(SignIn.REDIRECT);

    assertThat(caller.post("/connect/token", form).status()).isEqualTo(200);
  }

  @Test
  void refusesAWrongSecret() {
    var answer =
        caller.post(
            "/connect/token",
            "grant_type=refresh_token&refresh_token=x",
            "Authorization",
            SignIn.basic("sim-client:wrong"));

    assertThat(answer.status()).isEqualTo(400);
    assertThat(answer.body()).isEqualTo("{\"error\":\"invalid_client\"}");
  }

  @ParameterizedTest
  @CsvSource({
    "grant_type=refresh_token, unauthorized_client",
    "grant_type=password&client_id=sim-client&client_secret=sim-secret, unsupported_grant_type",
    "client_id=sim-client&client_secret=sim-secret, invalid_request",
  })
  void namesWhatIsWrongWithATokenCall(String form, String error) {
    assertThat(caller.post("/connect/token", form).body())
        .isEqualTo("{\"error\":\"%s\"}".formatted(error));
  }

  @Test
  void checksTheVerifierOfAChallenge() {
    var verifier = "dBjftJeZ4CVP-mB92K27uhbUJU1p1r_wW1gFWFOEjXk";
    var asked =
        app.authorize()
            + "&code_challenge_method=S256&code_challenge=E9Melhoa2OwvFrEMTJguCHaoeK1t8URWbuGJSstw-cM";
    var first = SignIn.codeOf(xero.allow(URI.create(asked), SignIn.ADA, Samples.UK));
    var second = SignIn.codeOf(xero.allow(URI.create(asked), SignIn.ADA, Samples.UK));

    assertThat(app.exchange(first).body()).contains("invalid_grant");
    assertThat(app.exchange(second + "&code_verifier=" + verifier).status()).isEqualTo(200);
  }

  @Test
  void rotatesTheRefreshTokenAndGracesOnlyItsPredecessor() {
    var first = SignIn.refreshToken(app.exchange(app.code(Samples.UK)));
    var second = SignIn.refreshToken(app.refresh(first));
    var third = SignIn.refreshToken(app.refresh(second));

    assertThat(app.refresh(first).body()).contains("invalid_grant");
    clock.advance(Duration.ofMinutes(29));
    var fourth = app.refresh(second);
    assertThat(fourth.status()).isEqualTo(200);
    assertThat(app.refresh(third).body()).contains("invalid_grant");
    clock.advance(Duration.ofMinutes(2));
    assertThat(app.refresh(second).body()).contains("invalid_grant");
    assertThat(app.refresh(SignIn.refreshToken(fourth)).status()).isEqualTo(200);
  }

  @Test
  void forgetsARefreshTokenUnusedForSixtyDays() {
    var token = SignIn.refreshToken(app.exchange(app.code(Samples.UK)));

    clock.advance(Duration.ofDays(61));

    assertThat(app.refresh(token).body()).contains("invalid_grant");
  }

  @Test
  void expiresAccessTokensAfterHalfAnHour() {
    var tokens = app.exchange(app.code(Samples.UK));

    clock.advance(Duration.ofMinutes(30));

    var answer = app.organisations(tokens);
    assertThat(answer.status()).isEqualTo(401);
    assertThat(answer.json().path("Detail").asText())
        .isEqualTo("TokenExpired: token expired at 11/22/2026 10:30:00");
  }

  @Test
  void listsTheConnectionsOfOneConsent() {
    app.exchange(app.code(Samples.UK));
    var later = app.exchange(app.code(XeroSimulator.AUSTRALIA, XeroSimulator.NEW_ZEALAND));
    var event =
        SignIn.claims(later).replaceAll(".*\"authentication_event_id\":\"([^\"]+)\".*", "$1");

    assertThat(app.connections(later, "").json()).hasSize(3);
    assertThat(app.connections(later, "?authEventId=" + event).json())
        .extracting(made -> made.path("tenantName").asText())
        .containsExactly("Wattle Creative Pty Ltd", "Kowhai Digital Ltd");
    assertThat(app.connections(later, "").json().get(0).path("createdDateUtc").asText())
        .isEqualTo("2026-11-22T10:00:00.0000000");
  }

  @Test
  void keepsTheUsersApart() {
    var ada = app.exchange(app.code(Samples.UK));
    var ben =
        app.exchange(
            SignIn.codeOf(
                xero.allow(app.authorize(), "ben@owner.example", XeroSimulator.AUSTRALIA)));

    assertThat(app.connections(ben, "").json()).hasSize(1);
    caller.post(
        "/connect/revocation",
        "token=" + SignIn.refreshToken(ben),
        "Authorization",
        SignIn.basic("sim-client:sim-secret"));
    assertThat(app.connections(ben, "").status()).isEqualTo(401);
    assertThat(app.connections(ada, "").json()).hasSize(1);
  }

  @Test
  void forbidsTheBooksOfADroppedConnection() {
    var tokens = app.exchange(app.code(Samples.UK));
    var id = app.connections(tokens, "").json().get(0).path("id").asText();
    var bearer = new String[] {"Authorization", SignIn.bearer(tokens)};

    assertThat(caller.send("DELETE", "/connections/" + id, null, bearer).status()).isEqualTo(204);
    assertThat(caller.send("DELETE", "/connections/" + id, null, bearer).status()).isEqualTo(404);

    assertThat(app.organisations(tokens).status()).isEqualTo(403);
    assertThat(app.refresh(SignIn.refreshToken(tokens)).status()).isEqualTo(200);
  }

  @Test
  void forbidsWhatTheScopesDoNotCover() {
    var answer = app.organisations(app.exchange(app.code(Samples.UK)));

    assertThat(answer.status()).isEqualTo(403);
    assertThat(answer.header("WWW-Authenticate")).contains("insufficient_scope");
  }

  @Test
  void signsTokensWithItsPublishedKey() {
    var key = caller.get("/.well-known/openid-configuration/jwks").json().at("/keys/0");

    assertThat(key.path("kty").asText()).isEqualTo("RSA");
    assertThat(SignIn.claims(app.exchange(app.code(Samples.UK))))
        .contains("\"client_id\":\"sim-client\"");
  }
}
