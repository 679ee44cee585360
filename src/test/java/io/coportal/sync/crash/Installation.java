package io.coportal.sync.crash;

import static org.awaitility.Awaitility.await;

import io.coportal.sync.DatabaseUnderTest;
import io.coportal.sync.contract.LedgerUnderTest;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Function;
import org.springframework.util.FileSystemUtils;

/** A folder with keyset and first key, a database, and the process that works on them now. */
final class Installation implements AutoCloseable {
  private static final Path LOGS = Path.of("target", "crash-logs");
  private static final String LOCALHOST = "localhost";
  private static final String OTHER_NAME = "127.0.0.1";
  private static final Duration START_LIMIT = Duration.ofMinutes(3);

  private final String name;
  private final Path folder;
  private final DatabaseUnderTest database;
  private final String callsLedgersAs;
  private final Map<String, String> more;
  private final int port = freePort();
  private final List<LedgerUnderTest> ledgers;
  private int starts;
  private long launchedAt;
  private volatile ApplicationProcess process;
  private volatile PortalApi api;

  /**
   * @param name of its logs
   */
  Installation(String name, List<LedgerUnderTest> ledgers) {
    this(name, ledgers, folder(), DatabaseUnderTest::fresh, LOCALHOST, Map.of());
  }

  /** An instance on a database that several processes may have open, the first of them. */
  static Installation ofSeveral(String name, List<LedgerUnderTest> ledgers) {
    return ofSeveral(name, ledgers, DatabaseUnderTest.onServer(), Map.of());
  }

  /**
   * @param more settings that go before the usual ones
   */
  static Installation ofSeveral(
      String name,
      List<LedgerUnderTest> ledgers,
      DatabaseUnderTest database,
      Map<String, String> more) {
    return new Installation(name, ledgers, folder(), folder -> database, LOCALHOST, more);
  }

  private Installation(
      String name,
      List<LedgerUnderTest> ledgers,
      Path folder,
      Function<Path, DatabaseUnderTest> database,
      String callsLedgersAs,
      Map<String, String> more) {
    this.more = more;
    this.callsLedgersAs = callsLedgersAs;
    this.name = name;
    this.ledgers = ledgers;
    this.folder = folder;
    this.database = database.apply(folder);
  }

  /** Another instance on the same database, with the same keys. */
  Installation beside(String other) {
    return beside(other, OTHER_NAME);
  }

  /** One more, whose calls go to the ledgers' APIs at addresses of its own. */
  Installation beside(String other, Map<String, String> ownAddresses) {
    Map<String, String> its = new HashMap<>(more);
    its.putAll(ownAddresses);
    return new Installation(other, ledgers, folder, same -> database, LOCALHOST, its);
  }

  private Installation beside(String other, String host) {
    return new Installation(other, ledgers, folder, same -> database, host, more);
  }

  /** Starts on the same folder as before, and is back as soon as the API serves. */
  void start(String... arguments) {
    launch(arguments);
    awaitServing();
  }

  /** Back as soon as the API of what was launched serves. */
  void awaitServing() {
    await("the application serves")
        .atMost(START_LIMIT)
        .pollInterval(Duration.ofMillis(100))
        .failFast("the application ended; see " + LOGS, () -> !process.alive())
        .until(() -> api.serves());
    System.out.printf(
        "%s, start %d: serves after %d ms, by its own word started in %s s%n",
        name, starts, sinceLaunch().toMillis(), process.startSeconds());
  }

  /** Starts and does not wait: the next kill may come before it serves. */
  void launch(String... arguments) {
    starts++;
    ProcessBuilder command = new ProcessBuilder(command(arguments));
    launchedAt = System.nanoTime();
    process =
        ApplicationProcess.start(command, LOGS.resolve("%s-%02d.log".formatted(name, starts)));
    api = new PortalApi(port, folder.resolve("first-api-key"));
  }

  /** How long ago the process that runs now was launched. */
  Duration sinceLaunch() {
    return Duration.ofNanos(System.nanoTime() - launchedAt);
  }

  ApplicationProcess process() {
    return process;
  }

  /** Of the file of a database that is one, in bytes. */
  long databaseSize() {
    return folder.resolve("coportal.mv.db").toFile().length();
  }

  /** What nobody but this installation may read: the first key, and the keyset. */
  List<String> secretFiles() {
    try {
      return List.of(
          Files.readString(folder.resolve("first-api-key")).strip(),
          Files.readString(folder.resolve("keyset.json")).strip());
    } catch (IOException unreadable) {
      throw new UncheckedIOException(unreadable);
    }
  }

  /** For a look into it while no process has it open. */
  DatabaseUnderTest database() {
    return database;
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
      ledger
          .settings()
          .forEach((key, value) -> settings.put(key, value.replace(LOCALHOST, callsLedgersAs)));
      String own = "coportal.ledgers." + ledger.name() + ".";
      settings.put(own + "response-timeout-ms", "20000");
      settings.put(own + "rules.replay-after", "1s");
      settings.put(own + "rules.look-up-after", "1s");
    }
    settings.put("server.port", Integer.toString(port));
    settings.put("management.server.port", "0");
    settings.put("coportal.connect.public-url", "http://127.0.0.1:" + port);
    settings.putAll(database.settings());
    settings.put("coportal.encryption.keyset-file", folder.resolve("keyset.json").toString());
    settings.put("coportal.security.first-key-file", folder.resolve("first-api-key").toString());
    settings.put("coportal.redelivery.delay", "100");
    settings.put("coportal.retry.first-delay", "500ms");
    settings.put("coportal.sweep.period", "500");
    settings.put("coportal.backfill.period", "500");
    settings.put("db-scheduler.polling-interval", "500ms");
    settings.put("db-scheduler.heartbeat-interval", "1s");
    settings.put("db-scheduler.missed-heartbeats-limit", "4");
    settings.putAll(more);
    return settings;
  }

  private static Path folder() {
    try {
      return Files.createTempDirectory("coportal-sync-crash");
    } catch (IOException noFolder) {
      throw new UncheckedIOException(noFolder);
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
