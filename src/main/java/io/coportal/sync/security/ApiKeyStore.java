package io.coportal.sync.security;

import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.util.Arrays;
import java.util.Optional;
import java.util.stream.Collectors;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;

/** API keys in the database. */
@Component
class ApiKeyStore {
  private final JdbcClient db;

  ApiKeyStore(JdbcClient db) {
    this.db = db;
  }

  /** Instances that start together ask one after the other: the next sees what this one stores. */
  boolean isEmptyUnderLock() {
    db.sql("SELECT id FROM install WHERE id = 1 FOR UPDATE").query(Long.class).single();
    return db.sql("SELECT COUNT(*) FROM api_key").query(Long.class).single() == 0;
  }

  Optional<ApiKey> find(String id) {
    return db.sql(
            """
            SELECT id, secret_hash, workspace_id, scopes, expires_at, revoked_at, last_used_at
              FROM api_key WHERE id = :id
            """)
        .param("id", id)
        .query(ApiKeyStore::read)
        .optional();
  }

  void insert(ApiKey key, String label, Instant now) {
    db.sql(
            """
            INSERT INTO api_key (id, secret_hash, workspace_id, scopes, label, created_at,
              expires_at)
            VALUES (:id, :hash, :workspace, :scopes, :label, :now, :expires)
            """)
        .param("id", key.id())
        .param("hash", key.secretHash())
        .param("workspace", key.workspaceId())
        .param(
            "scopes",
            key.scopes().stream().map(Scope::text).sorted().collect(Collectors.joining(" ")))
        .param("label", label)
        .param("now", utc(now))
        .param("expires", utc(key.expiresAt()))
        .update();
  }

  boolean revoke(String id, Instant now) {
    return db.sql("UPDATE api_key SET revoked_at = :now WHERE id = :id AND revoked_at IS NULL")
            .param("now", utc(now))
            .param("id", id)
            .update()
        > 0;
  }

  void used(String id, Instant now) {
    db.sql("UPDATE api_key SET last_used_at = :now WHERE id = :id")
        .param("now", utc(now))
        .param("id", id)
        .update();
  }

  private static ApiKey read(ResultSet row, int number) throws SQLException {
    return new ApiKey(
        row.getString("id"),
        row.getString("secret_hash"),
        row.getString("workspace_id"),
        Arrays.stream(row.getString("scopes").split(" "))
            .map(Scope::of)
            .collect(Collectors.toUnmodifiableSet()),
        instant(row, "expires_at"),
        instant(row, "revoked_at"),
        instant(row, "last_used_at"));
  }

  private static Instant instant(ResultSet row, String column) throws SQLException {
    OffsetDateTime value = row.getObject(column, OffsetDateTime.class);
    return value == null ? null : value.toInstant();
  }

  private static OffsetDateTime utc(Instant instant) {
    return instant == null ? null : instant.atOffset(ZoneOffset.UTC);
  }
}
