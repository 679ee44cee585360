package io.coportal.sync.connection;

import com.nimbusds.jwt.JWTParser;
import java.text.ParseException;
import java.time.Duration;
import java.time.Instant;
import java.util.Map;
import org.springframework.security.oauth2.core.OAuth2AccessToken;
import org.springframework.security.oauth2.core.OAuth2RefreshToken;

/**
 * What a token endpoint has handed out.
 *
 * @param refresh null: the ledger gave none
 * @param refreshExpiresAt null: unknown
 * @param subject who consented, as the ledger names them; null: it does not say
 */
record IssuedTokens(
    String access,
    Instant accessExpiresAt,
    String refresh,
    Instant refreshExpiresAt,
    String scopes,
    String subject) {
  private static final Duration SHORTEST_USE = Duration.ofMinutes(1);
  private static final String REFRESH_LIFETIME = "refresh_token_expires_in";

  static IssuedTokens of(
      OAuth2AccessToken access,
      OAuth2RefreshToken refresh,
      Map<String, Object> extras,
      LedgerSettings ledger,
      Instant now) {
    return new IssuedTokens(
        access.getTokenValue(),
        usableUntil(lifetime(access), ledger, now),
        refresh == null ? null : refresh.getTokenValue(),
        refreshExpiry(extras, ledger, now),
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

  // Ledgers that say it prefix the name in their own way.
  private static Instant refreshExpiry(
      Map<String, Object> extras, LedgerSettings ledger, Instant now) {
    return extras.entrySet().stream()
        .filter(e -> e.getKey().endsWith(REFRESH_LIFETIME))
        .map(e -> String.valueOf(e.getValue()))
        .filter(text -> text.matches("\\d{1,10}"))
        .map(text -> now.plusSeconds(Long.parseLong(text)))
        .findFirst()
        .orElse(
            ledger.refreshTokenLifetime() == null ? null : now.plus(ledger.refreshTokenLifetime()));
  }

  // Only used to tell grants of one person apart from others', never to trust anyone.
  private static String subject(String token) {
    try {
      return JWTParser.parse(token).getJWTClaimsSet().getSubject();
    } catch (ParseException opaque) {
      return null;
    }
  }

  @Override
  public String toString() {
    return "IssuedTokens[***]";
  }
}
