package io.coportal.sync.security;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.coportal.sync.OnEachDatabase;
import io.coportal.sync.TestDatabase;
import io.coportal.sync.connection.Audit;
import io.coportal.sync.problem.StartRefused;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.util.EnumSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.springframework.boot.context.properties.bind.Binder;
import org.springframework.boot.context.properties.source.MapConfigurationPropertySource;
import org.springframework.context.annotation.AnnotationConfigApplicationContext;
import org.springframework.jdbc.core.simple.JdbcClient;

@OnEachDatabase
class FirstApiKeyTest {
  @TempDir private Path folder;
  private final TestDatabase database = TestDatabase.fresh();

  @AfterEach
  void close() {
    database.close();
  }

  @Test
  void serversThatStartTogetherOnOneDatabaseMakeOneKey() throws Exception {
    List<Optional<String>> made =
        IntStream.range(0, 6)
            .parallel()
            .mapToObj(server -> start(database, folder.resolve("volume " + server)).token())
            .toList();
    assertThat(made.stream().flatMap(Optional::stream)).hasSize(1);
    assertThat(database.jdbc().sql("SELECT COUNT(*) FROM api_key").query(Long.class).single())
        .isEqualTo(1);
    try (var files = Files.list(folder)) {
      assertThat(files).hasSize(1);
    }
  }

  @Test
  void twoDatabasesOnOneFileTakeTheSameKeyAndItIsGoodInBoth() throws Exception {
    Path file = folder.resolve("first-api-key");
    try (TestDatabase other = TestDatabase.fresh()) {
      String first = start(database, file).token().orElseThrow();
      assertThat(start(other, file).token()).contains(first);
      assertThat(file).content().isEqualToIgnoringNewLines(first);
      for (TestDatabase each : List.of(database, other)) {
        Caller caller = keys(each).caller(first);
        assertThat(caller.installWide()).isTrue();
        assertThat(caller.scopes()).isEqualTo(EnumSet.allOf(Scope.class));
      }
    }
  }

  @Test
  void aFileThatHoldsSomethingElseIsLeftAsItIs() throws Exception {
    Path file = folder.resolve("first-api-key");
    Files.writeString(file, "notes");
    assertThatThrownBy(() -> start(database, file))
        .isInstanceOfSatisfying(
            StartRefused.class,
            e -> assertThat(e.cure()).contains("coportal.security.first-key-file"));
    assertThat(file).hasContent("notes");
    assertThat(database.jdbc().sql("SELECT COUNT(*) FROM api_key").query(Long.class).single())
        .isZero();
  }

  private static FirstApiKey start(TestDatabase database, Path file) {
    var settings =
        new MapConfigurationPropertySource(
            Map.of("coportal.security.first-key-file", file.toString()));
    return new FirstApiKey(
        new ApiKeyStore(database.jdbc()),
        keys(database),
        new Binder(settings).bindOrCreate("coportal.security", SecuritySettings.class),
        database.transactions());
  }

  private static ApiKeys keys(TestDatabase database) {
    try (var parts = new AnnotationConfigApplicationContext()) {
      parts.registerBean(JdbcClient.class, database::jdbc);
      parts.registerBean(Clock.class, Clock::systemUTC);
      parts.register(Audit.class, ApiKeyStore.class, ApiKeys.class);
      parts.refresh();
      return parts.getBean(ApiKeys.class);
    }
  }
}
