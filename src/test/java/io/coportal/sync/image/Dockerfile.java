package io.coportal.sync.image;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** The instructions of {@code docker/Dockerfile}, as far as a host without Docker can follow. */
final class Dockerfile {
  private static final Pattern SETTING = Pattern.compile("([A-Z_]+)=(?:\"([^\"]*)\"|(\\S+))");

  private static final Pattern COPY = Pattern.compile("COPY (?:--from=(\\S+) )?(\\S+) (\\S+)");

  private final List<String> lines;
  private final List<String> lastStage;

  private Dockerfile(List<String> lines) {
    this.lines = lines;
    int from = 0;
    for (int i = 0; i < lines.size(); i++) {
      from = lines.get(i).startsWith("FROM ") ? i : from;
    }
    this.lastStage = lines.subList(from, lines.size());
  }

  static Dockerfile read(Path file) throws IOException {
    return new Dockerfile(Files.readAllLines(file));
  }

  /** The shell command of the RUN instruction that contains this, in any stage. */
  String command(String part) {
    return lines.stream()
        .filter(line -> line.startsWith("RUN ") && line.contains(part))
        .map(line -> line.substring("RUN ".length()))
        .findFirst()
        .orElseThrow(() -> new AssertionError("No RUN with " + part));
  }

  /**
   * A COPY of the last stage.
   *
   * @param stage where the source is; null: what is built from
   */
  record Copy(String stage, String source, String target) {}

  List<Copy> copies() {
    return lastStage.stream()
        .map(COPY::matcher)
        .filter(Matcher::matches)
        .map(found -> new Copy(found.group(1), found.group(2), found.group(3)))
        .toList();
  }

  /** What the image puts into its environment. */
  Map<String, String> environment() {
    Map<String, String> environment = new LinkedHashMap<>();
    lastStage.stream()
        .filter(line -> line.startsWith("ENV "))
        .flatMap(line -> SETTING.matcher(line).results())
        .forEach(
            found ->
                environment.put(
                    found.group(1), found.group(2) == null ? found.group(3) : found.group(2)));
    return environment;
  }

  List<String> entryPoint() {
    return words("ENTRYPOINT ");
  }

  List<String> healthCheck() {
    return words("HEALTHCHECK ");
  }

  private List<String> words(String instruction) {
    String line =
        lastStage.stream()
            .filter(any -> any.startsWith(instruction))
            .findFirst()
            .orElseThrow(() -> new AssertionError("No " + instruction));
    try {
      return List.of(
          new ObjectMapper().readValue(line.substring(line.indexOf('[')), String[].class));
    } catch (JsonProcessingException e) {
      throw new AssertionError(instruction + "is not in the exec form", e);
    }
  }
}
