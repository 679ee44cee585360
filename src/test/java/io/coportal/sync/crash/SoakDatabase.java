package io.coportal.sync.crash;

import static org.awaitility.Awaitility.await;

import io.coportal.sync.DatabaseUnderTest;
import io.zonky.test.db.postgres.embedded.EmbeddedPostgres;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import org.springframework.util.FileSystemUtils;

/** A PostgreSQL that keeps what it has acknowledged, and can be killed and started again. */
final class SoakDatabase implements AutoCloseable {
  private static final Duration START_LIMIT = Duration.ofMinutes(2);
  private static final Duration END_LIMIT = Duration.ofMinutes(1);

  private final Path folder;
  private final Path data;
  private final int port;
  private EmbeddedPostgres server;

  private SoakDatabase(Path folder) {
    this.folder = folder;
    this.data = folder.resolve("data");
    this.port = freePort();
  }

  static SoakDatabase start() {
    try {
      var database = new SoakDatabase(Files.createTempDirectory("coportal-sync-soak"));
      database.startAgain();
      return database;
    } catch (IOException noFolder) {
      throw new UncheckedIOException(noFolder);
    }
  }

  /** As the application opens it. */
  DatabaseUnderTest access() {
    return new DatabaseUnderTest(
        "jdbc:postgresql://localhost:%d/postgres?socketTimeout=60".formatted(port),
        "postgres",
        "postgres");
  }

  /** {@code kill -9} of the postmaster: its other processes end by themselves. */
  void kill9() {
    ProcessHandle postmaster = ProcessHandle.of(postmaster()).orElseThrow();
    List<ProcessHandle> others = postmaster.children().toList();
    postmaster.destroyForcibly();
    await("the postmaster ends").atMost(END_LIMIT).until(() -> !postmaster.isAlive());
    await("its processes end")
        .atMost(END_LIMIT)
        .until(() -> others.stream().noneMatch(ProcessHandle::isAlive));
    stop();
  }

  /** An orderly stop, or after a kill the end of what this JVM holds of it. */
  void stop() {
    try {
      server.close();
    } catch (IOException stillThere) {
      throw new UncheckedIOException(stillThere);
    }
  }

  /** On the same data and the same port. */
  void startAgain() {
    try {
      server =
          EmbeddedPostgres.builder()
              .setDataDirectory(data)
              .setCleanDataDirectory(false)
              .setPort(port)
              .setPGStartupWait(START_LIMIT)
              .setServerConfig("fsync", "on")
              .setServerConfig("synchronous_commit", "on")
              .setServerConfig("full_page_writes", "on")
              .setServerConfig("max_connections", "200")
              .start();
    } catch (IOException notStarted) {
      throw new UncheckedIOException(notStarted);
    }
  }

  private long postmaster() {
    try {
      return Long.parseLong(Files.readAllLines(data.resolve("postmaster.pid")).get(0).strip());
    } catch (IOException gone) {
      throw new UncheckedIOException(gone);
    }
  }

  @Override
  public void close() {
    stop();
    try {
      FileSystemUtils.deleteRecursively(folder);
    } catch (IOException stillThere) {
      throw new UncheckedIOException(stillThere);
    }
  }

  private static int freePort() {
    try (ServerSocket probe = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
      return probe.getLocalPort();
    } catch (IOException none) {
      throw new UncheckedIOException(none);
    }
  }
}
