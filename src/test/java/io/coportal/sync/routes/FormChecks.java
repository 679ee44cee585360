package io.coportal.sync.routes;

import com.fasterxml.jackson.databind.ObjectMapper;
import com.networknt.schema.InputFormat;
import com.networknt.schema.JsonSchema;
import com.networknt.schema.JsonSchemaFactory;
import com.networknt.schema.SchemaValidatorsConfig;
import com.networknt.schema.SpecVersion.VersionFlag;
import com.networknt.schema.ValidationMessage;
import io.coportal.sync.json.ExactJson;
import io.coportal.sync.routes.RouteTree.RouteFile;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.stream.Stream;

/** Camel's own schema, and the canonical form that Camel, Kaoto and people write alike. */
final class FormChecks {
  private static final Set<String> ELEMENTS =
      Set.of("route", "routeConfiguration", "routeTemplate", "templatedRoute", "rest");
  private static final Set<String> LANGUAGES =
      Set.of(
          "constant",
          "csimple",
          "exchangeProperty",
          "groovy",
          "header",
          "java",
          "jq",
          "js",
          "jsonpath",
          "language",
          "method",
          "mvel",
          "ognl",
          "python",
          "simple",
          "spel",
          "tokenize",
          "variable",
          "xpath",
          "xquery");

  /** Members that are an expression themselves; the schema knows no {@code expression} in them. */
  private static final Set<String> EXPRESSIONS =
      Set.of(
          "expression",
          "completionPredicate",
          "completionSizeExpression",
          "completionTimeoutExpression",
          "continued",
          "correlationExpression",
          "handled",
          "retryWhile");

  private static final ObjectMapper JSON = ExactJson.mapper();
  private static final JsonSchema SCHEMA = schema();

  private FormChecks() {}

  private static JsonSchema schema() {
    try (InputStream in = FormChecks.class.getResourceAsStream("/schema/camelYamlDsl.json")) {
      // Unfolded ahead of use, this schema takes a quarter of the tests' memory until they end.
      var asNeeded = SchemaValidatorsConfig.builder().preloadJsonSchema(false).build();
      return JsonSchemaFactory.getInstance(VersionFlag.V4).getSchema(in, asNeeded);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  static List<Finding> schema(RouteTree tree) {
    return tree.routeFiles().stream().flatMap(FormChecks::schemaFindings).toList();
  }

  private static Stream<Finding> schemaFindings(RouteFile file) {
    String json = JSON.valueToTree(YamlValue.load(file.text())).toString();
    return SCHEMA.validate(json, InputFormat.JSON).stream()
        .map(message -> new Finding(file.path(), line(file, message), message.getMessage()));
  }

  private static int line(RouteFile file, ValidationMessage message) {
    YamlValue value = file.root();
    for (int i = 0; i < message.getInstanceLocation().getNameCount(); i++) {
      Object step = message.getInstanceLocation().getElement(i);
      value =
          step instanceof Integer position
              ? value.items().get(position)
              : value.at(step.toString()).orElse(value);
    }
    return value.line();
  }

  static List<Finding> canonical(RouteTree tree) {
    return tree.routeFiles().stream()
        .flatMap(
            file ->
                Stream.of(elements(file), steps(file), expressions(file), uris(file))
                    .flatMap(List::stream))
        .toList();
  }

  private static List<Finding> elements(RouteFile file) {
    return file.root().items().stream()
        .flatMap(item -> item.members().stream())
        .filter(element -> !ELEMENTS.contains(element.key()))
        .map(
            element ->
                file.finding(
                    element, "'%s' stands at the top; only %s may.", element.key(), ELEMENTS))
        .toList();
  }

  private static List<Finding> steps(RouteFile file) {
    return file.root()
        .named("steps")
        .flatMap(steps -> steps.items().stream())
        .flatMap(step -> step.members().stream())
        .filter(step -> !step.isMap())
        .map(step -> file.finding(step, "The step '%s' is written in short form.", step.key()))
        .toList();
  }

  private static List<Finding> expressions(RouteFile file) {
    List<Finding> findings = new ArrayList<>();
    file.root()
        .all()
        .filter(value -> !value.key().equals("parameters"))
        .flatMap(value -> value.members().stream())
        .filter(value -> LANGUAGES.contains(value.key()))
        .filter(value -> !isBeanMethod(value))
        .forEach(
            value -> {
              if (!EXPRESSIONS.contains(value.parentKey())) {
                findings.add(
                    file.finding(value, "'%s' stands outside of 'expression'.", value.key()));
              } else if (!value.isMap()) {
                findings.add(
                    file.finding(
                        value, "The expression '%s' is written in short form.", value.key()));
              }
            });
    return findings;
  }

  private static boolean isBeanMethod(YamlValue value) {
    return value.key().equals("method")
        && value.isText()
        && Set.of("bean", "method").contains(value.parentKey());
  }

  private static List<Finding> uris(RouteFile file) {
    return file.root()
        .all()
        .flatMap(step -> step.at("uri").stream())
        .filter(uri -> !uri.parentKey().equals("toD"))
        .filter(uri -> !uri.text().startsWith("bean:") && !uri.text().startsWith("sql:"))
        .filter(uri -> uri.text().contains("?") || uri.text().contains(":"))
        .filter(uri -> !uri.text().startsWith("{{"))
        .map(
            uri ->
                file.finding(
                    uri, "The uri '%s' carries what belongs under 'parameters'.", uri.text()))
        .toList();
  }
}
