package io.coportal.sync.image;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.springframework.util.FileSystemUtils;

/**
 * What {@code docker/Dockerfile} builds starts and is healthy: its own commands, run on this host.
 */
class ImageIT {
  private static final Path IMAGE = Path.of("target", "image").toAbsolutePath();
  private static final Path APP = IMAGE.resolve("app");
  private static final Path LOG = IMAGE.resolve("application.log");
  private static final Duration PATIENCE = Duration.ofMinutes(3);
  private static final int PORT = freePort();
  private static final int MANAGEMENT_PORT = freePort();

  private static Dockerfile dockerfile;
  private static Process application;

  @BeforeAll
  static void build() throws Exception {
    dockerfile = Dockerfile.read(Path.of("docker", "Dockerfile"));
    FileSystemUtils.deleteRecursively(IMAGE);
    Files.createDirectories(APP);
    Path build = Files.createDirectories(IMAGE.resolve("build"));
    Files.createSymbolicLink(build.resolve("target"), Path.of("target").toAbsolutePath());
    run(build, dockerfile.command("-Djarmode=tools"));
    try (Stream<Path> layers = Files.list(build.resolve("layers"))) {
      for (Path layer : layers.toList()) {
        FileSystemUtils.copyRecursively(layer, APP);
      }
    }
    FileSystemUtils.copyRecursively(Path.of("config"), APP.resolve("config"));
    FileSystemUtils.copyRecursively(Path.of("routes"), APP.resolve("routes"));
    run(
        APP,
        dockerfile
            .command("-XX:ArchiveClassesAtExit")
            .replace("/tmp/training", IMAGE.resolve("training").toString()));
  }

  @AfterAll
  static void stop() {
    if (application != null) {
      application.destroyForcibly();
    }
  }

  @Test
  void startsAndIsHealthyByItsOwnHealthCheck() throws Exception {
    long before = System.nanoTime();
    application = start();

    await("the health check passes")
        .atMost(PATIENCE)
        .pollInterval(Duration.ofMillis(100))
        .failFast("it ended; see " + LOG, () -> !application.isAlive())
        .until(ImageIT::healthy);

    System.out.printf(
        "Image layout: ready after %.1f s, %s%n", (System.nanoTime() - before) / 1e9, memory());
    assertThat(Files.readString(LOG)).contains("Started CoPortalSync").doesNotContain("[warning]");
    assertThat(APP.resolve("coportal-sync.jsa")).isNotEmptyFile();
    assertThat(APP.resolve(".data/first-api-key")).isNotEmptyFile();
    assertThat(IMAGE.resolve("training")).doesNotExist();
    application.destroy();
    assertThat(application.waitFor(40, TimeUnit.SECONDS)).isTrue();
  }

  private static Process start() throws IOException {
    ProcessBuilder command = process(APP, dockerfile.entryPoint()).redirectOutput(LOG.toFile());
    command
        .environment()
        .putAll(
            Map.of(
                "SERVER_PORT", Integer.toString(PORT),
                "MANAGEMENT_SERVER_PORT", Integer.toString(MANAGEMENT_PORT)));
    return command.start();
  }

  private static boolean healthy() throws IOException, InterruptedException {
    List<String> check =
        dockerfile.healthCheck().stream()
            .map(word -> word.replace("8081", Integer.toString(MANAGEMENT_PORT)))
            .toList();
    return process(APP, check).redirectOutput(ProcessBuilder.Redirect.DISCARD).start().waitFor()
        == 0;
  }

  private static void run(Path folder, String command) throws IOException, InterruptedException {
    Path output = IMAGE.resolve("build.log");
    int exit =
        process(folder, List.of("bash", "-c", command))
            .redirectOutput(output.toFile())
            .start()
            .waitFor();
    assertThat(exit).as("%s%n%s", command, Files.readString(output)).isZero();
  }

  /** With the image's environment, and with the Java that runs the tests. */
  private static ProcessBuilder process(Path folder, List<String> command) {
    ProcessBuilder process =
        new ProcessBuilder(command).directory(folder.toFile()).redirectErrorStream(true);
    String java = Path.of(System.getProperty("java.home"), "bin").toString();
    process.environment().merge("PATH", java, (path, ours) -> ours + ":" + path);
    process.environment().putAll(dockerfile.environment());
    // As in a container with the limit of compose.yaml.
    process
        .environment()
        .merge("JDK_JAVA_OPTIONS", "-XX:MaxRAM=640m", (ours, limit) -> ours + " " + limit);
    return process;
  }

  private static String memory() throws IOException {
    Path status = Path.of("/proc", Long.toString(application.pid()), "status");
    return Files.exists(status)
        ? Files.readAllLines(status).stream()
            .filter(line -> line.startsWith("VmRSS"))
            .findFirst()
            .orElse("")
        : "";
  }

  private static int freePort() {
    try (ServerSocket free = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
      return free.getLocalPort();
    } catch (IOException none) {
      throw new IllegalStateException(none);
    }
  }
}
