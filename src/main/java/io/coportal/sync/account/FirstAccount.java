package io.coportal.sync.account;

import io.coportal.sync.connection.PrivateFile;
import io.coportal.sync.security.FirstApiKey;
import java.nio.file.Path;
import java.util.UUID;
import org.springframework.stereotype.Component;
import org.springframework.transaction.PlatformTransactionManager;
import org.springframework.transaction.support.TransactionTemplate;

/** An engineer's account made on the very first start, so that somebody can sign in at all. */
@Component
class FirstAccount {
  /** What its owner signs in with. */
  private static final String NAME = "admin";

  FirstAccount(
      AccountStore store,
      Passwords passwords,
      FirstApiKey firstKey,
      PlatformTransactionManager transactions) {
    Path file = firstKey.file().resolveSibling("first-console-password");
    new TransactionTemplate(transactions)
        .executeWithoutResult(
            status -> {
              if (store.isEmptyUnderLock()) {
                create(store, passwords, file);
              }
            });
  }

  // Inside one transaction: an account whose password nobody can read must not be the first.
  private static void create(AccountStore store, Passwords passwords, Path file) {
    String password =
        PrivateFile.firstText(file, Passwords.made() + System.lineSeparator()).strip();
    store.insert(UUID.randomUUID().toString(), NAME, passwords.hash(password), true);
  }
}
