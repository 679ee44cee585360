package io.coportal.sync;

import io.zonky.test.db.postgres.embedded.EmbeddedPostgres;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.Map;
import java.util.concurrent.atomic.AtomicInteger;

/**
 * A fresh, empty database: an H2 file, or with {@code -Dcoportal.test.database=postgresql} one of a
 * real PostgreSQL that runs as long as this JVM. Settings as the application takes them.
 */
public record DatabaseUnderTest(String url, String username, String password) {
  private static final String CHOICE = System.getProperty("coportal.test.database", "h2");
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
        "jdbc:h2:file:%s;WRITE_DELAY=0;DB_CLOSE_ON_EXIT=FALSE;LOCK_TIMEOUT=20000"
            .formatted(folder.resolve("coportal")),
        "sa",
        "");
  }

  /** One of PostgreSQL in any run: several processes may have it open. */
  public static DatabaseUnderTest onServer() {
    String name = "test_" + NUMBERS.incrementAndGet();
    try (Connection connection = Server.POSTGRES.getPostgresDatabase().getConnection();
        Statement create = connection.createStatement()) {
      create.execute("CREATE DATABASE " + name);
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
