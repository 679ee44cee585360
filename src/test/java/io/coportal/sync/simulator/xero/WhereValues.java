package io.coportal.sync.simulator.xero;

import com.fasterxml.jackson.databind.JsonNode;
import java.math.BigDecimal;
import java.time.LocalDateTime;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Locale;

/** The values a filter or an order works with: texts, decimals, truths and times in UTC. */
final class WhereValues {
  private WhereValues() {}

  /** The value of a path without regard to case; null where a step is missing. */
  static Object read(JsonNode row, List<String> path) {
    var node = row;
    for (var step : path) {
      var names = node.fieldNames();
      JsonNode child = null;
      while (names.hasNext() && child == null) {
        var name = names.next();
        child = name.equalsIgnoreCase(step) ? node.get(name) : null;
      }
      if (child == null) {
        return null;
      }
      node = child;
    }
    if (node.isNumber()) {
      return node.decimalValue();
    }
    if (node.isBoolean()) {
      return node.booleanValue();
    }
    var text = node.asText();
    return XeroDates.isEpoch(text)
        ? LocalDateTime.ofInstant(XeroDates.instant(text), ZoneOffset.UTC)
        : text;
  }

  /** What a comparison sign says of two values; null is equal to null only. */
  static boolean compare(String sign, Object a, Object b) {
    if (sign.equals("==") || sign.equals("=")) {
      return equal(a, b);
    }
    if (sign.equals("!=")) {
      return !equal(a, b);
    }
    if (a == null || b == null) {
      return false;
    }
    var order = order(a, b);
    return switch (sign) {
      case ">" -> order > 0;
      case "<" -> order < 0;
      case ">=" -> order >= 0;
      default -> order <= 0;
    };
  }

  private static boolean equal(Object a, Object b) {
    return a == null || b == null ? a == b : order(a, b) == 0;
  }

  /** Compares two values of one kind; texts without regard to case. */
  static int order(Object a, Object b) {
    if (a instanceof BigDecimal left && b instanceof BigDecimal right) {
      return left.compareTo(right);
    }
    if (a instanceof LocalDateTime left && b instanceof LocalDateTime right) {
      return left.compareTo(right);
    }
    if (a instanceof BigDecimal != b instanceof BigDecimal
        || a instanceof LocalDateTime != b instanceof LocalDateTime) {
      throw Refusal.badQuery("Operator incompatible with operand types");
    }
    return lower(a).compareTo(lower(b));
  }

  static String lower(Object text) {
    return text == null ? null : text.toString().toLowerCase(Locale.ROOT);
  }

  static boolean truth(Object value) {
    if (value instanceof Boolean truth) {
      return truth;
    }
    throw Refusal.badQuery("Expression of type 'Boolean' expected");
  }
}
