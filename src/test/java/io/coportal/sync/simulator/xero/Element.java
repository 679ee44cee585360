package io.coportal.sync.simulator.xero;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.math.BigDecimal;
import java.time.LocalDate;
import java.time.format.DateTimeParseException;
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;

/**
 * An object as the caller sent it. Missing and null members read as null; a member of the wrong
 * type refuses the whole request.
 */
record Element(JsonNode node) {

  static Element of(JsonNode node) {
    if (!(node instanceof ObjectNode)) {
      throw Refusal.badData("Could not convert a value to an object");
    }
    return new Element(node);
  }

  boolean has(String name) {
    return node.hasNonNull(name);
  }

  String text(String name) {
    if (!has(name)) {
      return null;
    }
    if (node.get(name).isContainerNode()) {
      throw unreadable(name, "string");
    }
    return node.get(name).asText();
  }

  /** The text, or null if it is missing or blank. */
  String nonBlank(String name) {
    var text = text(name);
    return text == null || text.isBlank() ? null : text;
  }

  BigDecimal number(String name) {
    var text = nonBlank(name);
    try {
      return text == null ? null : new BigDecimal(text.trim());
    } catch (NumberFormatException e) {
      throw unreadable(name, "decimal");
    }
  }

  LocalDate date(String name) {
    var text = nonBlank(name);
    try {
      return text == null ? null : XeroDates.date(text);
    } catch (DateTimeParseException e) {
      throw unreadable(name, "DateTime");
    }
  }

  UUID id(String name) {
    var text = nonBlank(name);
    try {
      return text == null ? null : UUID.fromString(text);
    } catch (IllegalArgumentException e) {
      throw unreadable(name, "Guid");
    }
  }

  Boolean flag(String name) {
    var text = nonBlank(name);
    if (text != null && !text.matches("(?i)true|false")) {
      throw unreadable(name, "boolean");
    }
    return text == null ? null : Boolean.valueOf(text);
  }

  Element child(String name) {
    if (has(name) && !node.get(name).isObject()) {
      throw unreadable(name, "object");
    }
    return has(name) ? new Element(node.get(name)) : null;
  }

  /** The objects of an array, or null if it is missing. */
  List<Element> list(String name) {
    if (!has(name)) {
      return null;
    }
    if (!node.get(name).isArray()) {
      throw unreadable(name, "array");
    }
    var list = new ArrayList<Element>();
    node.get(name).forEach(entry -> list.add(of(entry)));
    return list;
  }

  private Refusal unreadable(String name, String type) {
    return Refusal.badData(
        "Could not convert string to " + type + ": " + node.get(name) + ". Path '" + name + "'");
  }
}
