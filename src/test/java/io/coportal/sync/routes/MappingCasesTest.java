package io.coportal.sync.routes;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.MissingNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.coportal.sync.json.ExactJson;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.TreeMap;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * Every case in {@code src/test/resources/cases/<ledger>/<mapping>/<case>} against the mapping in
 * {@code routes/<ledger>/<mapping>.jq}. A case is data: {@code input.json}, {@code expected.json}
 * and, where the mapping reads variables, {@code variables.json}.
 */
class MappingCasesTest {
  private static final Path CASES = Path.of("src/test/resources/cases");
  private static final ObjectMapper JSON = ExactJson.mapper();
  private static final MappingRunner RUNNER = new MappingRunner();

  @AfterAll
  static void stop() {
    RUNNER.stop();
  }

  record Case(String ledger, String mapping, Path folder) {
    static Case at(Path folder) {
      return new Case(
          folder.getParent().getParent().getFileName().toString(),
          folder.getParent().getFileName().toString(),
          folder);
    }

    JsonNode read(String file) throws IOException {
      Path path = folder.resolve(file);
      return Files.exists(path) ? JSON.readTree(Files.readString(path)) : MissingNode.getInstance();
    }

    @Override
    public String toString() {
      return CASES.relativize(folder).toString();
    }
  }

  static Stream<Case> cases() throws IOException {
    try (Stream<Path> files = Files.walk(CASES)) {
      return files
          .filter(file -> file.endsWith("expected.json"))
          .map(file -> Case.at(file.getParent()))
          .sorted((one, other) -> one.toString().compareTo(other.toString()))
          .toList()
          .stream();
    }
  }

  @ParameterizedTest(name = "{0}")
  @MethodSource("cases")
  void theMappingGivesWhatTheCaseExpects(Case given) throws IOException {
    Capability capability = Capability.of(given.mapping());
    JsonNode input = given.read("input.json");
    if (capability.input() != null) {
      assertThat(Schemas.faults(capability.input(), input)).as("input").isEmpty();
    }

    JsonNode output =
        RUNNER.run(
            Path.of("routes", given.ledger(), given.mapping() + ".jq"),
            input,
            given.read("variables.json"));

    assertThat(text(output)).isEqualTo(text(given.read("expected.json")));
    assertThat(Schemas.faults(capability.output(), output)).as("output").isEmpty();
  }

  @Test
  void everyMappingHasACase() throws IOException {
    List<String> covered =
        cases().map(known -> "routes/" + known.ledger() + "/" + known.mapping() + ".jq").toList();
    assertThat(covered).containsAll(RouteTree.read(Path.of("")).routeTexts(".jq").keySet());
  }

  /** Members in one order, numbers digit for digit: {@code 100.00} is not {@code 100}. */
  private static String text(JsonNode json) throws IOException {
    return JSON.writerWithDefaultPrettyPrinter().writeValueAsString(sorted(json));
  }

  private static JsonNode sorted(JsonNode json) {
    if (json.isArray()) {
      var list = JSON.createArrayNode();
      json.forEach(item -> list.add(sorted(item)));
      return list;
    }
    if (!json.isObject()) {
      return json;
    }
    TreeMap<String, JsonNode> members = new TreeMap<>();
    json.properties().forEach(member -> members.put(member.getKey(), sorted(member.getValue())));
    ObjectNode ordered = JSON.createObjectNode();
    ordered.setAll(members);
    return ordered;
  }
}
