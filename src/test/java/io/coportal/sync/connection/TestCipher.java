package io.coportal.sync.connection;

import java.nio.file.Path;
import java.security.GeneralSecurityException;
import org.springframework.jdbc.core.simple.JdbcClient;

/** The cipher of a server, for tests of other packages. */
public final class TestCipher {
  private TestCipher() {}

  /**
   * @param folder where its keyset lies
   */
  public static TokenCipher in(Path folder, JdbcClient db) {
    try {
      return new TokenCipher(
          new KeysetFile(new EncryptionSettings(folder.resolve("keyset.json")), db));
    } catch (GeneralSecurityException e) {
      throw new IllegalStateException(e);
    }
  }
}
