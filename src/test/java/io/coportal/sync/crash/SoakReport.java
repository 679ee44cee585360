package io.coportal.sync.crash;

import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.SerializationFeature;
import io.coportal.sync.bench.Machine;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.SQLException;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.atomic.LongAdder;
import java.util.stream.Collectors;

/** A line each minute, the result at the end, and a file of both beside the benchmark's. */
final class SoakReport {
  private static final Path FILE = Path.of("target", "bench", "soak.json");
  private static final int SHOWN = 40;

  private final long seed;
  private final int minutes;
  private final SoakTraffic traffic;
  private final SoakMisfortunes misfortunes;
  private final SoakRows rows;
  private final List<String> lines = new CopyOnWriteArrayList<>();

  SoakReport(
      long seed, int minutes, SoakTraffic traffic, SoakMisfortunes misfortunes, SoakRows rows) {
    this.seed = seed;
    this.minutes = minutes;
    this.traffic = traffic;
    this.misfortunes = misfortunes;
    this.rows = rows;
  }

  void minute() {
    long accepted = traffic.wishes().stream().filter(wish -> wish.accepted() > 0).count();
    say(
        "minute %d: accepted %d, %s; %s"
            .formatted(lines.size() + 1, accepted, states(), misfortunes.counts()));
  }

  void quiet() {
    say("quiet; answers " + new TreeMap<>(traffic.answers()) + ", " + states());
  }

  void end(SoakVerdict verdict, List<Throwable> troubles) {
    verdict.details().stream().limit(SHOWN).forEach(each -> System.out.println("soak: " + each));
    troubles.forEach(each -> System.out.println("soak: trouble: " + each));
    say(verdict.toString());
    write(verdict, troubles);
  }

  private String states() {
    try {
      Map<String, Long> counted =
          rows.read().values().stream()
              .collect(Collectors.groupingBy(SoakRows.Row::state, Collectors.counting()));
      return new TreeMap<>(counted).toString();
    } catch (SQLException away) {
      return "the database is away";
    }
  }

  private void say(String line) {
    lines.add(line);
    System.out.println("soak: " + line);
  }

  private void write(SoakVerdict verdict, List<Throwable> troubles) {
    Map<String, Object> all = new LinkedHashMap<>();
    all.put("machine", Machine.facts());
    all.put("seed", seed);
    all.put("minutes", minutes);
    all.put("result", verdict.toString());
    all.put("verdict", verdict);
    all.put("misfortunes", sums(misfortunes.counts()));
    all.put("answers", sums(traffic.answers()));
    all.put("troubles", troubles.stream().map(Throwable::toString).toList());
    all.put("lines", lines);
    try {
      Files.createDirectories(FILE.getParent());
      new ObjectMapper().enable(SerializationFeature.INDENT_OUTPUT).writeValue(FILE.toFile(), all);
    } catch (IOException unwritable) {
      throw new UncheckedIOException(unwritable);
    }
  }

  private static Map<String, Long> sums(Map<String, LongAdder> counts) {
    Map<String, Long> sums = new TreeMap<>();
    counts.forEach((what, count) -> sums.put(what, count.sum()));
    return sums;
  }
}
