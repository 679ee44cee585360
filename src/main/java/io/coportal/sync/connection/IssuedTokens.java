package io.coportal.sync.connection;

import com.nimbusds.jwt.JWTClaimsSet;
import com.nimbusds.jwt.JWTParser;
import java.text.ParseException;
import java.time.Duration;
import java.time.Instant;
import java.util.Map;
import java.util.Optional;
import org.springframework.security.oauth2.core.OAuth2AccessToken;
import org.springframework.security.oauth2.core.OAuth2RefreshToken;
import org.springframework.security.oauth2.core.endpoint.OAuth2AccessTokenResponse;

/**
 * What a token endpoint has handed out.
 *
 * @param refresh null: the ledger gave none
 * @param refreshExpiresAt when an unused refresh token ends; null: unknown
 * @param consentExpiresAt when all tokens of this consent end, however much they are used; null:
 *     the answer does not say
 * @param subject who consented, as the ledger names them; null: it does not say
 */
record IssuedTokens(
    String access,
    Instant accessExpiresAt,
    String refresh,
    Instant refreshExpiresAt,
    Instant consentExpiresAt,
    String scopes,
    String subject) {
  private static final Duration SHORTEST_USE = Duration.ofMinutes(1);
  // Ledgers that say these prefix the names in their own way.
  private static final String REFRESH_LIFETIME = "refresh_token_expires_in";
  private static final String CONSENT_LIFETIME = "refresh_token_hard_expires_in";

  /**
   * @param now when the tokens were asked for: lifetimes count from here
   */
  static IssuedTokens of(OAuth2AccessTokenResponse answer, LedgerSettings ledger, Instant now) {
    OAuth2AccessToken access = answer.getAccessToken();
    OAuth2RefreshToken refresh = answer.getRefreshToken();
    Map<String, Object> extras = answer.getAdditionalParameters();
    return new IssuedTokens(
        access.getTokenValue(),
        usableUntil(lifetime(access), ledger, now),
        refresh == null ? null : refresh.getTokenValue(),
        stated(extras, REFRESH_LIFETIME)
            .or(() -> Optional.ofNullable(ledger.refreshTokenLifetime()))
            .map(now::plus)
            .orElse(null),
        stated(extras, CONSENT_LIFETIME).map(now::plus).orElse(null),
        String.join(" ", access.getScopes()),
        subject(access.getTokenValue()));
  }

  // A lifetime of zero or nonsense would mean a refresh before every call; a token that is really
  // over is noticed by the ledger's 401.
  private static Instant usableUntil(Duration stated, LedgerSettings ledger, Instant now) {
    Duration least = ledger.accessTokenRefreshAhead().plus(SHORTEST_USE);
    return now.plus(stated.compareTo(least) < 0 ? least : stated);
  }

  private static Duration lifetime(OAuth2AccessToken access) {
    return access.getIssuedAt() == null || access.getExpiresAt() == null
        ? Duration.ZERO
        : Duration.between(access.getIssuedAt(), access.getExpiresAt());
  }

  private static Optional<Duration> stated(Map<String, Object> extras, String name) {
    return extras.entrySet().stream()
        .filter(e -> e.getKey().endsWith(name))
        .map(e -> String.valueOf(e.getValue()))
        .filter(text -> text.matches("\\d{1,10}"))
        .map(text -> Duration.ofSeconds(Long.parseLong(text)))
        .findFirst();
  }

  // Only used to tell grants of one person apart from others', never to trust anyone.
  private static String subject(String token) {
    try {
      JWTClaimsSet claims = JWTParser.parse(token).getJWTClaimsSet();
      // An encrypted token is readable for the ledger alone.
      return claims == null ? null : claims.getSubject();
    } catch (ParseException opaque) {
      return null;
    }
  }

  @Override
  public String toString() {
    return "IssuedTokens[***]";
  }
}
