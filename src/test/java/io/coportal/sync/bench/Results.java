package io.coportal.sync.bench;

import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.SerializationFeature;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;

/** What was measured: a line on standard output at once, a table and a JSON file at the end. */
final class Results {
  private static final Path FILE = Path.of("target", "bench", "results.json");

  /**
   * @param part the class of figures it belongs to
   * @param how what it was measured by, or what has to be known to read it
   */
  record Row(String part, String figure, String value, String how) {}

  private final List<Row> rows = new ArrayList<>();

  void add(String part, String figure, String value, String how) {
    Row row = new Row(part, figure, value, how);
    rows.add(row);
    System.out.println("bench: " + line(row));
    write();
  }

  void add(String part, String figure, double value, String unit, String how) {
    add(part, figure, number(value) + " " + unit, how);
  }

  static String number(double value) {
    return String.format(Locale.ROOT, Math.abs(value) < 10 ? "%.2f" : "%.1f", value);
  }

  void print() {
    System.out.println();
    Machine.facts().forEach((fact, value) -> System.out.printf("%-12s %s%n", fact, value));
    System.out.println();
    rows.forEach(row -> System.out.println(line(row)));
    System.out.println();
  }

  private static String line(Row row) {
    return String.format(
            "%-10s | %-72s | %-28s | %s", row.part(), row.figure(), row.value(), row.how())
        .stripTrailing();
  }

  private void write() {
    Map<String, Object> all = new LinkedHashMap<>();
    all.put("machine", Machine.facts());
    all.put("results", rows);
    try {
      Files.createDirectories(FILE.getParent());
      new ObjectMapper().enable(SerializationFeature.INDENT_OUTPUT).writeValue(FILE.toFile(), all);
    } catch (IOException unwritable) {
      throw new UncheckedIOException(unwritable);
    }
  }
}
