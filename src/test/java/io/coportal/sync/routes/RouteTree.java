package io.coportal.sync.routes;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.function.Predicate;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.yaml.snakeyaml.error.YAMLException;

/**
 * The texts of {@code routes/} and {@code config/}, by path from the project's root.
 *
 * @param texts path, with slashes, to content
 */
record RouteTree(Map<String, String> texts) {
  static final String ROUTES = "routes/";
  static final String CONFIG = "config/";

  /** A YAML file of routes. */
  record RouteFile(String path, String text, YamlValue root) {
    /** Name of the folder right above. */
    String folder() {
      return Path.of(path).getParent().getFileName().toString();
    }

    String name() {
      return Path.of(path).getFileName().toString().replace(".camel.yaml", "");
    }

    /** The top-level elements of one kind, for example the routes. */
    List<YamlValue> elements(String kind) {
      return root.items().stream().flatMap(item -> item.at(kind).stream()).toList();
    }

    /** Routes, including the one inside a template. */
    List<YamlValue> routes() {
      return Stream.concat(
              elements("route").stream(),
              elements("routeTemplate").stream().flatMap(template -> template.at("route").stream()))
          .toList();
    }

    Finding finding(YamlValue where, String sentence, Object... words) {
      return new Finding(path, where.line(), sentence.formatted(words));
    }
  }

  static RouteTree read(Path project) {
    Map<String, String> texts = new TreeMap<>();
    for (String top : List.of(ROUTES, CONFIG)) {
      try (Stream<Path> files = Files.walk(project.resolve(top))) {
        for (Path file : files.filter(Files::isRegularFile).toList()) {
          texts.put(project.relativize(file).toString().replace('\\', '/'), Files.readString(file));
        }
      } catch (IOException e) {
        throw new UncheckedIOException(e);
      }
    }
    return new RouteTree(texts);
  }

  RouteTree with(String path, String text) {
    Map<String, String> changed = new TreeMap<>(texts);
    changed.put(path, text);
    return new RouteTree(changed);
  }

  RouteTree without(String path) {
    Map<String, String> changed = new TreeMap<>(texts);
    changed.remove(path);
    return new RouteTree(changed);
  }

  List<RouteFile> routeFiles() {
    return texts.entrySet().stream()
        .filter(file -> file.getKey().startsWith(ROUTES) && file.getKey().endsWith(".camel.yaml"))
        .map(
            file ->
                new RouteFile(
                    file.getKey(), file.getValue(), parse(file.getKey(), file.getValue())))
        .toList();
  }

  private static YamlValue parse(String path, String text) {
    try {
      return YamlValue.parse(text);
    } catch (YAMLException e) {
      throw new IllegalArgumentException(path + " is no YAML", e);
    }
  }

  /** Files of {@code routes/} whose name ends so. */
  Map<String, String> routeTexts(String... endings) {
    return texts(path -> path.startsWith(ROUTES) && Stream.of(endings).anyMatch(path::endsWith));
  }

  Map<String, String> configTexts() {
    return texts(path -> path.startsWith(CONFIG) && path.endsWith(".yaml"));
  }

  private Map<String, String> texts(Predicate<String> wanted) {
    return texts.entrySet().stream()
        .filter(file -> wanted.test(file.getKey()))
        .collect(
            Collectors.toMap(
                Map.Entry::getKey, Map.Entry::getValue, (one, other) -> one, LinkedHashMap::new));
  }

  /** The folders that hold a ledger: those with an error catalogue. */
  List<String> ledgers() {
    return routeTexts("/errors.yaml").keySet().stream()
        .map(path -> Path.of(path).getParent().getFileName().toString())
        .toList();
  }
}
