package io.coportal.sync.routes;

import io.coportal.sync.routes.RouteTree.RouteFile;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Pattern;
import net.thisptr.jackson.jq.JsonQuery;
import net.thisptr.jackson.jq.Versions;
import net.thisptr.jackson.jq.exception.JsonQueryException;

/**
 * Mappings rename, they do not calculate: arithmetic in jq is binary floating point.
 *
 * <p>The rule, on the text without comments and strings: no {@code *}, {@code %}, {@code -} and no
 * function that computes; {@code /} only as {@code / 1000}, which makes seconds of a date's
 * milliseconds; {@code +} only beside a text, list or object, which it joins. A sum of two bare
 * members is thereby refused even where both are texts: {@code join} says that better.
 */
final class MappingChecks {
  private static final Pattern TEXT = Pattern.compile("\"(?:[^\"\\\\]|\\\\.)*\"");
  private static final Pattern COMMENT = Pattern.compile("#.*");
  private static final String JOINED = "[\"\\]\\[{}]";
  private static final Pattern CALCULATES =
      Pattern.compile(
          "\\*|%|-|/(?!/|=|\\s*1000\\b)|/="
              + "|(?<!"
              + JOINED
              + "\\s{0,9})\\+(?!\\s*"
              + JOINED
              + ")"
              + "|\\b(add|floor|ceil|round|sqrt|pow|log|exp|fabs|trunc|significand|range)\\b"
              + "|tonumber(?!\\s*/\\s*1000\\b)");

  private MappingChecks() {}

  /** A jq program and where it stands. */
  record Mapping(String file, int line, String program) {}

  static List<Finding> arithmetic(RouteTree tree) {
    List<Finding> findings = new ArrayList<>();
    for (Mapping mapping : mappings(tree)) {
      String[] lines = bare(mapping.program()).split("\n", -1);
      for (int i = 0; i < lines.length; i++) {
        var found = CALCULATES.matcher(lines[i].replace("//", "or"));
        if (found.find()) {
          findings.add(
              new Finding(
                  mapping.file(),
                  mapping.line() + i,
                  "'%s' calculates; amounts are computed in Java."
                      .formatted(found.group().strip())));
        }
      }
    }
    return findings;
  }

  static List<Finding> syntax(RouteTree tree) {
    List<Finding> findings = new ArrayList<>();
    for (Mapping mapping : mappings(tree)) {
      try {
        JsonQuery program = JsonQuery.compile(mapping.program(), Versions.JQ_1_7);
        JqFunctions.unknown(program)
            .forEach(
                name ->
                    findings.add(
                        new Finding(
                            mapping.file(), mapping.line(), "jq knows no function " + name + ".")));
      } catch (JsonQueryException e) {
        findings.add(new Finding(mapping.file(), mapping.line(), "jq: " + e.getMessage()));
      }
    }
    return findings;
  }

  private static String bare(String program) {
    String withoutTexts = TEXT.matcher(program).replaceAll("\"\"");
    return COMMENT.matcher(withoutTexts).replaceAll("");
  }

  private static List<Mapping> mappings(RouteTree tree) {
    List<Mapping> mappings = new ArrayList<>();
    tree.routeTexts(".jq").forEach((path, text) -> mappings.add(new Mapping(path, 1, text)));
    for (RouteFile file : tree.routeFiles()) {
      file.root()
          .named("jq")
          .flatMap(jq -> jq.at("expression").stream())
          .filter(program -> !program.text().startsWith("resource:"))
          .forEach(
              program -> mappings.add(new Mapping(file.path(), program.line(), program.text())));
    }
    return mappings;
  }
}
