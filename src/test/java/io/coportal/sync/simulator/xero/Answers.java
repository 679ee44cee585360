package io.coportal.sync.simulator.xero;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.coportal.sync.json.ExactJson;
import io.coportal.sync.simulator.Request;
import io.coportal.sync.simulator.Response;
import java.io.IOException;
import java.time.Clock;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.UUID;

/** Envelopes: how elements arrive in a body and how they are answered. */
final class Answers {
  private static final ObjectMapper JSON = ExactJson.mapper();

  private final Clock clock;

  Answers(Clock clock) {
    this.clock = clock;
  }

  /** The elements of a write: those under the plural's key, or the bare object itself. */
  static List<Element> elements(Request request, String plural) {
    JsonNode body;
    try {
      body = JSON.readTree(request.body());
    } catch (IOException malformed) {
      throw Refusal.badData("it could not be read");
    }
    if (!(body instanceof ObjectNode object)) {
      throw Refusal.badData("Could not convert the body to an object");
    }
    var names = new ArrayList<String>();
    object.fieldNames().forEachRemaining(names::add);
    for (var name : names) {
      var member = object.get(name);
      if (name.equalsIgnoreCase(plural) && member.isArray()) {
        var elements = new ArrayList<Element>();
        member.forEach(entry -> elements.add(Element.of(entry)));
        return elements;
      }
    }
    return List.of(Element.of(object));
  }

  Response list(String plural, Collection<ObjectNode> elements) {
    return Response.json(200, envelope(plural, elements));
  }

  ObjectNode envelope(String plural, Collection<ObjectNode> elements) {
    var json = JsonNodeFactory.instance.objectNode();
    json.put("Id", UUID.randomUUID().toString())
        .put("Status", "OK")
        .put("ProviderName", "Simulated App")
        .put("DateTimeUTC", XeroDates.epochWithoutOffset(clock.instant()));
    json.putArray(plural).addAll(elements);
    return json;
  }

  /**
   * Answers a write. With {@code summarize} one failure hides all that was done; without, every
   * element says how it fared.
   */
  Response outcomes(String plural, List<Outcome> outcomes, boolean summarize) {
    var flag = plural.equals("Contacts") ? "HasValidationErrors" : "HasErrors";
    outcomes.forEach(outcome -> mark(outcome, flag));
    var failures = outcomes.stream().filter(Outcome::failed).map(Outcome::element).toList();
    if (summarize && !failures.isEmpty()) {
      var body = Refusal.exception(10, "ValidationException", "A validation exception occurred");
      body.putArray("Elements").addAll(failures);
      return Response.json(400, body);
    }
    if (!summarize) {
      outcomes.forEach(
          outcome -> outcome.element().put("StatusAttributeString", statusOf(outcome)));
    }
    return list(plural, outcomes.stream().map(Outcome::element).toList());
  }

  private static String statusOf(Outcome outcome) {
    return outcome.failed() ? "ERROR" : outcome.warnings().isEmpty() ? "OK" : "WARNING";
  }

  private static void mark(Outcome outcome, String flag) {
    outcome.element().put(flag, outcome.failed());
    if (outcome.failed()) {
      messages(outcome.element().putArray("ValidationErrors"), outcome.errors());
    }
    if (!outcome.warnings().isEmpty()) {
      messages(outcome.element().putArray("Warnings"), outcome.warnings());
    }
  }

  private static void messages(ArrayNode array, Collection<String> messages) {
    messages.forEach(message -> array.addObject().put("Message", message));
  }
}
