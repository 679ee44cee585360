package io.coportal.sync;

import io.zonky.test.db.postgres.embedded.EmbeddedPostgres;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.Map;
import java.util.concurrent.atomic.AtomicInteger;
import org.flywaydb.core.Flyway;

/**
 * A fresh, empty database: an H2 file, or with {@code -Dcoportal.test.database=postgresql} one of a
 * real PostgreSQL that runs as long as this JVM. Settings as the application takes them.
 */
public record DatabaseUnderTest(String url, String username, String password) {
  private static final String CHOICE = System.getProperty("coportal.test.database", "h2");
  private static final String FILE = "coportal";
  private static final String SUFFIX = ".mv.db";
  private static final AtomicInteger NUMBERS = new AtomicInteger();

  /** Started with its first use, stopped with the JVM. */
  private static final class Server {
    private static final EmbeddedPostgres POSTGRES = started();

    private static EmbeddedPostgres started() {
      try {
        return EmbeddedPostgres.builder()
            .setServerConfig("max_connections", "400")
            .setServerConfig("fsync", "off")
            .start();
      } catch (IOException notStarted) {
        throw new UncheckedIOException(notStarted);
      }
    }
  }

  /** Which one this run uses. */
  public static boolean isPostgres() {
    return switch (CHOICE) {
      case "h2" -> false;
      case "postgresql" -> true;
      default -> throw new IllegalArgumentException("coportal.test.database: h2 or postgresql");
    };
  }

  /**
   * @param folder where a file may lie
   */
  public static DatabaseUnderTest fresh(Path folder) {
    return isPostgres() ? onServer() : inFile(folder);
  }

  private static DatabaseUnderTest inFile(Path folder) {
    return new DatabaseUnderTest(
        ("jdbc:h2:file:%s;WRITE_DELAY=0;DB_CLOSE_ON_EXIT=FALSE;LOCK_TIMEOUT=20000"
                + ";QUERY_CACHE_SIZE=256;MAX_COMPACT_TIME=0")
            .formatted(folder.resolve(FILE)),
        "sa",
        "");
  }

  /** One of PostgreSQL in any run: several processes may have it open. */
  public static DatabaseUnderTest onServer() {
    return onServer("template1");
  }

  /**
   * With the product's tables, empty.
   *
   * @param folder where a file may lie
   */
  static DatabaseUnderTest migrated(Path folder) {
    return isPostgres() ? onServer(Template.name()) : Template.copiedTo(folder);
  }

  /** Migrated once, then copied: that takes a tenth of the time. */
  private static final class Template {
    private static final Path FOLDER = folder();
    private static final DatabaseUnderTest DATABASE = fresh(FOLDER);

    static {
      Flyway.configure()
          .dataSource(DATABASE.url, DATABASE.username, DATABASE.password)
          .load()
          .migrate();
    }

    static String name() {
      return DATABASE.url.replaceFirst(".*/(\\w+)(\\?.*)?$", "$1");
    }

    static DatabaseUnderTest copiedTo(Path folder) {
      try {
        Files.copy(FOLDER.resolve(FILE + SUFFIX), folder.resolve(FILE + SUFFIX));
        return inFile(folder);
      } catch (IOException notCopied) {
        throw new UncheckedIOException(notCopied);
      }
    }

    private static Path folder() {
      try {
        return Files.createTempDirectory("coportal-sync-template");
      } catch (IOException noFolder) {
        throw new UncheckedIOException(noFolder);
      }
    }
  }

  private static DatabaseUnderTest onServer(String template) {
    String name = "test_" + NUMBERS.incrementAndGet();
    try (Connection connection = Server.POSTGRES.getPostgresDatabase().getConnection();
        Statement create = connection.createStatement()) {
      create.execute("CREATE DATABASE %s TEMPLATE %s".formatted(name, template));
    } catch (SQLException refused) {
      throw new IllegalStateException(refused);
    }
    return new DatabaseUnderTest(
        Server.POSTGRES.getJdbcUrl("postgres", name), "postgres", "postgres");
  }

  /** For a look past the application. */
  public Connection connect() throws SQLException {
    return DriverManager.getConnection(url, username, password);
  }

  /** The application's settings. */
  public Map<String, String> settings() {
    return Map.of(
        "spring.datasource.url", url,
        "spring.datasource.username", username,
        "spring.datasource.password", password);
  }
}
