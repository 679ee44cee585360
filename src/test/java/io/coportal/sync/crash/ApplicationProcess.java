package io.coportal.sync.crash;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.concurrent.TimeUnit;
import java.util.regex.Pattern;

/** The application in a JVM of its own, so that it can be killed as an operating system kills. */
final class ApplicationProcess {
  /** What a shell reports of a process that ended by signal 9 and by signal 15. */
  private static final int KILLED = 137;

  private static final int TERMINATED = 143;

  private static final Duration AT_ONCE = Duration.ofSeconds(10);

  private static final Duration PATIENCE = Duration.ofMinutes(3);

  private static final Pattern STARTED = Pattern.compile("Started CoPortalSync in ([0-9.]+) s");

  private final Process process;
  private final Path log;

  private ApplicationProcess(Process process, Path log) {
    this.process = process;
    this.log = log;
    // A test run that is broken off must not leave servers behind.
    Runtime.getRuntime().addShutdownHook(new Thread(process::destroyForcibly));
  }

  static ApplicationProcess start(ProcessBuilder command, Path log) {
    try {
      Files.createDirectories(log.getParent());
      return new ApplicationProcess(
          command.redirectErrorStream(true).redirectOutput(log.toFile()).start(), log);
    } catch (IOException notStarted) {
      throw new UncheckedIOException(notStarted);
    }
  }

  /** {@code kill -9}: no shutdown hook, no flush, no good-bye. */
  void kill9() {
    process.destroyForcibly();
    assertThat(exitWithin(AT_ONCE)).isEqualTo(KILLED);
  }

  /**
   * {@code kill}, as a service manager does it.
   *
   * @return how long the application took to end by itself
   */
  Duration terminate(Duration patience) {
    long before = System.nanoTime();
    process.destroy();
    assertThat(exitWithin(patience)).isEqualTo(TERMINATED);
    return Duration.ofNanos(System.nanoTime() - before);
  }

  /**
   * Waits for an end that it comes to by itself.
   *
   * @return its exit code
   */
  int awaitEnd() {
    return exitWithin(PATIENCE);
  }

  /** As on a machine that is suspended: it does nothing more and knows nothing of it. */
  void freeze() {
    signal("STOP");
  }

  void thaw() {
    signal("CONT");
  }

  /**
   * From now on the kernel lets none of its files grow beyond that, as if the disk were full.
   *
   * @param bytes or "unlimited"
   */
  void limitFiles(String bytes) {
    run("prlimit", "--pid", Long.toString(process.pid()), "--fsize=" + bytes + ":");
  }

  private void signal(String name) {
    run("kill", "-" + name, Long.toString(process.pid()));
  }

  private static void run(String... command) {
    try {
      var sent = new ProcessBuilder(command).start();
      assertThat(sent.waitFor()).isZero();
    } catch (IOException impossible) {
      throw new UncheckedIOException(impossible);
    } catch (InterruptedException stopping) {
      Thread.currentThread().interrupt();
      throw new IllegalStateException(stopping);
    }
  }

  boolean alive() {
    return process.isAlive();
  }

  /** Seconds by the application's own word; empty before it has said so. */
  String startSeconds() {
    var line = STARTED.matcher(output());
    return line.find() ? line.group(1) : "";
  }

  String output() {
    try {
      return Files.readString(log);
    } catch (IOException unreadable) {
      throw new UncheckedIOException(unreadable);
    }
  }

  private int exitWithin(Duration patience) {
    try {
      assertThat(process.waitFor(patience.toMillis(), TimeUnit.MILLISECONDS))
          .as("ended within %s; its log is %s", patience, log)
          .isTrue();
      return process.exitValue();
    } catch (InterruptedException stopping) {
      Thread.currentThread().interrupt();
      throw new IllegalStateException(stopping);
    }
  }
}
