package io.coportal.sync.routes;

import io.coportal.sync.routes.RouteTree.RouteFile;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/** One name for one thing: file, route, {@code direct:} and group. */
final class NameChecks {
  /** Camel's and the editors' own ids: to-3fa9, log12, to-3153. */
  private static final Pattern GENERATED =
      Pattern.compile("[a-zA-Z]+-?(?=[a-f]*[0-9])[0-9a-f]{4}|.*[0-9]");

  /** Where an {@code id} is a name of ours, and not for example a parameter. */
  private static final Set<String> NAMELESS = Set.of("parameters", "expression");

  private NameChecks() {}

  static List<Finding> fileNames(RouteTree tree) {
    List<String> ledgers = tree.ledgers();
    return tree.routeFiles().stream()
        .flatMap(
            file ->
                firstId(file)
                    .filter(id -> !id.text().equals(wanted(file, ledgers)))
                    .map(
                        id ->
                            file.finding(
                                id,
                                "The first id is '%s', by file and folder it is '%s'.",
                                id.text(),
                                wanted(file, ledgers))))
        .toList();
  }

  private static Stream<YamlValue> firstId(RouteFile file) {
    return Stream.of("route", "routeTemplate", "rest")
        .flatMap(kind -> file.elements(kind).stream())
        .limit(1)
        .map(element -> element.at("id").orElse(element));
  }

  private static String wanted(RouteFile file, List<String> ledgers) {
    return ledgers.contains(file.folder()) ? file.folder() + "-" + file.name() : file.name();
  }

  static List<Finding> directNames(RouteTree tree) {
    List<Finding> findings = new ArrayList<>();
    for (RouteFile file : tree.routeFiles()) {
      for (YamlValue route : file.elements("route")) {
        if (route.textAt("from", "uri").equals("direct")) {
          same(
              file,
              route,
              route.textAt("id"),
              route.textAt("from", "parameters", "name"),
              findings);
        }
      }
      for (YamlValue made : file.elements("templatedRoute")) {
        made.at("parameters").stream()
            .flatMap(parameters -> parameters.items().stream())
            .filter(parameter -> parameter.textAt("name").equals("name"))
            .forEach(
                parameter ->
                    same(file, made, made.textAt("routeId"), parameter.textAt("value"), findings));
      }
    }
    return findings;
  }

  private static void same(
      RouteFile file, YamlValue route, String id, String direct, List<Finding> findings) {
    if (!id.equals(direct)) {
      findings.add(file.finding(route, "The route '%s' listens to direct '%s'.", id, direct));
    }
  }

  static List<Finding> groups(RouteTree tree) {
    return tree.routeFiles().stream()
        .flatMap(
            file ->
                file.elements("route").stream()
                    .filter(route -> !route.textAt("group").equals(file.folder()))
                    .map(
                        route ->
                            file.finding(
                                route,
                                "The group is '%s', the folder '%s'.",
                                route.textAt("group"),
                                file.folder())))
        .toList();
  }

  static List<Finding> descriptions(RouteTree tree) {
    return tree.routeFiles().stream()
        .flatMap(
            file ->
                described(file)
                    .filter(element -> element.textAt("description").isBlank())
                    .map(element -> file.finding(element, "A description is missing.")))
        .toList();
  }

  private static Stream<YamlValue> described(RouteFile file) {
    List<YamlValue> templates = file.elements("routeTemplate");
    Stream<YamlValue> parameters =
        templates.stream()
            .flatMap(template -> template.at("parameters").stream())
            .flatMap(list -> list.items().stream());
    return Stream.of(file.elements("route").stream(), templates.stream(), parameters)
        .flatMap(elements -> elements);
  }

  static List<Finding> ids(RouteTree tree) {
    List<Finding> findings = new ArrayList<>();
    Map<String, String> firstUse = new HashMap<>();
    for (RouteFile file : tree.routeFiles()) {
      ids(file)
          .forEach(
              id -> {
                String earlier = firstUse.putIfAbsent(id.text(), file.path());
                if (earlier != null) {
                  findings.add(file.finding(id, "The id '%s' is taken by %s.", id.text(), earlier));
                }
                if (GENERATED.matcher(id.text()).matches()) {
                  findings.add(
                      file.finding(
                          id, "The id '%s' looks generated; say what the step does.", id.text()));
                }
              });
    }
    return findings;
  }

  private static Stream<YamlValue> ids(RouteFile file) {
    return file.root()
        .all()
        .filter(value -> !NAMELESS.contains(value.key()))
        .flatMap(value -> Stream.of("id", "routeId").flatMap(name -> value.at(name).stream()))
        .filter(YamlValue::isText);
  }
}
