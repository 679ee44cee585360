package io.coportal.sync.connection;

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
 * @param tokenHeaders further request headers of token calls, by name
 */
public record LedgerSettings(
    String displayName,
    URI apiBaseUrl,
    URI revocationUri,
    @DefaultValue("false") boolean pkce,
    @DefaultValue("5m") Duration accessTokenRefreshAhead,
    Duration refreshTokenLifetime,
    @DefaultValue Map<String, String> tokenHeaders) {
  public LedgerSettings {
    tokenHeaders = Map.copyOf(tokenHeaders);
  }
}
