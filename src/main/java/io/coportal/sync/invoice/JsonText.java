package io.coportal.sync.invoice;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.coportal.sync.json.ExactJson;
import io.coportal.sync.problem.Problem;

/** Text to tree and back, digit for digit. */
public final class JsonText {
  private static final ObjectMapper MAPPER = ExactJson.mapper();

  private static final String BYTE_ORDER_MARK = "\uFEFF";

  private JsonText() {}

  /**
   * @throws Problem 400 {@code not-json}
   */
  public static JsonNode parse(String text) {
    if (text.startsWith(BYTE_ORDER_MARK)) {
      throw notJson("it begins with a byte order mark");
    }
    try {
      JsonNode tree = ExactJson.read(text);
      if (tree.isMissingNode()) {
        throw notJson("it is empty");
      }
      return tree;
    } catch (JsonProcessingException unreadable) {
      var place = unreadable.getLocation();
      throw notJson(
          place == null
              ? "it goes beyond the limits of numbers or of nesting"
              : "line %d, column %d".formatted(place.getLineNr(), place.getColumnNr()));
    }
  }

  private static Problem notJson(String where) {
    return new Problem(
        400,
        "not-json",
        "The body cannot be read as JSON: " + where + ".",
        "Send one JSON object in UTF-8, each member once, nested at most 50 deep.");
  }

  /** The tree without white space between its parts; members, order and digits as they came. */
  static String compact(Object tree) {
    try {
      return MAPPER.writeValueAsString(tree);
    } catch (JsonProcessingException unwritable) {
      throw new IllegalArgumentException(unwritable);
    }
  }

  static JsonNode tree(Object value) {
    return MAPPER.valueToTree(value);
  }
}
