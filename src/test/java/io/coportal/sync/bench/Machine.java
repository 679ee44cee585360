package io.coportal.sync.bench;

import java.io.IOException;
import java.lang.management.ManagementFactory;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.LinkedHashMap;
import java.util.Map;

/** What the benchmark ran on. */
public final class Machine {
  private static final Instant STARTED = Instant.now().truncatedTo(ChronoUnit.SECONDS);

  private Machine() {}

  /** Their names and values, in the order to be read. */
  public static Map<String, String> facts() {
    Map<String, String> facts = new LinkedHashMap<>();
    facts.put("date", STARTED.toString());
    facts.put("processors", Runtime.getRuntime().availableProcessors() + " × " + model());
    facts.put("memory", memory());
    facts.put("jvm", System.getProperty("java.vm.name") + " " + System.getProperty("java.version"));
    facts.put("os", System.getProperty("os.name") + " " + System.getProperty("os.version"));
    facts.put(
        "load",
        Results.number(ManagementFactory.getOperatingSystemMXBean().getSystemLoadAverage())
            + " (1 min, at the end; simulators and database are part of it)");
    return facts;
  }

  private static String model() {
    return line("/proc/cpuinfo", "model name").orElse(System.getProperty("os.arch"));
  }

  private static String memory() {
    return line("/proc/meminfo", "MemTotal").orElse("unknown");
  }

  private static java.util.Optional<String> line(String file, String key) {
    try {
      return Files.readAllLines(Path.of(file)).stream()
          .filter(line -> line.startsWith(key))
          .map(line -> line.split(":", 2)[1].strip())
          .findFirst();
    } catch (IOException notHere) {
      return java.util.Optional.empty();
    }
  }
}
