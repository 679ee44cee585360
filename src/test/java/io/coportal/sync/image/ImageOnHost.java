package io.coportal.sync.image;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import org.springframework.util.FileSystemUtils;

/** The image of {@code docker/Dockerfile}, built and run by its own commands on this host. */
final class ImageOnHost {
  private static final Path IMAGE = Path.of("target", "image").toAbsolutePath();
  private static final Path APP = IMAGE.resolve("app");

  /** Of the stage that builds. */
  private static final Path WORKDIR = Path.of("/build");

  private static final Path LOG = IMAGE.resolve("application.log");
  private static final Duration PATIENCE = Duration.ofMinutes(3);

  private final Dockerfile dockerfile;
  private final HttpClient http = HttpClient.newHttpClient();
  private final int port = freePort();
  private final int managementPort = freePort();
  private Process application;

  private ImageOnHost(Dockerfile dockerfile) {
    this.dockerfile = dockerfile;
  }

  static ImageOnHost build() throws Exception {
    ImageOnHost image = new ImageOnHost(Dockerfile.read(Path.of("docker", "Dockerfile")));
    FileSystemUtils.deleteRecursively(IMAGE);
    Files.createDirectories(APP);
    Path build = Files.createDirectories(IMAGE.resolve("build"));
    Files.createSymbolicLink(build.resolve("target"), Path.of("target").toAbsolutePath());
    image.run(build, image.dockerfile.command("-Djarmode=tools"));
    image.copy(build);
    image.run(
        APP,
        image
            .dockerfile
            .command("-XX:ArchiveClassesAtExit")
            .replace("/tmp/training", training().toString()));
    return image;
  }

  /** Where the training run kept its state; nothing of it stays. */
  static Path training() {
    return IMAGE.resolve("training");
  }

  Path file(String name) {
    return APP.resolve(name);
  }

  String log() throws IOException {
    return Files.readString(LOG);
  }

  /** Starts the application and waits until it says that it is ready: so long it took. */
  Duration start() throws IOException {
    long before = System.nanoTime();
    ProcessBuilder command = process(APP, dockerfile.entryPoint()).redirectOutput(LOG.toFile());
    command
        .environment()
        .putAll(
            Map.of(
                "SERVER_PORT", Integer.toString(port),
                "MANAGEMENT_SERVER_PORT", Integer.toString(managementPort)));
    application = command.start();
    await("it is ready")
        .atMost(PATIENCE)
        .pollInterval(Duration.ofMillis(100))
        .failFast("it ended; see " + LOG, () -> !application.isAlive())
        .until(this::ready);
    return Duration.ofNanos(System.nanoTime() - before);
  }

  String address() {
    return "http://127.0.0.1:" + port;
  }

  /** Resident memory in MB (2^20 bytes); 0 where the system does not tell. */
  long memory() throws IOException {
    Path status = Path.of("/proc", Long.toString(application.pid()), "status");
    return Files.exists(status)
        ? Files.readAllLines(status).stream()
            .filter(line -> line.startsWith("VmRSS"))
            .mapToLong(line -> Long.parseLong(line.replaceAll("\\D", "")) >> 10)
            .findFirst()
            .orElse(0)
        : 0;
  }

  /** As Docker does it, which kills what takes longer. */
  void stop() throws InterruptedException {
    application.destroy();
    assertThat(application.waitFor(40, TimeUnit.SECONDS)).isTrue();
  }

  void kill() {
    if (application != null) {
      application.destroyForcibly();
    }
  }

  /** With the database and all routes. */
  private boolean ready() throws InterruptedException {
    try {
      URI readiness =
          URI.create("http://127.0.0.1:%d/actuator/health/readiness".formatted(managementPort));
      return http.send(
                  HttpRequest.newBuilder(readiness).build(), HttpResponse.BodyHandlers.discarding())
              .statusCode()
          == 200;
    } catch (IOException notYet) {
      return false;
    }
  }

  /** By the image's own health check. */
  boolean healthy() throws IOException, InterruptedException {
    List<String> check =
        dockerfile.healthCheck().stream()
            .map(word -> word.replace("8081", Integer.toString(managementPort)))
            .toList();
    return process(APP, check).redirectOutput(ProcessBuilder.Redirect.DISCARD).start().waitFor()
        == 0;
  }

  private void copy(Path build) throws IOException {
    Set<Path> copied = new HashSet<>();
    for (Dockerfile.Copy copy : dockerfile.copies()) {
      Path source =
          copy.stage() == null
              ? Path.of(copy.source())
              : build.resolve(WORKDIR.relativize(Path.of(copy.source())));
      assertThat(source).as("%s", copy).isDirectory();
      FileSystemUtils.copyRecursively(source, APP.resolve(copy.target()).normalize());
      copied.add(source);
    }
    try (Stream<Path> layers = Files.list(build.resolve("layers"))) {
      assertThat(layers).as("each layer is in the image").isSubsetOf(copied);
    }
  }

  private void run(Path folder, String command) throws IOException, InterruptedException {
    Path output = IMAGE.resolve("build.log");
    int exit =
        process(folder, List.of("bash", "-c", command))
            .redirectOutput(output.toFile())
            .start()
            .waitFor();
    assertThat(exit).as("%s%n%s", command, Files.readString(output)).isZero();
  }

  /** With the image's environment, and with the Java that runs the tests. */
  private ProcessBuilder process(Path folder, List<String> command) {
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

  private static int freePort() {
    try (ServerSocket free = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
      return free.getLocalPort();
    } catch (IOException none) {
      throw new IllegalStateException(none);
    }
  }
}
