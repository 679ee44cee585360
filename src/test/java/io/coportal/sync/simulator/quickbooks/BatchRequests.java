package io.coportal.sync.simulator.quickbooks;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.Locale;
import java.util.Set;

/** Many requests in one: each does or refuses for itself. */
final class BatchRequests {
  private static final int MOST = 30;
  private static final int LONGEST_ID = 10;
  private static final int LONGEST_REQUEST_ID = 36;
  private static final Set<String> MEMBERS =
      Set.of("bId", "operation", "optionsData", "Query", "CDCQuery", "ReportQuery");

  private final Company books;
  private final EntityRequests entities;

  BatchRequests(Company books) {
    this.books = books;
    this.entities = new EntityRequests(books);
  }

  /**
   * @param requestId empty if none was sent
   */
  ObjectNode answer(JsonNode body, String requestId) {
    var items = body.path("BatchItemRequest");
    if (!items.isArray() || items.isEmpty()) {
      throw Refusal.required("BatchItemRequest");
    }
    if (items.size() > MOST) {
      throw Refusal.of("1040", "Batch too large", "The batch holds more than " + MOST + " items");
    }
    if (requestId.length() > LONGEST_REQUEST_ID) {
      throw Refusal.invalid("2130", "Request Id Format", requestId);
    }
    var answer = JsonNodeFactory.instance.objectNode();
    var done = answer.putArray("BatchItemResponse");
    items.forEach(item -> done.add(done(item)));
    return answer;
  }

  private ObjectNode done(JsonNode item) {
    var done = JsonNodeFactory.instance.objectNode();
    done.put("bId", item.path("bId").asText());
    try {
      work(item, done);
    } catch (Refusal refusal) {
      done.set("Fault", Answers.faultNode(refusal, books.settings.french));
    }
    return done;
  }

  private void work(JsonNode item, ObjectNode done) {
    var id = item.path("bId").asText();
    if (id.isEmpty()) {
      throw Refusal.required("bId");
    }
    if (id.length() > LONGEST_ID) {
      throw Refusal.tooLong(LONGEST_ID, id.length(), "bId");
    }
    if (item.hasNonNull("Query")) {
      done.set("QueryResponse", new QueryRequests(books).answer(item.get("Query").asText()));
      return;
    }
    var type = "";
    for (var names = item.fieldNames(); names.hasNext(); ) {
      var name = names.next();
      type = MEMBERS.contains(name) ? type : name;
    }
    if (type.isEmpty() || EntityRequests.type(type).isEmpty()) {
      throw Refusal.unreadable("Property Name:" + type + " specified is unsupported or invalid");
    }
    var options = item.path("optionsData").asText("").toLowerCase(Locale.ROOT);
    var operation = options.equals("void") ? "void" : item.path("operation").asText("");
    done.set(
        type,
        entities.write(
            type,
            operation.toLowerCase(Locale.ROOT),
            item.get(type),
            options.contains("allowduplicatedocnum")));
  }
}
