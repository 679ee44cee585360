package io.coportal.sync.invoice;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.HashSet;
import java.util.Set;

/** The members of one JSON object; remembers which were asked for, so that the rest is refused. */
final class JsonMembers {
  private static final int LONGEST_NAME_SHOWN = 64;

  private final JsonNode object;
  private final String pointer;
  private final Faults faults;
  private final Set<String> asked = new HashSet<>();

  JsonMembers(JsonNode object, String pointer, Faults faults) {
    this.object = object;
    this.pointer = pointer;
    this.faults = faults;
  }

  JsonValue required(String name) {
    JsonValue value = optional(name);
    if (value.absent()) {
      faults.add(pointerTo(name), "is missing. Send it.");
    }
    return value;
  }

  /** A member that is null counts as left out. */
  JsonValue optional(String name) {
    asked.add(name);
    JsonNode node = object.get(name);
    return new JsonValue(node == null || node.isNull() ? null : node, pointerTo(name), faults);
  }

  void refuseOthers() {
    object
        .fieldNames()
        .forEachRemaining(
            name -> {
              if (!asked.contains(name)) {
                faults.addUnknown(pointerTo(shown(name)));
              }
            });
  }

  private String pointerTo(String name) {
    return pointer + "/" + name.replace("~", "~0").replace("/", "~1");
  }

  /** The name comes from outside and goes into an answer that must be writable as UTF-8. */
  private static String shown(String name) {
    String clean = TextRule.UNWRITABLE.matcher(name).replaceAll("\uFFFD");
    return clean.length() <= LONGEST_NAME_SHOWN
        ? clean
        : clean.substring(0, clean.offsetByCodePoints(0, LONGEST_NAME_SHOWN / 2)) + "…";
  }
}
