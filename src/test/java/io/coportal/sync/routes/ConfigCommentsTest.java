package io.coportal.sync.routes;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;

/** Whoever opens {@code config/} finds every key there, each with words on what it means. */
class ConfigCommentsTest {
  private static final RouteTree ROUTES = RouteTree.read(Path.of(""));
  private static final Pattern LINE = Pattern.compile("( *)([^ #:][^:]*):(?: +(.*))?");

  private record Block(int indent, boolean explained) {}

  @Test
  void everyKeyIsExplainedWhereItStands() {
    List<String> silent = new ArrayList<>();
    ROUTES.configTexts().forEach((path, text) -> silent.addAll(unexplained(path, text)));
    assertThat(silent).isEmpty();
  }

  @Test
  void everyKeyThatJavaReadsStandsThere() throws IOException {
    Set<String> declared =
        ConfigChecks.declaredNames(ROUTES).stream()
            .map(key -> key.replaceFirst("^(coportal\\.ledgers)\\.[^.]+", "$1.*"))
            .collect(Collectors.toSet());
    assertThat(SettingsKeys.of("io.coportal.sync", Path.of("src/main/java")))
        .filteredOn(key -> key.startsWith("coportal."))
        .allSatisfy(
            key ->
                assertThat(declared)
                    .anyMatch(
                        name ->
                            Pattern.matches(key.replace(".", "\\.").replace("*", "[^.]+"), name)));
  }

  @Test
  void aKeyWithoutAWordIsFound() {
    String text =
        """
        # Both times in milliseconds.
        a: 1
        b: 2

        c: 3
        block:
          # One.
          d: 4
          list:
            - e
          f: 5
        """;
    assertThat(unexplained("x", text)).containsExactly("x: c", "x: f");
  }

  /**
   * A key needs a comment above itself, above the unbroken run of keys that it stands in, or above
   * its block.
   */
  private static List<String> unexplained(String path, String text) {
    List<String> silent = new ArrayList<>();
    Deque<Block> blocks = new ArrayDeque<>();
    boolean comment = false;
    int run = -1;
    List<String> lines = text.lines().toList();
    for (int i = 0; i < lines.size(); i++) {
      String line = lines.get(i);
      Matcher key = LINE.matcher(line);
      if (line.strip().startsWith("#")) {
        comment = true;
        continue;
      }
      if (!key.matches()) {
        comment = false;
        run = -1;
        continue;
      }
      int indent = key.group(1).length();
      while (!blocks.isEmpty() && blocks.peek().indent() >= indent) {
        blocks.pop();
      }
      boolean explained =
          comment || run == indent || !blocks.isEmpty() && blocks.peek().explained();
      boolean opensBlock = key.group(3) == null && i + 1 < lines.size() && deeper(lines, i, indent);
      if (opensBlock) {
        blocks.push(new Block(indent, explained));
        run = -1;
      } else {
        if (!explained) {
          silent.add(path + ": " + key.group(2));
        }
        run = explained ? indent : -1;
      }
      comment = false;
    }
    return silent;
  }

  /** Whether keys of a block follow; the elements of a list are a value. */
  private static boolean deeper(List<String> lines, int at, int indent) {
    String next =
        lines.subList(at + 1, lines.size()).stream()
            .filter(line -> !line.isBlank() && !line.strip().startsWith("#"))
            .findFirst()
            .orElse("");
    return next.indexOf(next.strip()) > indent && !next.strip().startsWith("- ");
  }
}
