package io.coportal.sync.account;

import io.coportal.sync.connection.Audit;
import io.coportal.sync.problem.Problem;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.UUID;
import java.util.regex.Pattern;
import org.springframework.stereotype.Component;
import org.springframework.transaction.annotation.Transactional;

/** Who may sign in to the console, and what they may do there. */
@Component
public class Accounts {
  private static final Pattern NAME = Pattern.compile("[a-z0-9][a-z0-9@._+-]{0,99}");

  private final AccountStore store;
  private final Passwords passwords;
  private final ConsoleSessions sessions;
  private final Audit audit;

  Accounts(AccountStore store, Passwords passwords, ConsoleSessions sessions, Audit audit) {
    this.store = store;
    this.passwords = passwords;
    this.sessions = sessions;
    this.audit = audit;
  }

  /**
   * A new account, or a new password of one.
   *
   * @param password shown once, good for one sign-in
   */
  public record Made(String name, String password) {
    @Override
    public String toString() {
      return "Made[name=" + name + ", password=***]";
    }
  }

  /** All that may sign in, by name. */
  public List<Account> list() {
    return store.all();
  }

  /** Of somebody who may still sign in. */
  public Optional<Account> find(String id) {
    return store.find(id);
  }

  /**
   * @param workspaceId where the role is; null with {@code engineer}
   * @throws Problem 400 {@code account-refused}, 409 {@code account-known}
   */
  @Transactional
  public Made create(String name, boolean engineer, String workspaceId, Role role) {
    String known = name.strip().toLowerCase(Locale.ROOT);
    if (!NAME.matcher(known).matches()) {
      throw new Problem(
          400,
          "account-refused",
          "An account cannot have that name.",
          "Use an e-mail address, or letters, digits and . _ + - @, 100 at most.");
    }
    if (store.nameTaken(known)) {
      throw new Problem(
          409,
          "account-known",
          "There is an account of that name, or was one.",
          "Give the one that is there a role, or choose another name.");
    }
    String id = UUID.randomUUID().toString();
    String password = Passwords.made();
    store.insert(id, known, passwords.hash(password), engineer);
    if (workspaceId != null) {
      store.setRole(id, workspaceId, role);
    }
    audit.record(
        workspaceId,
        "account-created",
        "account:" + id,
        known + (engineer ? " ENGINEER" : " " + role));
    return new Made(known, password);
  }

  /**
   * @param role null: none any more
   * @throws Problem 404
   */
  @Transactional
  public void setRole(String id, String workspaceId, Role role) {
    Account account = get(id);
    store.setRole(id, workspaceId, role);
    audit.record(workspaceId, "role-changed", "account:" + id, account.name() + " " + role);
  }

  /**
   * Ends all sessions of the account.
   *
   * @throws Problem 404
   */
  @Transactional
  public Made resetPassword(String id) {
    Account account = get(id);
    String password = Passwords.made();
    store.setPassword(id, passwords.hash(password), true);
    sessions.end(id);
    audit.record(null, "password-reset", "account:" + id, account.name());
    return new Made(account.name(), password);
  }

  /**
   * Ends all sessions of the account, the one that asks for it as well.
   *
   * @throws Problem 400 {@code password-refused}; 403 {@code password-wrong}
   */
  @Transactional
  public void changePassword(Account account, String current, String wanted) {
    String hash =
        store
            .lock(account.name())
            .map(AccountStore.Credentials::passwordHash)
            .filter(known -> passwords.matches(current, known))
            .orElse(null);
    if (hash == null) {
      throw new Problem(
          403,
          "password-wrong",
          "That is not your present password.",
          "Try again; an engineer can make you a new one.");
    }
    Passwords.check(wanted);
    if (passwords.matches(wanted, hash)) {
      throw new Problem(
          400, "password-refused", "That is the password you have.", "Choose another one.");
    }
    store.setPassword(account.id(), passwords.hash(wanted), false);
    sessions.end(account.id());
    audit.record(null, "password-changed", "account:" + account.id(), account.name());
  }

  /**
   * Nobody signs in with it any more; what it did stays on record.
   *
   * @throws Problem 404; 409 {@code own-account}
   */
  @Transactional
  public void close(Account by, String id) {
    Account account = get(id);
    if (by.id().equals(id)) {
      throw new Problem(
          409,
          "own-account",
          "You cannot close the account you are signed in with.",
          "Let another engineer do it.");
    }
    store.close(id);
    sessions.end(id);
    audit.record(null, "account-closed", "account:" + id, account.name());
  }

  private Account get(String id) {
    return store
        .find(id)
        .orElseThrow(() -> Problem.notFound("This account", "Look at the list of accounts."));
  }
}
