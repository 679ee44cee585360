package io.coportal.sync.security;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.coportal.sync.problem.Problem;
import io.coportal.sync.problem.StartRefused;
import java.time.Instant;
import java.util.Date;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class IssuedTokenCallersTest {
  private final TestIssuer issuer = new TestIssuer();

  @AfterEach
  void stop() {
    issuer.stop();
  }

  @Test
  void aGoodTokenSaysWhoMayDoWhatWhere() {
    Caller caller = callers().caller(issuer.token(TestIssuer.claims("harbour", "sync email")));
    assertThat(caller).isEqualTo(new Caller("jwt:portal", "harbour", Set.of(Scope.SYNC)));
  }

  @Test
  void scopesMayBeAListAndAStarIsEveryWorkspace() {
    Caller caller =
        callers()
            .caller(
                issuer.token(
                    TestIssuer.claims("*", "").claim("scope", List.of("connect", "admin"))));
    assertThat(caller.installWide()).isTrue();
    assertThat(caller.scopes()).containsExactlyInAnyOrder(Scope.CONNECT, Scope.ADMIN);
  }

  @Test
  void aTokenThatNamesNoWorkspaceIsRefused() {
    assertRefused(issuer.token(TestIssuer.claims(null, "sync")), 401, "token-refused");
    assertRefused(issuer.token(TestIssuer.claims(" ", "sync")), 401, "token-refused");
  }

  @Test
  void aTokenThatNeverExpiresIsRefused() {
    assertRefused(
        issuer.token(TestIssuer.claims("harbour", "sync").expirationTime(null)),
        401,
        "token-refused");
  }

  @ParameterizedTest
  @CsvSource({"20, true", "45, false"})
  void clocksMayDifferByHalfAMinute(int secondsOver, boolean taken) {
    String token =
        issuer.token(
            TestIssuer.claims("harbour", "sync")
                .expirationTime(Date.from(Instant.now().minusSeconds(secondsOver))));
    if (taken) {
      assertThat(callers().caller(token).workspaceId()).isEqualTo("harbour");
    } else {
      assertRefused(token, 401, "token-refused");
    }
  }

  @Test
  void manyTokensReadTheKeysOnceAndAStrangersKeyIdsAtMostTwiceMore() {
    IssuedTokenCallers callers = callers();
    String good = issuer.token(TestIssuer.claims("harbour", "sync"));
    for (int i = 0; i < 20; i++) {
      callers.caller(good);
    }
    assertThat(issuer.fetches()).isEqualTo(1);
    for (int i = 0; i < 50; i++) {
      String unknown =
          TestIssuer.signed(
              issuer.header().keyID("id " + i),
              TestIssuer.claims("harbour", "sync"),
              issuer.stranger());
      assertThatThrownBy(() -> callers.caller(unknown))
          .isInstanceOfSatisfying(
              Problem.class, refused -> assertThat(refused.status()).isEqualTo(401));
    }
    assertThat(issuer.fetches()).isBetween(1, 3);
    callers.caller(good);
  }

  @Test
  void whileTheIssuerIsAwayItIsNotTheTokensFault() {
    issuer.stop();
    assertRefused(issuer.token(TestIssuer.claims("harbour", "sync")), 503, "issuer-unreachable");
  }

  @Test
  void withoutAnIssuerNoJwtIsTaken() {
    var none = new JwtSettings("", "", "", "at+jwt", "workspace", "scope");
    assertThat(new IssuedTokenCallers(none).takes("a.b.c")).isFalse();
  }

  @ParameterizedTest
  @CsvSource({
    "https://issuer.example, '', ''",
    "'', https://issuer.example/keys, ''",
    "https://issuer.example, https://issuer.example/keys, ''",
    "'', https://issuer.example/keys, us"
  })
  void halfOfTheSettingsStopTheStart(String name, String keys, String audience) {
    assertThatThrownBy(() -> new JwtSettings(name, keys, audience, "at+jwt", "w", "s"))
        .isInstanceOfSatisfying(
            StartRefused.class, e -> assertThat(e.cure()).contains("all three"));
  }

  @ParameterizedTest
  @ValueSource(strings = {"http://issuer.example/keys", "keys", "file:/etc/keys", "https:"})
  void keysThatAnyoneCouldChangeOnTheWayStopTheStart(String keys) {
    assertThatThrownBy(() -> new JwtSettings("i", keys, "a", "at+jwt", "w", "s"))
        .isInstanceOf(StartRefused.class)
        .hasMessageContaining("coportal.security.jwt.jwk-set-uri");
  }

  private void assertRefused(String token, int status, String code) {
    assertThatThrownBy(() -> callers().caller(token))
        .isInstanceOfSatisfying(
            Problem.class,
            refused -> {
              assertThat(refused.status()).isEqualTo(status);
              assertThat(refused.code()).isEqualTo(code);
            });
  }

  private IssuedTokenCallers callers() {
    return new IssuedTokenCallers(
        new JwtSettings(
            TestIssuer.NAME,
            issuer.keys().toString(),
            TestIssuer.AUDIENCE,
            "at+jwt",
            "workspace",
            "scope"));
  }
}
