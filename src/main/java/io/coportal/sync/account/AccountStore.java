package io.coportal.sync.account;

import java.time.Clock;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Repository;

/** Accounts in the database. */
@Repository
class AccountStore {
  private final JdbcClient db;
  private final Clock clock;

  AccountStore(JdbcClient db, Clock clock) {
    this.db = db;
    this.clock = clock;
  }

  /**
   * What a sign-in is held against.
   *
   * @param refused wrong passwords in a row
   * @param refusedUntil before that no password is looked at; null: at once
   */
  record Credentials(String id, String passwordHash, int refused, Instant refusedUntil) {}

  boolean isEmptyUnderLock() {
    db.sql("SELECT id FROM install WHERE id = 1 FOR UPDATE").query(Long.class).single();
    return db.sql("SELECT COUNT(*) FROM console_account").query(Long.class).single() == 0;
  }

  /** Held for the rest of the transaction, so that guesses do not race each other. */
  Optional<Credentials> lock(String name) {
    return db.sql(
            """
            SELECT id, password_hash, refused, refused_until FROM console_account
             WHERE name = :name AND closed_at IS NULL FOR UPDATE
            """)
        .param("name", name)
        .query(
            (row, n) ->
                new Credentials(
                    row.getString("id"),
                    row.getString("password_hash"),
                    row.getInt("refused"),
                    instant(row.getObject("refused_until", OffsetDateTime.class))))
        .optional();
  }

  void refused(String id, int times, Instant until) {
    db.sql("UPDATE console_account SET refused = :times, refused_until = :until WHERE id = :id")
        .param("times", times)
        .param("until", until == null ? null : until.atOffset(ZoneOffset.UTC))
        .param("id", id)
        .update();
  }

  /** Of somebody who may still sign in. */
  Optional<Account> find(String id) {
    return read("id = :value AND closed_at IS NULL", id).stream().findFirst();
  }

  /** All that may sign in, by name. */
  List<Account> all() {
    return read("closed_at IS NULL AND :value = :value", "");
  }

  private List<Account> read(String condition, String value) {
    Map<String, Account> found = new LinkedHashMap<>();
    db.sql(
            """
            SELECT id, name, engineer, password_temporary FROM console_account
             WHERE %s ORDER BY name
            """
                .formatted(condition))
        .param("value", value)
        .query(
            (row, n) ->
                new Account(
                    row.getString("id"),
                    row.getString("name"),
                    row.getBoolean("engineer"),
                    row.getBoolean("password_temporary"),
                    Map.of()))
        .list()
        .forEach(account -> found.put(account.id(), account));
    return found.values().stream().map(this::withRoles).toList();
  }

  private Account withRoles(Account account) {
    Map<String, Role> roles = new LinkedHashMap<>();
    db.sql("SELECT workspace_id, role FROM console_membership WHERE account_id = :account")
        .param("account", account.id())
        .query(
            row -> {
              roles.put(row.getString("workspace_id"), Role.valueOf(row.getString("role")));
            });
    return new Account(
        account.id(), account.name(), account.engineer(), account.passwordTemporary(), roles);
  }

  boolean nameTaken(String name) {
    return db.sql("SELECT COUNT(*) FROM console_account WHERE name = :name")
            .param("name", name)
            .query(Long.class)
            .single()
        > 0;
  }

  /** With a password that was made for it. */
  void insert(String id, String name, String passwordHash, boolean engineer) {
    db.sql(
            """
            INSERT INTO console_account (id, name, password_hash, password_temporary, engineer,
              refused, created_at)
            VALUES (:id, :name, :hash, TRUE, :engineer, 0, :now)
            """)
        .param("id", id)
        .param("name", name)
        .param("hash", passwordHash)
        .param("engineer", engineer)
        .param("now", now())
        .update();
  }

  void setPassword(String id, String hash, boolean temporary) {
    db.sql(
            """
            UPDATE console_account SET password_hash = :hash, password_temporary = :temporary,
              refused = 0, refused_until = NULL
             WHERE id = :id
            """)
        .param("hash", hash)
        .param("temporary", temporary)
        .param("id", id)
        .update();
  }

  /**
   * @param role null: none any more
   */
  void setRole(String id, String workspaceId, Role role) {
    db.sql("DELETE FROM console_membership WHERE account_id = :id AND workspace_id = :workspace")
        .param("id", id)
        .param("workspace", workspaceId)
        .update();
    if (role != null) {
      db.sql("INSERT INTO console_membership VALUES (:id, :workspace, :role)")
          .param("id", id)
          .param("workspace", workspaceId)
          .param("role", role.name())
          .update();
    }
  }

  void close(String id) {
    db.sql("UPDATE console_account SET closed_at = :now WHERE id = :id")
        .param("now", now())
        .param("id", id)
        .update();
  }

  private OffsetDateTime now() {
    return clock.instant().atOffset(ZoneOffset.UTC);
  }

  private static Instant instant(OffsetDateTime time) {
    return time == null ? null : time.toInstant();
  }
}
