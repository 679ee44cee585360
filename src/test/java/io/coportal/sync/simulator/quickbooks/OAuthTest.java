package io.coportal.sync.simulator.quickbooks;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.coportal.sync.simulator.Browser;
import io.coportal.sync.simulator.SimulatorClock;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.util.Base64;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class OAuthTest {
  private final SimulatorClock clock =
      SimulatorClock.stoppedAt(Instant.parse("2026-11-22T10:00:00Z"));
  private QuickBooksSimulator quickBooks;
  private Caller caller;
  private SignIn app;

  @BeforeEach
  void start() {
    quickBooks = QuickBooksSimulator.start(0, clock);
    caller = Caller.plain(quickBooks);
    app = new SignIn(quickBooks);
  }

  @AfterEach
  void stop() {
    quickBooks.close();
  }

  @Test
  void sendsTheBrowserBackWithCodeStateAndRealm() {
    assertThat(app.allow(Samples.UK).toString())
        .matches("http://localhost:8080/callback\\?code=AB1\\w+&state=s%2F1&realmId=" + Samples.UK);
  }

  @Test
  void sendsTheBrowserBackWithAnErrorWhenTheUserDeclines() {
    assertThat(new Browser().deny(app.authorize()))
        .hasToString("http://localhost:8080/callback?error=access_denied&state=s%2F1");
  }

  @ParameterizedTest
  @CsvSource({
    "nobody, http://localhost:8080/callback, com.intuit.quickbooks.accounting",
    "sim-client, https://elsewhere.example/callback, com.intuit.quickbooks.accounting",
    "sim-client, http://localhost:8080/callback, everything",
  })
  void showsAnErrorInsteadOfSendingBack(String client, String redirect, String scopes) {
    assertThatThrownBy(() -> new Browser().deny(app.authorize(client, redirect, scopes)))
        .isInstanceOf(IllegalStateException.class)
        .hasMessageContaining("something went wrong");
  }

  @Test
  void asksForOneCompany() {
    assertThat(caller.get(app.authorize().toString()).body())
        .contains("type=\"radio\"", "Pennine Creative Ltd", "Redwood Advisory Inc", "sim-client");
  }

  @Test
  void exchangesACode() {
    var tokens = app.exchange(app.code());

    assertThat(tokens.json().path("token_type").asText()).isEqualTo("bearer");
    assertThat(tokens.json().path("expires_in").asInt()).isEqualTo(3600);
    assertThat(tokens.json().path("x_refresh_token_expires_in").asInt()).isEqualTo(8_726_400);
    assertThat(tokens.json().has("realmId")).isFalse();
    assertThat(tokens.json().has("x_refresh_token_hard_expires_in")).isFalse();
    assertThat(tokens.header("intuit_tid")).matches("1-\\w{8}-\\w{24}");
    assertThat(app.company(tokens, Samples.UK).status()).isEqualTo(200);
  }

  @Test
  void endsWhatCameOfACodeThatIsUsedTwice() {
    var code = app.code();
    var tokens = app.exchange(code);

    assertThat(app.exchange(code).json().path("error").asText()).isEqualTo("invalid_grant");

    assertThat(app.company(tokens, Samples.UK).status()).isEqualTo(401);
    assertThat(app.refresh(SignIn.refreshToken(tokens)).status()).isEqualTo(400);
  }

  @Test
  void refusesACodeOfSixMinutesAgo() {
    var code = app.code();

    clock.advance(Duration.ofMinutes(6));

    assertThat(app.exchange(code).status()).isEqualTo(400);
  }

  @ParameterizedTest
  @CsvSource({
    "grant_type=refresh_token&refresh_token=x, sim-client:wrong, 401, invalid_client",
    "grant_type=refresh_token&refresh_token=x, sim-client:sim-secret, 400, invalid_grant",
    "grant_type=password, sim-client:sim-secret, 400, unsupported_grant_type",
    "refresh_token=x, sim-client:sim-secret, 400, invalid_request",
  })
  void namesWhatIsWrongWithATokenCall(String form, String client, int status, String error) {
    var answer = app.token(form, client);

    assertThat(answer.status()).isEqualTo(status);
    assertThat(answer.json().path("error").asText()).isEqualTo(error);
  }

  @Test
  void rotatesTheRefreshTokenOnceADay() {
    var first = SignIn.refreshToken(app.exchange(app.code()));
    clock.advance(Duration.ofHours(23));
    var same = app.refresh(first);

    assertThat(SignIn.refreshToken(same)).isEqualTo(first);
    assertThat(same.json().path("x_refresh_token_expires_in").asInt())
        .isEqualTo(8_726_400 - 23 * 3600);
    clock.advance(Duration.ofHours(1));
    var second = app.refresh(first);
    assertThat(SignIn.refreshToken(second)).isNotEqualTo(first);
    assertThat(second.json().path("x_refresh_token_expires_in").asInt()).isEqualTo(8_726_400);
    assertThat(app.refresh(first).json().path("error").asText()).isEqualTo("invalid_grant");
    assertThat(app.refresh(SignIn.refreshToken(second)).status()).isEqualTo(200);
  }

  @Test
  void canGraceAReplacedRefreshTokenForADay() {
    quickBooks.graceForReplacedRefreshTokens(true);
    var first = SignIn.refreshToken(app.exchange(app.code()));
    clock.advance(Duration.ofHours(24));
    var second = SignIn.refreshToken(app.refresh(first));

    assertThat(SignIn.refreshToken(app.refresh(first))).isEqualTo(second);
    clock.advance(Duration.ofHours(24));
    assertThat(app.refresh(first).status()).isEqualTo(400);
  }

  @Test
  void forgetsARefreshTokenUnusedFor101Days() {
    var token = SignIn.refreshToken(app.exchange(app.code()));

    clock.advance(Duration.ofDays(100));
    var next = SignIn.refreshToken(app.refresh(token));
    clock.advance(Duration.ofDays(101));

    assertThat(app.refresh(next).status()).isEqualTo(400);
  }

  @Test
  void endsAfterFiveYearsHoweverOftenItIsRefreshed() {
    var token = SignIn.refreshToken(app.exchange(app.code()));
    for (var day = 0; day + 90 < 5 * 365; day += 90) {
      clock.advance(Duration.ofDays(90));
      token = SignIn.refreshToken(app.refresh(token));
    }

    var last = app.refresh(token, "x-include-refresh-token-hard-expires-in", "true");

    assertThat(last.json().path("x_refresh_token_hard_expires_in").asLong())
        .isEqualTo(last.json().path("x_refresh_token_expires_in").asLong())
        .isLessThan(Duration.ofDays(90).toSeconds());
    clock.advance(Duration.ofDays(25));
    assertThat(app.refresh(token).status()).isEqualTo(400);
  }

  @Test
  void expiresAccessTokensAfterAnHour() {
    var tokens = app.exchange(app.code());
    clock.advance(Duration.ofMinutes(60));

    var answer = app.company(tokens, Samples.UK);

    assertThat(answer.status()).isEqualTo(401);
    assertThat(answer.json().at("/fault/error/0/code").asText()).isEqualTo("3200");
    assertThat(answer.json().at("/fault/error/0/detail").asText()).startsWith("Token expired");
    assertThat(answer.json().at("/fault/type").asText()).isEqualTo("AUTHENTICATION");
    assertThat(answer.json().path("time").isNumber()).isTrue();
    assertThat(answer.header("intuit_tid")).isNotEmpty();
  }

  @Test
  void refusesTheTokenOfAnotherCompanyInXml() {
    var answer = app.company(app.exchange(app.code()), QuickBooksSimulator.AUSTRALIA);

    assertThat(answer.status()).isEqualTo(401);
    assertThat(answer.header("Content-Type")).startsWith("application/xml");
    assertThat(answer.body()).contains("<Error code=\"100\">", "AuthenticationErrorGeneral");
  }

  @ParameterizedTest
  @ValueSource(strings = {"Bearer nonsense", "Basic x"})
  void refusesGarbledTokens(String header) {
    var answer =
        caller.send(
            "GET", "/v3/company/" + Samples.UK + "/preferences", null, "Authorization", header);

    assertThat(answer.status()).isEqualTo(401);
    assertThat(answer.body()).contains("\"3200\"", "Malformed bearer token");
  }

  @ParameterizedTest
  @ValueSource(strings = {"refresh_token", "access_token"})
  void revokesByEitherToken(String which) {
    var tokens = app.exchange(app.code());
    var token = tokens.json().path(which).asText();
    var basic = SignIn.basic("sim-client:sim-secret");

    var revoked =
        caller.send(
            "POST",
            "/v2/oauth2/tokens/revoke",
            "{\"token\":\"" + token + "\"}",
            "Authorization",
            basic,
            "Content-Type",
            "application/json");

    assertThat(revoked.status()).isEqualTo(200);
    assertThat(revoked.body()).isEmpty();
    assertThat(app.company(tokens, Samples.UK).status()).isEqualTo(401);
    assertThat(app.refresh(SignIn.refreshToken(tokens)).status()).isEqualTo(400);
  }

  @Test
  void forbidsAfterAPersonDisconnected() {
    var tokens = app.exchange(app.code());

    quickBooks.disconnect(Samples.UK);

    var answer = app.company(tokens, Samples.UK);
    assertThat(answer.status()).isEqualTo(403);
    assertThat(answer.json().at("/fault/error/0/code").asText()).isEqualTo("3100");
    assertThat(app.refresh(SignIn.refreshToken(tokens)).status()).isEqualTo(400);
  }

  @Test
  void forbidsWhatTheScopeDoesNotCover() {
    var back =
        quickBooks.allow(
            app.authorize("sim-client", SignIn.REDIRECT, "openid"), SignIn.ADA, Samples.UK);
    var tokens = app.exchange(SignIn.codeOf(back));

    assertThat(app.company(tokens, Samples.UK).status()).isEqualTo(403);
    var claims = tokens.json().path("id_token").asText().split("\\.")[1];
    assertThat(new String(Base64.getUrlDecoder().decode(claims), StandardCharsets.UTF_8))
        .contains("\"realmid\":\"" + Samples.UK + "\"");
  }

  @ParameterizedTest
  @ValueSource(strings = {"openid_configuration", "openid_sandbox_configuration/"})
  void publishesWhereItsEndpointsAre(String document) {
    var json = caller.get("/.well-known/" + document).json();

    assertThat(json.path("token_endpoint").asText())
        .isEqualTo(quickBooks.baseUrl() + "/oauth2/v1/tokens/bearer");
    assertThat(json.path("revocation_endpoint").asText()).endsWith("/v2/oauth2/tokens/revoke");
    assertThat(caller.get(json.path("jwks_uri").asText()).json().at("/keys/0/kty").asText())
        .isEqualTo("RSA");
  }

  @Test
  void forgetsEveryTokenWhenUsersWithdraw() {
    var tokens = app.exchange(app.code());
    quickBooks.expireAccessTokens();
    var fresh = app.refresh(SignIn.refreshToken(tokens));

    assertThat(app.company(tokens, Samples.UK).status()).isEqualTo(401);
    assertThat(app.company(fresh, Samples.UK).status()).isEqualTo(200);
    quickBooks.revokeGrant();
    assertThat(app.company(fresh, Samples.UK).status()).isEqualTo(401);
    assertThat(app.refresh(SignIn.refreshToken(fresh)).status()).isEqualTo(400);
  }
}
