package io.coportal.sync;

import com.zaxxer.hikari.HikariDataSource;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import javax.sql.DataSource;
import org.flywaydb.core.Flyway;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.jdbc.support.JdbcTransactionManager;
import org.springframework.transaction.PlatformTransactionManager;
import org.springframework.util.FileSystemUtils;

/** A migrated database of its own, gone when closed. */
public final class TestDatabase implements AutoCloseable {
  private final Path folder;
  private final HikariDataSource dataSource = new HikariDataSource();

  private TestDatabase(Path folder) {
    this.folder = folder;
    DatabaseUnderTest database = DatabaseUnderTest.fresh(folder);
    dataSource.setJdbcUrl(database.url());
    dataSource.setUsername(database.username());
    dataSource.setPassword(database.password());
  }

  public static TestDatabase fresh() {
    try {
      TestDatabase database = new TestDatabase(Files.createTempDirectory("coportal-sync-test"));
      Flyway.configure().dataSource(database.dataSource).load().migrate();
      return database;
    } catch (IOException noFolder) {
      throw new UncheckedIOException(noFolder);
    }
  }

  public DataSource dataSource() {
    return dataSource;
  }

  public JdbcClient jdbc() {
    return JdbcClient.create(dataSource);
  }

  public PlatformTransactionManager transactions() {
    return new JdbcTransactionManager(dataSource);
  }

  @Override
  public void close() {
    dataSource.close();
    try {
      FileSystemUtils.deleteRecursively(folder);
    } catch (IOException stillThere) {
      throw new UncheckedIOException(stillThere);
    }
  }
}
