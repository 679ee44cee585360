package io.coportal.sync.bench;

import io.zonky.test.db.postgres.embedded.EmbeddedPostgres;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import org.springframework.util.FileSystemUtils;

/** An empty database that keeps what it has acknowledged, as an owner would run it. */
final class BenchDatabase implements AutoCloseable {
  enum Kind {
    H2,
    POSTGRESQL;

    private static final String ASKED =
        System.getProperty("bench.databases", "h2,postgresql").toUpperCase(Locale.ROOT);

    /** Those that the parts run with that know both. */
    static List<Kind> asked() {
      return Arrays.stream(ASKED.split(",")).map(Kind::valueOf).toList();
    }
  }

  private final Kind kind;
  private final Path folder;
  private final String url;
  private final EmbeddedPostgres server;

  private BenchDatabase(Kind kind, Path folder, String url, EmbeddedPostgres server) {
    this.kind = kind;
    this.folder = folder;
    this.url = url;
    this.server = server;
  }

  static BenchDatabase start(Kind kind) {
    try {
      Path folder = Files.createTempDirectory("coportal-sync-bench");
      return kind == Kind.H2 ? h2(folder) : postgres(folder);
    } catch (IOException notStarted) {
      throw new UncheckedIOException(notStarted);
    }
  }

  /** AUTO_SERVER: the benchmark puts rows into the file that the application has open. */
  private static BenchDatabase h2(Path folder) {
    String url =
        ("jdbc:h2:file:%s;WRITE_DELAY=0;LOCK_TIMEOUT=20000;QUERY_CACHE_SIZE=256;MAX_COMPACT_TIME=0"
                + ";AUTO_SERVER=TRUE")
            .formatted(folder.resolve("coportal"));
    return new BenchDatabase(Kind.H2, folder, url, null);
  }

  private static BenchDatabase postgres(Path folder) throws IOException {
    EmbeddedPostgres server =
        EmbeddedPostgres.builder()
            .setServerConfig("fsync", "on")
            .setServerConfig("synchronous_commit", "on")
            .setServerConfig("full_page_writes", "on")
            .setServerConfig("max_connections", "200")
            .start();
    return new BenchDatabase(
        Kind.POSTGRESQL, folder, server.getJdbcUrl("postgres", "postgres"), server);
  }

  Kind kind() {
    return kind;
  }

  /** For the files of the application that works on it. */
  Path folder() {
    return folder;
  }

  Connection connect() throws SQLException {
    return DriverManager.getConnection(url, user(), "");
  }

  Map<String, String> settings() {
    return Map.of(
        "spring.datasource.url",
        url,
        "spring.datasource.username",
        user(),
        "spring.datasource.password",
        "");
  }

  private String user() {
    return kind == Kind.H2 ? "sa" : "postgres";
  }

  @Override
  public void close() {
    try {
      if (server != null) {
        server.close();
      }
      FileSystemUtils.deleteRecursively(folder);
    } catch (IOException stillThere) {
      throw new UncheckedIOException(stillThere);
    }
  }
}
