package io.coportal.sync.routes;

import io.coportal.sync.routes.RouteTree.RouteFile;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/** Small files that begin with their signature and hold nothing that belongs elsewhere. */
final class HygieneChecks {
  private static final int LONGEST_FILE = 120;
  private static final Set<String> COMPONENTS =
      Set.of("direct", "bean", "sql", "timer", "quartz", "rest-openapi");

  /** CoPortal has one guarded call as well. */
  private static final String PORTAL = "{{coportal.portal.base-url}}";

  private static final Pattern ADDRESS = Pattern.compile("https?://");
  private static final Pattern ACCOUNT =
      Pattern.compile("(?i)\\baccount(_?code)?\"?\\s*:\\s*[\"']?[0-9A-Z]*[0-9]");

  /** The word with a value, a bearer token, or a long run of mixed letters and digits. */
  private static final Pattern SECRET =
      Pattern.compile(
          "(?i)(password|secret|api[-_]?key|token)\"?\\s*[:=]\\s*[\"']?[^\\s\"'{$.]"
              + "|bearer\\s+[a-z0-9]"
              + "|(?=[a-z_-]*[0-9])(?=[0-9_-]*[a-z])[a-z0-9_-]{32,}");

  /** Something before a number sign that no quotes protect. */
  private static final Pattern CUT = Pattern.compile("^\\s*[^#\\s\"'][^\"']*\\s#.*");

  private HygieneChecks() {}

  static List<Finding> size(RouteTree tree) {
    return tree.routeTexts(".camel.yaml", ".jq", ".sql").entrySet().stream()
        .filter(file -> !file.getKey().endsWith("/error-policy.camel.yaml"))
        .filter(file -> file.getValue().lines().count() > LONGEST_FILE)
        .map(
            file ->
                new Finding(
                    file.getKey(),
                    LONGEST_FILE,
                    "The file has %d lines; split it, %d is the end."
                        .formatted(file.getValue().lines().count(), LONGEST_FILE)))
        .toList();
  }

  static List<Finding> signature(RouteTree tree) {
    return tree.routeTexts(".camel.yaml", ".jq", ".sql", "/errors.yaml").entrySet().stream()
        .filter(file -> !file.getValue().matches("(?s)(#|--) \\S.*"))
        .map(
            file ->
                new Finding(
                    file.getKey(), 1, "The file does not begin with what goes in and comes out."))
        .toList();
  }

  static List<Finding> literals(RouteTree tree) {
    List<Finding> findings = new ArrayList<>();
    Map<String, String> texts = tree.routeTexts(".camel.yaml", ".jq", ".sql", "/errors.yaml");
    texts.forEach(
        (path, text) -> {
          List<String> lines = text.lines().toList();
          for (int i = 0; i < lines.size(); i++) {
            literal(lines.get(i), path, i + 1, findings);
          }
        });
    return findings;
  }

  private static void literal(String line, String path, int number, List<Finding> findings) {
    if (line.strip().startsWith("#") || line.strip().startsWith("--")) {
      return;
    }
    if (ADDRESS.matcher(line).find()) {
      findings.add(new Finding(path, number, "An address belongs into config/."));
    }
    if (SECRET.matcher(line).find()) {
      findings.add(new Finding(path, number, "This looks like a secret."));
    }
    if (ACCOUNT.matcher(line).find()) {
      findings.add(new Finding(path, number, "An account code is the owner's choice."));
    }
  }

  /** YAML ends a value without quotes at its first {@code #}, and says nothing. */
  static List<Finding> comments(RouteTree tree) {
    List<Finding> findings = new ArrayList<>();
    Map<String, String> texts = new HashMap<>(tree.configTexts());
    texts.putAll(tree.routeTexts(".yaml"));
    texts.forEach(
        (path, text) -> {
          List<String> lines = text.lines().toList();
          for (int i = 0; i < lines.size(); i++) {
            if (CUT.matcher(lines.get(i)).matches()) {
              findings.add(
                  new Finding(
                      path, i + 1, "YAML ends the value at '#'; quote it, or comment above."));
            }
          }
        });
    return findings;
  }

  static List<Finding> components(RouteTree tree) {
    return tree.routeFiles().stream().flatMap(HygieneChecks::components).toList();
  }

  private static Stream<Finding> components(RouteFile file) {
    List<YamlValue> templates = file.elements("routeTemplate");
    return file.root()
        .all()
        .flatMap(step -> step.at("uri").stream())
        .filter(uri -> !COMPONENTS.contains(uri.text().split(":", 2)[0]))
        .filter(uri -> !(uri.text().equals("{{baseUrl}}") && inside(templates, uri)))
        .filter(uri -> !(uri.text().equals(PORTAL) && file.name().equals("ask-portal")))
        .map(
            uri ->
                file.finding(
                    uri,
                    "The component of '%s' is not on the list %s; ledgers are called by provider-call.",
                    uri.text(),
                    COMPONENTS.stream().sorted().toList()));
  }

  private static boolean inside(List<YamlValue> templates, YamlValue uri) {
    return templates.stream().flatMap(YamlValue::all).anyMatch(value -> value.node() == uri.node());
  }
}
