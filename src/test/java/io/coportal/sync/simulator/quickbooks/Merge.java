package io.coportal.sync.simulator.quickbooks;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.Collection;

/** What an object becomes by what was sent: sparse changes members, full replaces all. */
final class Merge {
  private Merge() {}

  /**
   * @param old null to create
   * @param lasting members that only the ledger sets, kept whatever is sent
   */
  static ObjectNode of(ObjectNode sent, ObjectNode old, Collection<String> lasting) {
    var next = JsonNodeFactory.instance.objectNode();
    if (old != null && sent.path("sparse").asBoolean()) {
      next.setAll(old.deepCopy());
    } else if (old != null) {
      lasting.stream()
          .filter(old::has)
          .forEach(member -> next.set(member, old.get(member).deepCopy()));
    }
    sent.properties()
        .forEach(
            field -> {
              if (lasting.contains(field.getKey())) {
                return;
              }
              if (blank(field.getValue())) {
                next.remove(field.getKey());
              } else {
                next.set(field.getKey(), field.getValue());
              }
            });
    return next;
  }

  private static boolean blank(JsonNode value) {
    return value.isNull() || value.isTextual() && value.asText().isEmpty();
  }
}
