package io.coportal.sync.routes;

import io.coportal.sync.routes.RouteTree.RouteFile;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** Keys: what a route uses is declared in {@code config/}, what is declared there is used. */
final class ConfigChecks {
  private static final Pattern KEY = Pattern.compile("\\{\\{\\??([^}:?]+)(:[^}]*)?}}");
  private static final String OURS = "coportal.";

  /** A variable of the environment inside of another placeholder. */
  private static final Pattern CHOICE = Pattern.compile("\\$\\{[A-Z_]+(:[^${}]*)?}");

  private static final Pattern REFERENCE = Pattern.compile("\\$\\{([a-z][^:}]*)");

  private ConfigChecks() {}

  static List<Finding> declared(RouteTree tree) {
    Set<String> declared = declaredKeys(tree).keySet();
    List<Finding> findings = new ArrayList<>();
    for (RouteFile file : tree.routeFiles()) {
      Set<String> parameters = templateParameters(file);
      file.root()
          .all()
          .filter(YamlValue::isText)
          .forEach(
              value ->
                  keys(value.text()).stream()
                      .filter(key -> !declared.contains(key) && !parameters.contains(key))
                      .forEach(
                          key ->
                              findings.add(
                                  file.finding(
                                      value, "The key '%s' is not declared in config/.", key))));
    }
    return findings;
  }

  /**
   * @param bound keys that Java reads, with {@code *} for a name chosen in the configuration
   */
  static List<Finding> used(RouteTree tree, Set<String> bound) {
    Set<String> inRoutes = new HashSet<>();
    tree.routeTexts(".camel.yaml", ".sql").values().forEach(text -> inRoutes.addAll(keys(text)));
    Pattern known =
        Pattern.compile(
            Stream.concat(bound.stream(), references(tree))
                .map(key -> key.replace(".", "\\.").replace("*", "[^.]+"))
                .collect(Collectors.joining("|")));
    return declaredKeys(tree).entrySet().stream()
        .filter(key -> key.getKey().startsWith(OURS))
        .filter(key -> !inRoutes.contains(key.getKey()))
        .filter(key -> !known.matcher(key.getKey()).matches())
        .map(
            key ->
                new Finding(
                    key.getValue().file(),
                    key.getValue().line(),
                    "Neither a route nor a settings record reads '%s'.".formatted(key.getKey())))
        .toList();
  }

  static Set<String> declaredNames(RouteTree tree) {
    return declaredKeys(tree).keySet();
  }

  /** Keys that another key's value is made of, with {@code *} where the environment chooses. */
  private static Stream<String> references(RouteTree tree) {
    return tree.configTexts().values().stream()
        .map(text -> CHOICE.matcher(text).replaceAll("*"))
        .flatMap(text -> REFERENCE.matcher(text).results())
        .map(found -> found.group(1));
  }

  private static List<String> keys(String text) {
    return KEY.matcher(text).results().map(found -> found.group(1)).toList();
  }

  private static Set<String> templateParameters(RouteFile file) {
    return file.elements("routeTemplate").stream()
        .flatMap(template -> template.at("parameters").stream())
        .flatMap(parameters -> parameters.items().stream())
        .map(parameter -> parameter.textAt("name"))
        .collect(Collectors.toSet());
  }

  private static Map<String, Finding> declaredKeys(RouteTree tree) {
    Map<String, Finding> keys = new TreeMap<>();
    tree.configTexts().forEach((path, text) -> collect("", YamlValue.parse(text), path, keys));
    return keys;
  }

  private static void collect(
      String prefix, YamlValue value, String path, Map<String, Finding> keys) {
    if (!value.isMap()) {
      keys.put(prefix, new Finding(path, value.line(), ""));
    }
    value
        .members()
        .forEach(
            member ->
                collect(
                    prefix.isEmpty() ? member.key() : prefix + "." + member.key(),
                    member,
                    path,
                    keys));
  }
}
