package io.coportal.sync;

import com.zaxxer.hikari.HikariDataSource;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import javax.sql.DataSource;
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
    DatabaseUnderTest database = DatabaseUnderTest.migrated(folder);
    dataSource.setJdbcUrl(database.url());
    dataSource.setUsername(database.username());
    dataSource.setPassword(database.password());
  }

  public static TestDatabase fresh() {
    try {
      return new TestDatabase(Files.createTempDirectory("coportal-sync-test"));
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
