package io.coportal.sync.connection;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.google.crypto.tink.InsecureSecretKeyAccess;
import com.google.crypto.tink.KeysetHandle;
import com.google.crypto.tink.TinkJsonProtoKeysetFormat;
import com.google.crypto.tink.aead.PredefinedAeadParameters;
import io.coportal.sync.OnEachDatabase;
import io.coportal.sync.TestDatabase;
import io.coportal.sync.problem.StartRefused;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Clock;
import java.time.Instant;
import java.util.List;
import java.util.Set;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.RepeatedTest;
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
    assertRefused();
  }

  @Test
  void theWrongKeysetStopsTheStartAlsoBeforeThereAreTokens() throws Exception {
    start();
    file = folder.resolve("another.json");
    Files.writeString(file, anotherKeyset());
    assertRefused();
  }

  @Test
  void aSecondFolderOnTheSameDatabaseStopsTheStart() throws Exception {
    start();
    file = folder.resolve("second volume").resolve("keyset.json");
    assertRefused();
    assertThat(file).doesNotExist();
  }

  @Test
  void aNewKeyInTheKeysetIsTakenAndThenTheOldFileIsTheWrongOne() throws Exception {
    start();
    String old = Files.readString(file);
    byte[] sealed = cipher().encrypt("secret".getBytes(StandardCharsets.UTF_8), "row 1");
    Files.writeString(file, withANewKey(old));
    start();
    assertThat(cipher().decrypt(sealed, "row 1")).asString().isEqualTo("secret");
    Files.writeString(file, old);
    assertRefused();
  }

  @RepeatedTest(20)
  void serversThatStartTogetherInOneFolderHaveOneKeyset() throws Exception {
    List<Long> keys = AtOnce.results(6, () -> start(file));
    assertThat(Set.copyOf(keys)).hasSize(1);
    assertThat(cipher().primaryKeyId()).isEqualTo(keys.get(0));
    try (var left = Files.list(file.getParent())) {
      assertThat(left).containsExactly(file);
    }
  }

  @RepeatedTest(5)
  void ofServersThatStartTogetherInFoldersOfTheirOwnOnOneDatabaseOneRuns() throws Exception {
    AtomicInteger volumes = new AtomicInteger();
    List<Boolean> started =
        AtOnce.results(
            6, () -> starts(folder.resolve("volume " + volumes.incrementAndGet()).resolve("k")));
    assertThat(started).containsOnlyOnce(true);
  }

  @Test
  void writersOfTheSameFilesAllHaveTheFirstText() throws Exception {
    AtomicInteger writers = new AtomicInteger();
    List<List<String>> read =
        AtOnce.results(
            2, () -> write(folder.resolve("shared"), "writer " + writers.incrementAndGet()));
    assertThat(read.get(0)).hasSize(500).isEqualTo(read.get(1));
  }

  private static List<String> write(Path shared, String text) {
    return IntStream.range(0, 500)
        .mapToObj(file -> PrivateFile.firstText(shared.resolve("file " + file), text))
        .toList();
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
    return cipher(file);
  }

  private TokenCipher cipher(Path keyset) throws Exception {
    return new TokenCipher(new KeysetFile(new EncryptionSettings(keyset), db));
  }

  private void start() throws Exception {
    start(file);
  }

  private long start(Path keyset) throws Exception {
    TokenCipher cipher = cipher(keyset);
    new KeysetCheck(new GrantStore(db, cipher, Clock.systemUTC()), cipher, db)
        .afterSingletonsInstantiated();
    return cipher.primaryKeyId();
  }

  private boolean starts(Path keyset) throws Exception {
    try {
      start(keyset);
      return true;
    } catch (StartRefused anotherWasFirst) {
      return false;
    }
  }

  private void assertRefused() {
    assertThatThrownBy(this::start)
        .isInstanceOfSatisfying(
            StartRefused.class,
            e -> assertThat(e.cure()).contains("coportal.encryption.keyset-file"));
  }

  private static String withANewKey(String keyset) throws Exception {
    KeysetHandle old = TinkJsonProtoKeysetFormat.parseKeyset(keyset, InsecureSecretKeyAccess.get());
    KeysetHandle.Builder both = KeysetHandle.newBuilder(old);
    both.addEntry(
        KeysetHandle.generateEntryFromParameters(PredefinedAeadParameters.AES256_GCM)
            .withRandomId()
            .makePrimary());
    return TinkJsonProtoKeysetFormat.serializeKeyset(both.build(), InsecureSecretKeyAccess.get());
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
