package io.coportal.sync.connection;

import io.coportal.sync.problem.StartRefused;
import java.net.URI;
import java.time.Duration;
import java.util.Map;
import org.springframework.boot.context.properties.bind.DefaultValue;

/**
 * What this server is told about one ledger under {@code coportal.ledgers.<provider>}.
 *
 * @param displayName the name people know the ledger by
 * @param apiBaseUrl where the ledger's API lives, without a trailing slash
 * @param revocationUri where a refresh token is given back on the last disconnect; null: never
 * @param pkce whether the consent carries a PKCE proof (S256)
 * @param accessTokenRefreshAhead an access token with less than this left is refreshed before use
 * @param refreshTokenLifetime how long an unused refresh token lives when the ledger's answer does
 *     not say; null: unknown
 * @param responseTimeoutMs milliseconds that the ledger's routes wait for an answer, 1 or more;
 *     null where there are no routes
 * @param tokenHeaders further request headers of token calls, by name
 */
public record LedgerSettings(
    String displayName,
    URI apiBaseUrl,
    URI revocationUri,
    @DefaultValue("false") boolean pkce,
    @DefaultValue("5m") Duration accessTokenRefreshAhead,
    Duration refreshTokenLifetime,
    Integer responseTimeoutMs,
    @DefaultValue Map<String, String> tokenHeaders) {
  public LedgerSettings {
    tokenHeaders = Map.copyOf(tokenHeaders);
  }

  /**
   * @param name of the ledger
   * @throws StartRefused for a value that cannot work
   */
  void check(String name) {
    String key = "coportal.ledgers." + name + ".";
    StartRefused.unlessText(key + "display-name", displayName);
    StartRefused.unlessAddress(
        key + "api-base-url", apiBaseUrl == null ? "" : apiBaseUrl.toString());
    if (revocationUri != null) {
      StartRefused.unlessAddress(key + "revocation-uri", revocationUri.toString());
    }
    StartRefused.unlessPositive(key + "access-token-refresh-ahead", accessTokenRefreshAhead);
    if (refreshTokenLifetime != null) {
      StartRefused.unlessPositive(key + "refresh-token-lifetime", refreshTokenLifetime);
    }
    if (responseTimeoutMs != null) {
      StartRefused.unlessAtLeast(1, key + "response-timeout-ms", responseTimeoutMs);
    }
  }
}
