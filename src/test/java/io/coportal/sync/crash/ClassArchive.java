package io.coportal.sync.crash;

import io.coportal.sync.CoPortalSync;
import java.io.File;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.spi.ToolProvider;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.springframework.util.FileSystemUtils;

/**
 * The class data of what ships, archived by one training start: dozens of starts are killed here,
 * and each is a third faster with it. Without an archive they only take longer. Behind what ships
 * lie the failpoints, which do nothing unless a start arms one.
 */
final class ClassArchive {
  private static final Path FOLDER = Path.of("target", "crash-classes").toAbsolutePath();
  private static final Path JAR = FOLDER.resolve("coportal-sync.jar");
  private static final Path POINTS = FOLDER.resolve("failpoints.jar");
  private static final Path ARCHIVE = FOLDER.resolve("coportal-sync.jsa");
  private static final long LONGEST_TRAINING_SECONDS = 180;
  private static final ClassArchive ONE = new ClassArchive();

  private final String classPath;

  /** Archives take jars only, so the compiled classes are put into one. */
  private ClassArchive() {
    List<String> compiled =
        List.of(
            System.getProperty("surefire.test.class.path", System.getProperty("java.class.path"))
                .split(File.pathSeparator));
    emptyFolder();
    classPath =
        Stream.concat(
                compiled.stream()
                    .filter(entry -> !isTests(entry))
                    .map(entry -> entry.endsWith(".jar") ? entry : jar(JAR, entry, ".")),
                compiled.stream().filter(ClassArchive::isTests).map(ClassArchive::failpoints))
            .collect(Collectors.joining(File.pathSeparator));
    train();
  }

  private static boolean isTests(String entry) {
    return entry.contains("test-classes");
  }

  private static String failpoints(String tests) {
    return jar(
        POINTS,
        tests,
        "io/coportal/sync/failpoint",
        "io/coportal/sync/ledger/CallFailpoints.class",
        "META-INF/spring");
  }

  /** The command that starts the application: Java, its options, and the main class. */
  static List<String> command() {
    return ONE.command("-XX:SharedArchiveFile=" + ARCHIVE);
  }

  private List<String> command(String archive) {
    return List.of(
        Path.of(System.getProperty("java.home"), "bin", "java").toString(),
        "-XX:TieredStopAtLevel=1",
        "-XX:+UseSerialGC",
        "-Xmx512m",
        archive,
        "-cp",
        classPath,
        CoPortalSync.class.getName());
  }

  private static void emptyFolder() {
    try {
      FileSystemUtils.deleteRecursively(FOLDER);
      Files.createDirectories(FOLDER);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private static String jar(Path jar, String classes, String... parts) {
    List<String> command = new ArrayList<>(List.of("--create", "--file", jar.toString()));
    for (String part : parts) {
      command.addAll(List.of("-C", classes, part));
    }
    ToolProvider.findFirst("jar")
        .orElseThrow()
        .run(System.out, System.err, command.toArray(String[]::new));
    return jar.toString();
  }

  private void train() {
    List<String> training = new ArrayList<>(command("-XX:ArchiveClassesAtExit=" + ARCHIVE));
    training.addAll(
        List.of(
            "--camel.main.duration-max-seconds=10",
            "--server.port=0",
            "--management.server.port=0",
            "--spring.datasource.url=jdbc:h2:mem:training",
            "--coportal.encryption.keyset-file=" + FOLDER.resolve("keyset.json"),
            "--coportal.security.first-key-file=" + FOLDER.resolve("first-api-key")));
    try {
      Process process =
          new ProcessBuilder(training)
              .redirectErrorStream(true)
              .redirectOutput(FOLDER.resolve("training.log").toFile())
              .start();
      if (!process.waitFor(LONGEST_TRAINING_SECONDS, TimeUnit.SECONDS)) {
        process.destroyForcibly();
      }
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }
}
