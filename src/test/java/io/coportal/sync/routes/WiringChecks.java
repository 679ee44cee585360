package io.coportal.sync.routes;

import io.coportal.sync.routes.RouteTree.RouteFile;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * What one file says of another: policies, {@code direct:} calls, mappings, the ledger contract.
 */
final class WiringChecks {
  /** What every ledger's folder provides, each as {@code <ledger>-<capability>}. */
  static final List<String> CONTRACT =
      List.of(
          "read-references",
          "find-contacts",
          "list-contacts",
          "create-contacts",
          "update-contacts",
          "render-invoices",
          "send-request",
          "find-invoices",
          "list-organisations",
          "disconnect");

  private static final Map<String, String> CALLED_WHERE =
      Map.of("read-exchange-rate", "states-exchange-rate: true");

  private static final String PROVIDER = "${variable.provider}";
  private static final Pattern BESIDE = Pattern.compile("\\{\\{routes\\.base}}/([\\w./-]+)");

  private static final Pattern CHOSEN = Pattern.compile("\\$\\{routes\\.base}/([\\w./-]+\\.jq)");

  private WiringChecks() {}

  static List<Finding> policies(RouteTree tree) {
    Set<String> known =
        tree.routeFiles().stream()
            .flatMap(file -> file.elements("routeConfiguration").stream())
            .map(policy -> policy.textAt("id"))
            .collect(Collectors.toSet());
    return tree.routeFiles().stream()
        .flatMap(
            file ->
                file.routes().stream()
                    .filter(route -> !known.contains(route.textAt("routeConfigurationId")))
                    .map(
                        route ->
                            file.finding(
                                route,
                                "The error policy '%s' does not exist; known are %s.",
                                route.textAt("routeConfigurationId"),
                                new TreeSet<>(known))))
        .toList();
  }

  static List<Finding> directCalls(RouteTree tree) {
    Set<String> consumers = consumers(tree);
    List<Finding> findings = new ArrayList<>();
    for (RouteFile file : tree.routeFiles()) {
      file.root()
          .all()
          .filter(call -> Set.of("to", "toD", "wireTap", "enrich").contains(call.key()))
          .forEach(
              call ->
                  targets(call, tree)
                      .filter(target -> !consumers.contains(target))
                      .forEach(
                          target ->
                              findings.add(
                                  file.finding(call, "No route listens to direct '%s'.", target))));
    }
    findings.addAll(operations(tree, consumers));
    return findings;
  }

  private static List<Finding> operations(RouteTree tree, Set<String> consumers) {
    List<Finding> findings = new ArrayList<>();
    tree.routeTexts("openapi.yaml")
        .forEach(
            (path, text) ->
                YamlValue.parse(text)
                    .named("operationId")
                    .filter(operation -> !consumers.contains(operation.text()))
                    .forEach(
                        operation ->
                            findings.add(
                                new Finding(
                                    path,
                                    operation.line(),
                                    "No route serves the operation '%s'."
                                        .formatted(operation.text())))));
    return findings;
  }

  private static Stream<String> targets(YamlValue call, RouteTree tree) {
    String uri = call.textAt("uri");
    if (uri.equals("direct")) {
      return Stream.of(call.textAt("parameters", "name"));
    }
    if (!uri.startsWith("direct:")) {
      return Stream.of();
    }
    String name = uri.substring("direct:".length());
    return name.contains(PROVIDER)
        ? tree.ledgers().stream()
            .filter(ledger -> asksFor(name, ledger, tree))
            .map(ledger -> name.replace(PROVIDER, ledger))
        : Stream.of(name);
  }

  /** Some routes are called only where a rule of the ledger says so. */
  private static boolean asksFor(String name, String ledger, RouteTree tree) {
    String rule = CALLED_WHERE.get(name.substring(name.indexOf(PROVIDER) + PROVIDER.length() + 1));
    return rule == null
        || tree.configTexts()
            .getOrDefault(RouteTree.CONFIG + ledger + "/application.yaml", "")
            .contains(rule);
  }

  private static Set<String> consumers(RouteTree tree) {
    Set<String> names = new HashSet<>();
    for (RouteFile file : tree.routeFiles()) {
      file.elements("route").stream()
          .filter(route -> route.textAt("from", "uri").equals("direct"))
          .forEach(route -> names.add(route.textAt("from", "parameters", "name")));
      file.elements("templatedRoute").forEach(made -> names.add(made.textAt("routeId")));
    }
    return names;
  }

  static List<Finding> contract(RouteTree tree) {
    Set<String> consumers = consumers(tree);
    return tree.ledgers().stream()
        .flatMap(
            ledger ->
                CONTRACT.stream()
                    .map(capability -> ledger + "-" + capability)
                    .filter(route -> !consumers.contains(route))
                    .map(
                        route ->
                            new Finding(
                                RouteTree.ROUTES + ledger,
                                0,
                                "The ledger does not provide the route '%s'.".formatted(route))))
        .toList();
  }

  /** Every mapping, query and contract that a route names is there, and none lies about unused. */
  static List<Finding> filesBeside(RouteTree tree) {
    List<Finding> findings = new ArrayList<>();
    Set<String> used = new HashSet<>();
    for (RouteFile file : tree.routeFiles()) {
      file.root()
          .all()
          .filter(YamlValue::isText)
          .forEach(
              value ->
                  beside(value.text())
                      .forEach(
                          path -> {
                            used.add(path);
                            if (!tree.texts().containsKey(path)) {
                              findings.add(file.finding(value, "%s does not exist.", path));
                            }
                          }));
    }
    tree.configTexts().values().forEach(text -> used.addAll(chosen(text)));
    Map<String, String> mappings = tree.routeTexts(".jq", ".sql");
    mappings.keySet().stream()
        .filter(path -> !used.contains(path))
        .forEach(path -> findings.add(new Finding(path, 0, "No route uses this file.")));
    return findings;
  }

  /** A mapping may be chosen by a setting. */
  private static List<String> chosen(String configuration) {
    return CHOSEN.matcher(configuration).results().map(WiringChecks::path).toList();
  }

  private static List<String> beside(String text) {
    return BESIDE.matcher(text).results().map(WiringChecks::path).toList();
  }

  private static String path(MatchResult found) {
    return RouteTree.ROUTES + found.group(1);
  }
}
