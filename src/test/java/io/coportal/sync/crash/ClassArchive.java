package io.coportal.sync.crash;

import io.coportal.sync.CoPortalSync;
import java.io.File;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.spi.ToolProvider;
import java.util.stream.Collectors;
import org.springframework.util.FileSystemUtils;

/**
 * The class data of what ships, archived by one training start: dozens of starts are killed here,
 * and each is a third faster with it. Without an archive they only take longer.
 */
final class ClassArchive {
  private static final Path FOLDER = Path.of("target", "crash-classes").toAbsolutePath();
  private static final Path JAR = FOLDER.resolve("coportal-sync.jar");
  private static final Path ARCHIVE = FOLDER.resolve("coportal-sync.jsa");
  private static final long LONGEST_TRAINING_SECONDS = 180;
  private static final ClassArchive ONE = new ClassArchive();

  private final String classPath;

  /** Archives take jars only, so the compiled classes are put into one. */
  private ClassArchive() {
    classPath =
        Arrays.stream(
                System.getProperty(
                        "surefire.test.class.path", System.getProperty("java.class.path"))
                    .split(File.pathSeparator))
            .filter(entry -> !entry.contains("test-classes"))
            .map(entry -> entry.endsWith(".jar") ? entry : jar(entry))
            .collect(Collectors.joining(File.pathSeparator));
    train();
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

  private static String jar(String classes) {
    try {
      FileSystemUtils.deleteRecursively(FOLDER);
      Files.createDirectories(FOLDER);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    ToolProvider.findFirst("jar")
        .orElseThrow()
        .run(System.out, System.err, "--create", "--file", JAR.toString(), "-C", classes, ".");
    return JAR.toString();
  }

  private void train() {
    List<String> training = new ArrayList<>(command("-XX:ArchiveClassesAtExit=" + ARCHIVE));
    training.addAll(
        List.of(
            "--camel.main.duration-max-seconds=1",
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
