package io.coportal.sync.routes;

import com.fasterxml.jackson.databind.JsonNode;
import com.networknt.schema.JsonSchema;
import com.networknt.schema.JsonSchemaFactory;
import com.networknt.schema.SchemaLocation;
import com.networknt.schema.SpecVersion.VersionFlag;
import com.networknt.schema.ValidationMessage;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;

/** The schemas in {@code routes/shared} of what passes between the steps. */
final class Schemas {
  static final Path FOLDER = Path.of("routes/shared");

  private static final JsonSchemaFactory FACTORY = JsonSchemaFactory.getInstance(VersionFlag.V7);
  private static final Map<String, JsonSchema> LOADED = new ConcurrentHashMap<>();

  private Schemas() {}

  /** What the schema of this name, for example {@code request}, says against the JSON. */
  static List<String> faults(String name, JsonNode json) {
    return LOADED.computeIfAbsent(name, Schemas::load).validate(json).stream()
        .map(ValidationMessage::getMessage)
        .toList();
  }

  private static JsonSchema load(String name) {
    Path file = FOLDER.resolve(name + ".schema.json").toAbsolutePath();
    return FACTORY.getSchema(SchemaLocation.of(file.toUri().toString()));
  }
}
