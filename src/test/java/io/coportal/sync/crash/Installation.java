package io.coportal.sync.crash;

import static org.awaitility.Awaitility.await;

import io.coportal.sync.CoPortalSync;
import java.io.File;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.stream.Collectors;
import org.springframework.util.FileSystemUtils;

/** A folder with database and keyset, and the process that works on it now. */
final class Installation implements AutoCloseable {
  private static final Path LOGS = Path.of("target", "crash-logs");
  private static final Duration START_LIMIT = Duration.ofMinutes(3);

  private final Path folder;
  private final int port = freePort();
  private final URI ledger;
  private int starts;
  private long launchedAt;
  private ApplicationProcess process;
  private PortalApi api;

  Installation(URI ledger) {
    this.ledger = ledger;
    try {
      this.folder = Files.createTempDirectory("coportal-sync-crash");
    } catch (IOException noFolder) {
      throw new UncheckedIOException(noFolder);
    }
  }

  /** Starts on the same folder as before, and is back as soon as the API serves. */
  void start(String... arguments) {
    launch(arguments);
    await("the application serves")
        .atMost(START_LIMIT)
        .pollInterval(Duration.ofMillis(100))
        .failFast("the application ended; see " + LOGS, () -> !process.alive())
        .until(() -> api.serves());
    System.out.printf(
        "start %d: serves after %d ms, by its own word started in %s s%n",
        starts, sinceLaunch().toMillis(), process.startSeconds());
  }

  /** Starts and does not wait: the next kill may come before it serves. */
  void launch(String... arguments) {
    starts++;
    launchedAt = System.nanoTime();
    process =
        ApplicationProcess.start(
            new ProcessBuilder(command(arguments)),
            LOGS.resolve("start-%02d.log".formatted(starts)));
    api = new PortalApi(port, folder.resolve("first-api-key"));
  }

  /** How long ago the process that runs now was launched. */
  Duration sinceLaunch() {
    return Duration.ofNanos(System.nanoTime() - launchedAt);
  }

  ApplicationProcess process() {
    return process;
  }

  /** For a look into the database while no process has it open. */
  String databaseUrl() {
    return "jdbc:h2:file:%s;WRITE_DELAY=0;DB_CLOSE_ON_EXIT=FALSE;LOCK_TIMEOUT=15000"
        .formatted(folder.resolve("coportal"));
  }

  /** The API of the process that runs now. */
  PortalApi api() {
    return api;
  }

  @Override
  public void close() {
    if (process != null && process.alive()) {
      process.kill9();
    }
    try {
      FileSystemUtils.deleteRecursively(folder);
    } catch (IOException stillThere) {
      throw new UncheckedIOException(stillThere);
    }
  }

  private List<String> command(String... arguments) {
    List<String> command =
        new ArrayList<>(
            List.of(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "-XX:TieredStopAtLevel=1",
                "-XX:+UseSerialGC",
                "-Xmx512m",
                "-cp",
                classPath(),
                CoPortalSync.class.getName()));
    settings().forEach(setting -> command.add("--" + setting));
    command.addAll(List.of(arguments));
    return command;
  }

  private List<String> settings() {
    String provider = "spring.security.oauth2.client.provider.xero.";
    String registration = "spring.security.oauth2.client.registration.xero.";
    String xero = "coportal.ledgers.xero.";
    return List.of(
        "server.port=" + port,
        "coportal.connect.public-url=http://127.0.0.1:" + port,
        "spring.datasource.url=" + databaseUrl(),
        "coportal.encryption.keyset-file=" + folder.resolve("keyset.json"),
        "coportal.security.first-key-file=" + folder.resolve("first-api-key"),
        registration + "client-id=sim-client",
        registration + "client-secret=sim-secret",
        provider + "authorization-uri=" + ledger + "/identity/connect/authorize",
        provider + "token-uri=" + ledger + "/connect/token",
        xero + "api-base-url=" + ledger,
        xero + "revocation-uri=" + ledger + "/connect/revocation",
        xero + "rules.replay-after=1s",
        "coportal.redelivery.delay=100",
        "coportal.retry.first-delay=500ms",
        "coportal.sweep.period=500",
        "db-scheduler.polling-interval=500ms",
        "db-scheduler.heartbeat-interval=1s",
        "db-scheduler.missed-heartbeats-limit=4");
  }

  /** What ships, without the test classes. */
  private static String classPath() {
    String all =
        System.getProperty("surefire.test.class.path", System.getProperty("java.class.path"));
    return Arrays.stream(all.split(File.pathSeparator))
        .filter(entry -> !entry.contains("test-classes"))
        .collect(Collectors.joining(File.pathSeparator));
  }

  private static int freePort() {
    try (ServerSocket probe = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
      return probe.getLocalPort();
    } catch (IOException none) {
      throw new UncheckedIOException(none);
    }
  }
}
