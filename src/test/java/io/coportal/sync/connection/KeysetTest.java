package io.coportal.sync.connection;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.coportal.sync.OnEachDatabase;
import io.coportal.sync.TestDatabase;
import io.coportal.sync.problem.StartRefused;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Clock;
import java.time.Instant;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.springframework.jdbc.core.simple.JdbcClient;

@OnEachDatabase
class KeysetTest {
  private final TestDatabase database = TestDatabase.fresh();
  private final JdbcClient db = database.jdbc();
  @TempDir private Path folder;
  private Path file;

  @BeforeEach
  void noFileYet() {
    file = folder.resolve("data").resolve("keyset.json");
  }

  @AfterEach
  void close() {
    database.close();
  }

  @Test
  void isMadeOnTheFirstStartForThisUserOnlyAndReadOnTheNext() throws Exception {
    byte[] sealed = cipher().encrypt("secret".getBytes(StandardCharsets.UTF_8), "row 1");
    assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(file)))
        .isEqualTo("rw-------");
    assertThat(cipher().decrypt(sealed, "row 1")).asString().isEqualTo("secret");
  }

  @Test
  void aSecretOpensOnlyWhereItBelongsAndUnchanged() throws Exception {
    TokenCipher cipher = cipher();
    byte[] sealed = cipher.encrypt("secret".getBytes(StandardCharsets.UTF_8), "row 1");
    assertThatThrownBy(() -> cipher.decrypt(sealed, "row 2"))
        .isInstanceOf(TokenCipher.Unreadable.class);
    sealed[sealed.length - 1] ^= 1;
    assertThatThrownBy(() -> cipher.decrypt(sealed, "row 1"))
        .isInstanceOf(TokenCipher.Unreadable.class);
  }

  @Test
  void aMissingKeysetStopsTheStartWhileThereAreTokens() throws Exception {
    storeGrant();
    Files.delete(file);
    assertThatThrownBy(this::cipher)
        .isInstanceOfSatisfying(
            StartRefused.class,
            e -> assertThat(e.cure()).contains("Restore", "coportal.encryption.keyset-file"));
    assertThat(file).doesNotExist();
  }

  @Test
  void theWrongKeysetStopsTheStart() throws Exception {
    storeGrant();
    file = folder.resolve("another.json");
    Files.writeString(file, anotherKeyset());
    GrantStore grants = new GrantStore(db, cipher(), Clock.systemUTC());
    assertThatThrownBy(() -> new KeysetCheck(grants).afterSingletonsInstantiated())
        .isInstanceOf(StartRefused.class);
  }

  @ParameterizedTest
  @ValueSource(strings = {"", "{}", "{\"primaryKeyId\":1", "changeit"})
  void aBrokenKeysetStopsTheStart(String text) throws Exception {
    Files.createDirectories(file.getParent());
    Files.writeString(file, text);
    assertThatThrownBy(this::cipher).isInstanceOf(StartRefused.class);
    assertThat(file).hasContent(text);
  }

  private TokenCipher cipher() throws Exception {
    return new TokenCipher(new KeysetFile(new EncryptionSettings(file), db));
  }

  private void storeGrant() throws Exception {
    new GrantStore(db, cipher(), Clock.systemUTC())
        .createPending("demo", new IssuedTokens("a", Instant.now(), "r", null, null, "", null));
  }

  private String anotherKeyset() throws Exception {
    Path other = folder.resolve("other").resolve("keyset.json");
    try (TestDatabase empty = TestDatabase.fresh()) {
      new TokenCipher(new KeysetFile(new EncryptionSettings(other), empty.jdbc()));
    }
    return Files.readString(other);
  }
}
