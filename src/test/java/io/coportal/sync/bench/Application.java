package io.coportal.sync.bench;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.coportal.sync.CoPortalSync;
import java.io.File;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import java.util.stream.Collectors;

/** The application in a JVM of its own, with the options of the image. */
final class Application implements AutoCloseable {
  private static final Path LOGS = Path.of("target", "bench", "logs");
  private static final Duration PATIENCE = Duration.ofMinutes(10);

  private final Process process;
  private final Api api;
  private final Duration start;

  private Application(Process process, Api api, Duration start) {
    this.process = process;
    this.api = api;
    this.start = start;
  }

  /**
   * Back as soon as it serves.
   *
   * @param more settings that go before the usual ones
   */
  static Application start(
      String name,
      BenchDatabase database,
      List<SimulatedLedger> ledgers,
      Map<String, String> more) {
    int port = freePort();
    Map<String, String> settings = new LinkedHashMap<>(settings(port, database, ledgers));
    settings.putAll(more);
    long before = System.nanoTime();
    Process process = launch(name, settings);
    Runtime.getRuntime().addShutdownHook(new Thread(process::destroyForcibly));
    Api api = new Api(port, database.folder().resolve("first-api-key"));
    await(name + " serves")
        .atMost(PATIENCE)
        .pollInterval(Duration.ofMillis(20))
        .failFast("it ended; see " + LOGS, () -> !process.isAlive())
        .until(api::serves);
    return new Application(process, api, Duration.ofNanos(System.nanoTime() - before));
  }

  private static Map<String, String> settings(
      int port, BenchDatabase database, List<SimulatedLedger> ledgers) {
    Map<String, String> settings = new LinkedHashMap<>();
    ledgers.forEach(ledger -> settings.putAll(ledger.settings()));
    settings.put("server.port", Integer.toString(port));
    settings.put("management.server.port", "0");
    settings.put("coportal.connect.public-url", "http://127.0.0.1:" + port);
    settings.putAll(database.settings());
    Path folder = database.folder();
    settings.put("coportal.encryption.keyset-file", folder.resolve("keyset.json").toString());
    settings.put("coportal.security.first-key-file", folder.resolve("first-api-key").toString());
    settings.put("coportal.security.requests-per-second", "100000");
    settings.put("coportal.security.request-burst", "100000");
    return settings;
  }

  private static Process launch(String name, Map<String, String> settings) {
    List<String> command =
        new ArrayList<>(
            List.of(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "-XX:+UseSerialGC",
                "-Xmx1g"));
    if (Boolean.getBoolean("bench.profile")) {
      command.add(
          "-XX:StartFlightRecording=settings=profile,dumponexit=true,filename="
              + LOGS.resolve(name + ".jfr"));
    }
    command.addAll(List.of("-cp", shippedClassPath(), CoPortalSync.class.getName()));
    settings.forEach((key, value) -> command.add("--" + key + "=" + value));
    try {
      Files.createDirectories(LOGS);
      return new ProcessBuilder(command)
          .redirectErrorStream(true)
          .redirectOutput(LOGS.resolve(name + ".log").toFile())
          .start();
    } catch (IOException notStarted) {
      throw new UncheckedIOException(notStarted);
    }
  }

  private static String shippedClassPath() {
    return Arrays.stream(classPath().split(File.pathSeparator))
        .filter(entry -> !entry.contains("test-classes"))
        .collect(Collectors.joining(File.pathSeparator));
  }

  /** With the tests and their libraries. */
  static String classPath() {
    return System.getProperty("surefire.test.class.path", System.getProperty("java.class.path"));
  }

  Api api() {
    return api;
  }

  /** From the command to the first answer. */
  Duration startTime() {
    return start;
  }

  /** The processor's time that it has used since its start. */
  Duration cpu() {
    return process.info().totalCpuDuration().orElseThrow();
  }

  /** Megabytes resident, where the system tells. */
  long residentMegabytes() {
    try {
      return Files.readAllLines(Path.of("/proc", Long.toString(process.pid()), "status")).stream()
          .filter(line -> line.startsWith("VmRSS"))
          .mapToLong(line -> Long.parseLong(line.replaceAll("\\D", "")) / 1024)
          .findFirst()
          .orElse(0);
    } catch (IOException notHere) {
      return 0;
    }
  }

  @Override
  public void close() {
    process.destroy();
    try {
      if (!process.waitFor(30, TimeUnit.SECONDS)) {
        process.destroyForcibly();
      }
      assertThat(process.waitFor(30, TimeUnit.SECONDS)).isTrue();
    } catch (InterruptedException stopping) {
      Thread.currentThread().interrupt();
      process.destroyForcibly();
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
