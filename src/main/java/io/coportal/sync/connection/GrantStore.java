package io.coportal.sync.connection;

import static io.coportal.sync.connection.Instants.utc;

import java.nio.charset.StandardCharsets;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Clock;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;

/** Token grants in the database; tokens are encrypted on the way in. */
@Component
class GrantStore {
  private static final Duration ABANDONED_AFTER = Duration.ofHours(1);
  private static final String SELECT =
      """
      SELECT id, provider, state, access_token, access_expires_at, refresh_token,
             refresh_expires_at, consent_expires_at, subject, rotation
        FROM token_grant
      """;

  private final JdbcClient db;
  private final TokenCipher cipher;
  private final Clock clock;

  GrantStore(JdbcClient db, TokenCipher cipher, Clock clock) {
    this.db = db;
    this.cipher = cipher;
    this.clock = clock;
  }

  String createPending(String provider, IssuedTokens tokens) {
    deleteAbandoned();
    String id = UUID.randomUUID().toString();
    db.sql(
            """
            INSERT INTO token_grant (id, provider, state, access_token, access_expires_at,
              refresh_token, refresh_expires_at, consent_expires_at, refreshed_at, scopes, subject,
              rotation, created_at)
            VALUES (:id, :provider, 'PENDING', :access, :accessExpires,
              :refresh, :refreshExpires, :consentExpires, :now, :scopes, :subject, 0, :now)
            """)
        .param("id", id)
        .param("provider", provider)
        .param("access", sealed(id, provider, "access", tokens.access()))
        .param("accessExpires", utc(tokens.accessExpiresAt()))
        .param("refresh", sealed(id, provider, "refresh", tokens.refresh()))
        .param("refreshExpires", utc(tokens.refreshExpiresAt()))
        .param("consentExpires", utc(tokens.consentExpiresAt()))
        .param("scopes", tokens.scopes())
        .param("subject", tokens.subject())
        .param("now", utc(clock.instant()))
        .update();
    return id;
  }

  // An owner who closes the browser on the way leaves a grant that nobody will ever use.
  private void deleteAbandoned() {
    db.sql("DELETE FROM token_grant WHERE state = 'PENDING' AND created_at < :before")
        .param("before", utc(clock.instant().minus(ABANDONED_AFTER)))
        .update();
  }

  Optional<Grant> find(String id) {
    return db.sql(SELECT + " WHERE id = :id").param("id", id).query(GrantStore::read).optional();
  }

  /** Waits for whoever is refreshing this grant, then reads what they left. */
  Optional<Grant> lock(String id) {
    return db.sql(SELECT + " WHERE id = :id FOR UPDATE")
        .param("id", id)
        .query(GrantStore::read)
        .optional();
  }

  List<Grant> newestWithTokens(int atMost) {
    return db.sql(
            SELECT
                + " WHERE access_token IS NOT NULL ORDER BY refreshed_at DESC FETCH FIRST "
                + atMost
                + " ROWS ONLY")
        .query(GrantStore::read)
        .list();
  }

  /**
   * Stores a new pair. What the answer leaves out, a refresh token or the consent's end, stays as
   * it was.
   */
  void rotate(Grant grant, IssuedTokens tokens) {
    db.sql(
            """
            UPDATE token_grant
               SET access_token = :access, access_expires_at = :accessExpires,
                   refresh_token = :refresh, refresh_expires_at = :refreshExpires,
                   consent_expires_at = :consentExpires, refreshed_at = :now,
                   rotation = rotation + 1
             WHERE id = :id
            """)
        .param("access", sealed(grant.id(), grant.provider(), "access", tokens.access()))
        .param("accessExpires", utc(tokens.accessExpiresAt()))
        .param(
            "refresh",
            tokens.refresh() == null
                ? grant.refreshToken()
                : sealed(grant.id(), grant.provider(), "refresh", tokens.refresh()))
        .param("refreshExpires", utc(tokens.refreshExpiresAt()))
        .param(
            "consentExpires",
            utc(
                tokens.consentExpiresAt() == null
                    ? grant.consentExpiresAt()
                    : tokens.consentExpiresAt()))
        .param("now", utc(clock.instant()))
        .param("id", grant.id())
        .update();
  }

  void setState(String id, Grant.State state) {
    db.sql("UPDATE token_grant SET state = :state WHERE id = :id")
        .param("state", state.name())
        .param("id", id)
        .update();
  }

  /** Deletes the tokens; the row stays as evidence that there was a consent. */
  void forgetTokens(String id) {
    db.sql(
            """
            UPDATE token_grant SET state = 'REVOKED', access_token = NULL, refresh_token = NULL
             WHERE id = :id
            """)
        .param("id", id)
        .update();
  }

  /**
   * Whether the same person has another grant in use, which a revocation might end as well. A
   * ledger that does not name the person keeps its grants apart.
   */
  boolean ownerHasOtherGrants(Grant grant) {
    if (grant.subject() == null) {
      return false;
    }
    return db.sql(
                """
                SELECT COUNT(*) FROM token_grant
                 WHERE provider = :provider AND subject = :subject AND id <> :id
                   AND state IN ('LIVE', 'PENDING')
                """)
            .param("provider", grant.provider())
            .param("subject", grant.subject())
            .param("id", grant.id())
            .query(Long.class)
            .single()
        > 0;
  }

  /**
   * @throws TokenCipher.Unreadable if the row was tampered with or the keyset is another one
   */
  AccessToken accessToken(Grant grant) {
    return new AccessToken(
        opened(grant, "access", grant.accessToken()), grant.rotation(), grant.accessExpiresAt());
  }

  /** The refresh token, or null if the ledger never gave one. */
  String refreshToken(Grant grant) {
    return grant.refreshToken() == null ? null : opened(grant, "refresh", grant.refreshToken());
  }

  private byte[] sealed(String id, String provider, String field, String token) {
    return token == null
        ? null
        : cipher.encrypt(token.getBytes(StandardCharsets.UTF_8), place(id, provider, field));
  }

  private String opened(Grant grant, String field, byte[] sealed) {
    return new String(
        cipher.decrypt(sealed, place(grant.id(), grant.provider(), field)), StandardCharsets.UTF_8);
  }

  private static String place(String id, String provider, String field) {
    return "token_grant:" + id + ":" + provider + ":" + field;
  }

  private static Grant read(ResultSet row, int number) throws SQLException {
    return new Grant(
        row.getString("id"),
        row.getString("provider"),
        Grant.State.valueOf(row.getString("state")),
        row.getBytes("access_token"),
        Instants.read(row, "access_expires_at"),
        row.getBytes("refresh_token"),
        Instants.read(row, "refresh_expires_at"),
        Instants.read(row, "consent_expires_at"),
        row.getString("subject"),
        row.getLong("rotation"));
  }
}
