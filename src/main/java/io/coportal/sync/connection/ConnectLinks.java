package io.coportal.sync.connection;

import static io.coportal.sync.connection.Instants.utc;

import com.fasterxml.jackson.databind.JsonNode;
import io.coportal.sync.problem.Problem;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;

/** One-time links: only the hash of their secret is stored. */
@Component
class ConnectLinks {
  private static final Duration KEPT_FOR = Duration.ofDays(1);
  private final JdbcClient db;
  private final ConnectSettings settings;
  private final ReturnTo returnTo;
  private final TokenEndpoint endpoint;
  private final Clock clock;

  ConnectLinks(
      JdbcClient db,
      ConnectSettings settings,
      ReturnTo returnTo,
      TokenEndpoint endpoint,
      Clock clock) {
    this.db = db;
    this.settings = settings;
    this.returnTo = returnTo;
    this.endpoint = endpoint;
    this.clock = clock;
  }

  /** What a link was made for. */
  record Opened(String workspaceId, String provider, String returnTo, String settings) {}

  ConnectLink create(String workspaceId, String provider, String wanted, JsonNode patch) {
    endpoint.registration(provider);
    String target = returnTo.checked(wanted);
    SettingsPatch.apply(ConnectionSettings.DEFAULT, patch);
    deleteOld();
    String secret = Secrets.random();
    Instant now = clock.instant();
    Instant expiresAt = now.plus(settings.linkLifetime());
    db.sql(
            """
            INSERT INTO connect_link (token_hash, workspace_id, provider, return_to, settings,
              created_at, expires_at)
            VALUES (:hash, :workspace, :provider, :returnTo, :settings, :now, :expires)
            """)
        .param("hash", Secrets.hash(secret))
        .param("workspace", workspaceId)
        .param("provider", provider)
        .param("returnTo", target)
        .param("settings", patch == null || patch.isNull() ? null : patch.toString())
        .param("now", utc(now))
        .param("expires", utc(expiresAt))
        .update();
    return new ConnectLink(settings.publicUrl() + "/connect/" + secret, expiresAt);
  }

  /**
   * Uses the link up: of two clicks, one gets it.
   *
   * @throws Problem 410 {@code link-over} if it is unknown, used or expired
   */
  Opened open(String secret) {
    String hash = Secrets.hash(secret);
    int opened =
        db.sql(
                """
                UPDATE connect_link SET used_at = :now
                 WHERE token_hash = :hash AND used_at IS NULL AND expires_at > :now
                """)
            .param("now", utc(clock.instant()))
            .param("hash", hash)
            .update();
    if (opened == 0) {
      throw new Problem(
          410,
          "link-over",
          "This link works once and for "
              + settings.linkLifetime().toMinutes()
              + " minutes; it was used already or is too old.",
          "Go back to CoPortal and start again under Settings → Integrations.");
    }
    return db.sql(
            """
            SELECT workspace_id, provider, return_to, settings FROM connect_link
             WHERE token_hash = :hash
            """)
        .param("hash", hash)
        .query(
            (row, number) ->
                new Opened(
                    row.getString("workspace_id"),
                    row.getString("provider"),
                    row.getString("return_to"),
                    row.getString("settings")))
        .single();
  }

  private void deleteOld() {
    db.sql("DELETE FROM connect_link WHERE expires_at < :before")
        .param("before", utc(clock.instant().minus(KEPT_FOR)))
        .update();
  }
}
