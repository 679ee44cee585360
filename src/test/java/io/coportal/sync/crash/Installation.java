package io.coportal.sync.crash;

import static org.awaitility.Awaitility.await;

import io.coportal.sync.contract.LedgerUnderTest;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.springframework.util.FileSystemUtils;

/** A folder with database and keyset, and the process that works on it now. */
final class Installation implements AutoCloseable {
  private static final Path LOGS = Path.of("target", "crash-logs");
  private static final Duration START_LIMIT = Duration.ofMinutes(3);

  private final Path folder;
  private final int port = freePort();
  private final List<LedgerUnderTest> ledgers;
  private int starts;
  private long launchedAt;
  private ApplicationProcess process;
  private PortalApi api;

  Installation(List<LedgerUnderTest> ledgers) {
    this.ledgers = ledgers;
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
    ProcessBuilder command = new ProcessBuilder(command(arguments));
    launchedAt = System.nanoTime();
    process = ApplicationProcess.start(command, LOGS.resolve("start-%02d.log".formatted(starts)));
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
    List<String> command = new ArrayList<>(ClassArchive.command());
    settings().forEach((key, value) -> command.add("--" + key + "=" + value));
    command.addAll(List.of(arguments));
    return command;
  }

  private Map<String, String> settings() {
    Map<String, String> settings = new LinkedHashMap<>();
    for (LedgerUnderTest ledger : ledgers) {
      settings.putAll(ledger.settings());
      String own = "coportal.ledgers." + ledger.name() + ".";
      settings.put(own + "response-timeout-ms", "20000");
      settings.put(own + "rules.replay-after", "1s");
    }
    settings.put("server.port", Integer.toString(port));
    settings.put("management.server.port", "0");
    settings.put("coportal.connect.public-url", "http://127.0.0.1:" + port);
    settings.put("spring.datasource.url", databaseUrl());
    settings.put("coportal.encryption.keyset-file", folder.resolve("keyset.json").toString());
    settings.put("coportal.security.first-key-file", folder.resolve("first-api-key").toString());
    settings.put("coportal.redelivery.delay", "100");
    settings.put("coportal.retry.first-delay", "500ms");
    settings.put("coportal.sweep.period", "500");
    settings.put("db-scheduler.polling-interval", "500ms");
    settings.put("db-scheduler.heartbeat-interval", "1s");
    settings.put("db-scheduler.missed-heartbeats-limit", "4");
    return settings;
  }

  private static int freePort() {
    try (ServerSocket probe = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
      return probe.getLocalPort();
    } catch (IOException none) {
      throw new UncheckedIOException(none);
    }
  }
}
