package io.coportal.sync.simulator.quickbooks;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.math.BigDecimal;
import java.time.LocalDate;
import java.time.format.DateTimeParseException;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Set;
import java.util.function.UnaryOperator;
import java.util.stream.Collectors;

/**
 * What the schema knows of one kind of object: its members, their types and longest texts. Reading
 * refuses what does not fit and leaves out what a caller may send but not set.
 */
final class Shape {
  private final String name;
  private final Map<String, Member> members = new LinkedHashMap<>();

  private interface Member {
    /** The value as it is kept; null leaves it out. */
    JsonNode read(String name, JsonNode sent);

    default void checkNames(JsonNode sent) {}
  }

  private Shape(String name) {
    this.name = name;
  }

  static Shape of(String name) {
    return new Shape(name);
  }

  Shape text(int longest, String... names) {
    return all((member, sent) -> text(member, scalar(member, sent), longest), names);
  }

  Shape id(String... names) {
    return all(
        (member, sent) -> {
          var text = scalar(member, sent).asText();
          if (!text.matches("\\d*")) {
            throw Refusal.invalidId(text);
          }
          return JsonNodeFactory.instance.textNode(text);
        },
        names);
  }

  Shape number(String... names) {
    return all((member, sent) -> number(member, scalar(member, sent).asText()), names);
  }

  Shape flag(String... names) {
    return all(
        (member, sent) -> {
          var text = scalar(member, sent).asText();
          if (!text.matches("(?i)true|false")) {
            throw unreadable(member, sent, "boolean");
          }
          return JsonNodeFactory.instance.booleanNode(Boolean.parseBoolean(text));
        },
        names);
  }

  Shape date(String... names) {
    return all((member, sent) -> date(scalar(member, sent).asText()), names);
  }

  Shape choice(String member, String... values) {
    return all(
        (named, sent) -> {
          var text = scalar(named, sent).asText();
          if (!Set.of(values).contains(text)) {
            throw Refusal.invalid("2170", "Enumeration", text);
          }
          return JsonNodeFactory.instance.textNode(text);
        },
        member);
  }

  Shape object(Shape shape, String... names) {
    return all(nested(shape, sent -> withoutNulls(shape.read(sent))), names);
  }

  Shape list(Shape shape, String... names) {
    return all(
        nested(
            shape,
            sent -> {
              if (!sent.isArray()) {
                throw unreadable(shape.name, sent, "array");
              }
              var list = JsonNodeFactory.instance.arrayNode();
              sent.forEach(entry -> list.add(withoutNulls(shape.read(entry))));
              return list;
            }),
        names);
  }

  /** Members that are accepted and left out: the ledger's own, or none of the simulator's. */
  Shape ignored(String... names) {
    return all((member, sent) -> null, names);
  }

  /** Reads a whole object; a JSON null stays, to tell it from a member that was not sent. */
  ObjectNode read(JsonNode sent) {
    if (!sent.isObject()) {
      throw unreadable(name, sent, "object");
    }
    var kept = JsonNodeFactory.instance.objectNode();
    sent.properties()
        .forEach(
            field -> {
              var value =
                  field.getValue().isNull()
                      ? field.getValue()
                      : members.get(field.getKey()).read(field.getKey(), field.getValue());
              if (value != null) {
                kept.set(field.getKey(), value);
              }
            });
    return kept;
  }

  /** Refuses members, however deep, that the schema does not know. */
  void checkNames(JsonNode sent) {
    sent.properties()
        .forEach(
            field -> {
              if (!members.containsKey(field.getKey())) {
                throw unknown(field.getKey());
              }
              members.get(field.getKey()).checkNames(field.getValue());
            });
  }

  private Refusal unknown(String member) {
    var known =
        members.keySet().stream()
            .limit(12)
            .map(each -> '"' + each + '"')
            .collect(Collectors.joining(", "));
    return Refusal.unreadable(
        ("Property Name:Unrecognized field \"%s\" (class com.intuit.schema.finance.v3.%s), not"
                + " marked as ignorable (%d known properties: %s [truncated])) specified is"
                + " unsupported or invalid")
            .formatted(member, name, members.size(), known));
  }

  private Shape all(Member member, String... names) {
    for (var each : names) {
      members.put(each, member);
    }
    return this;
  }

  private static Member nested(Shape shape, UnaryOperator<JsonNode> read) {
    return new Member() {
      @Override
      public JsonNode read(String name, JsonNode sent) {
        return read.apply(sent);
      }

      @Override
      public void checkNames(JsonNode sent) {
        if (sent.isArray()) {
          sent.forEach(shape::checkNames);
        } else {
          shape.checkNames(sent);
        }
      }
    };
  }

  private static ObjectNode withoutNulls(ObjectNode object) {
    object.properties().removeIf(field -> field.getValue().isNull());
    return object;
  }

  private static JsonNode scalar(String member, JsonNode sent) {
    if (sent.isContainerNode()) {
      throw unreadable(member, sent, "String");
    }
    return sent;
  }

  private static JsonNode text(String member, JsonNode sent, int longest) {
    var text = sent.asText();
    if (text.length() > longest) {
      throw Refusal.tooLong(longest, text.length(), member);
    }
    return JsonNodeFactory.instance.textNode(text);
  }

  private static JsonNode number(String member, String text) {
    try {
      var number = new BigDecimal(text.trim());
      if (number.precision() - number.scale() > 15) {
        throw Refusal.invalid("2110", "Number range", member + " " + text);
      }
      return JsonNodeFactory.instance.numberNode(number);
    } catch (NumberFormatException e) {
      throw Refusal.invalid("2090", "Number", member + " " + text);
    }
  }

  private static JsonNode date(String text) {
    try {
      var day = text.replace('/', '-');
      return JsonNodeFactory.instance.textNode(
          LocalDate.parse(day.length() > 10 ? day.substring(0, 10) : day).toString());
    } catch (DateTimeParseException e) {
      throw Refusal.invalid("2060", "Date", text);
    }
  }

  private static Refusal unreadable(String member, JsonNode sent, String type) {
    return Refusal.unreadable(
        "Property Name:Can not deserialize instance of %s out of %s token : %s"
            .formatted(type, sent.getNodeType(), member));
  }
}
