package io.coportal.sync.connection;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.coportal.sync.problem.StartRefused;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Clock;
import java.time.Instant;
import java.util.UUID;
import org.flywaydb.core.Flyway;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.jdbc.datasource.DriverManagerDataSource;

class KeysetTest {
  @TempDir private Path folder;
  private JdbcClient db;
  private Path file;

  @BeforeEach
  void emptyDatabase() {
    var source =
        new DriverManagerDataSource("jdbc:h2:mem:" + UUID.randomUUID() + ";DB_CLOSE_DELAY=-1");
    Flyway.configure().dataSource(source).load().migrate();
    db = JdbcClient.create(source);
    file = folder.resolve("data").resolve("keyset.json");
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
    var empty =
        new DriverManagerDataSource("jdbc:h2:mem:" + UUID.randomUUID() + ";DB_CLOSE_DELAY=-1");
    Flyway.configure().dataSource(empty).load().migrate();
    new TokenCipher(new KeysetFile(new EncryptionSettings(other), JdbcClient.create(empty)));
    return Files.readString(other);
  }
}
