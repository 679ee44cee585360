package io.coportal.sync.crash;

import static org.assertj.core.api.Assertions.assertThat;

import io.coportal.sync.CoPortalSync;
import java.io.File;
import java.io.IOException;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import java.util.zip.ZipEntry;
import java.util.zip.ZipOutputStream;
import org.springframework.util.FileSystemUtils;

/**
 * What ships, without the test classes, as it is in memory after a start: the crash tests start the
 * application often, and from such an archive in half the time, as the image does.
 */
final class ClassArchive {
  private static final Path FOLDER = Path.of("target", "crash-classes").toAbsolutePath();
  private static final Path JAR = FOLDER.resolve("application.jar");
  private static final Path ARCHIVE = FOLDER.resolve("application.jsa");
  private static final String CLASSES = File.separator + "classes";

  private ClassArchive() {}

  /** Made with its first use. */
  private static final class Command {
    private static final List<String> LINE = trained();

    private static List<String> trained() {
      try {
        FileSystemUtils.deleteRecursively(FOLDER);
        Files.createDirectories(FOLDER);
        pack();
        train();
        return java("-XX:SharedArchiveFile=" + ARCHIVE);
      } catch (IOException e) {
        throw new UncheckedIOException(e);
      }
    }
  }

  /** Starts the application; its arguments are still to come. */
  static List<String> command() {
    return Command.LINE;
  }

  /** An archive takes classes from jars only. */
  private static void pack() throws IOException {
    Path classes = Path.of(classPath().filter(entry -> entry.endsWith(CLASSES)).findFirst().get());
    try (OutputStream file = Files.newOutputStream(JAR);
        ZipOutputStream jar = new ZipOutputStream(file);
        Stream<Path> all = Files.walk(classes)) {
      for (Path entry : all.filter(path -> !path.equals(classes)).toList()) {
        boolean isFolder = Files.isDirectory(entry);
        jar.putNextEntry(new ZipEntry(classes.relativize(entry) + (isFolder ? "/" : "")));
        if (!isFolder) {
          Files.copy(entry, jar);
        }
      }
    }
  }

  private static void train() {
    List<String> command =
        new ArrayList<>(
            java("-XX:ArchiveClassesAtExit=" + ARCHIVE, "-Dspring.context.exit=onRefresh"));
    command.add("--spring.datasource.url=jdbc:h2:mem:training");
    command.add("--coportal.encryption.keyset-file=" + FOLDER.resolve("keyset.json"));
    command.add("--coportal.security.first-key-file=" + FOLDER.resolve("first-api-key"));
    command.add("--server.port=0");
    command.add("--management.server.port=0");
    var training =
        ApplicationProcess.start(new ProcessBuilder(command), FOLDER.resolve("training.log"));
    training.awaitEnd();
    assertThat(ARCHIVE).as(training.output()).isNotEmptyFile();
  }

  private static List<String> java(String... options) {
    List<String> command = new ArrayList<>();
    command.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
    command.addAll(List.of("-XX:TieredStopAtLevel=1", "-XX:+UseSerialGC", "-Xmx512m"));
    command.addAll(List.of(options));
    command.add("-cp");
    command.add(
        classPath()
            .map(entry -> entry.endsWith(CLASSES) ? JAR.toString() : entry)
            .collect(Collectors.joining(File.pathSeparator)));
    command.add(CoPortalSync.class.getName());
    return command;
  }

  private static Stream<String> classPath() {
    String all =
        System.getProperty("surefire.test.class.path", System.getProperty("java.class.path"));
    return Arrays.stream(all.split(File.pathSeparator))
        .filter(entry -> !entry.endsWith("test-classes"));
  }
}
