package io.coportal.sync.security;

import io.coportal.sync.connection.PrivateFile;
import io.coportal.sync.problem.StartRefused;
import java.nio.file.Path;
import java.util.Optional;
import org.springframework.stereotype.Component;
import org.springframework.transaction.PlatformTransactionManager;
import org.springframework.transaction.support.TransactionTemplate;

/** The install-wide key made on the very first start, so that a new server can be used at all. */
@Component
public class FirstApiKey {
  private final Path file;
  private final String token;

  FirstApiKey(
      ApiKeyStore store,
      ApiKeys keys,
      SecuritySettings settings,
      PlatformTransactionManager transactions) {
    this.file = settings.firstKeyFile();
    this.token =
        new TransactionTemplate(transactions)
            .execute(status -> store.isEmptyUnderLock() ? create(keys) : null);
  }

  // Inside one transaction: a key whose file could not be written must not be the first key. A file
  // that is there already is of a start that was cut off, or of another database's first start.
  private String create(ApiKeys keys) {
    String created =
        PrivateFile.firstText(file, ApiKeys.newToken() + System.lineSeparator()).strip();
    try {
      keys.adopt("first key", created);
    } catch (IllegalArgumentException somethingElse) {
      throw new StartRefused(
          "The file " + file + " is there already and holds no API key.",
          "Move it away, or point coportal.security.first-key-file to another place.");
    }
    return created;
  }

  /** The key, if this start made it; it is shown once. */
  public Optional<String> token() {
    return Optional.ofNullable(token);
  }

  /** Where it was written, readable by the server's user only. */
  public Path file() {
    return file;
  }
}
