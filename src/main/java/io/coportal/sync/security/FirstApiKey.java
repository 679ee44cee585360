package io.coportal.sync.security;

import io.coportal.sync.connection.PrivateFile;
import java.nio.file.Path;
import java.util.EnumSet;
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
            .execute(status -> store.isEmpty() ? create(keys) : null);
  }

  // Inside one transaction: a key whose file could not be written must not be the first key.
  private String create(ApiKeys keys) {
    String created = keys.create("first key", null, EnumSet.allOf(Scope.class), null).token();
    PrivateFile.write(file, created + System.lineSeparator());
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
