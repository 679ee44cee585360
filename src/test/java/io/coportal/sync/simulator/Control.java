package io.coportal.sync.simulator;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.coportal.sync.json.ExactJson;
import java.io.IOException;
import java.time.Duration;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.function.Function;

/**
 * The simulator's remote control under {@code /_sim}, for tests that run in another process:
 * journal, faults, clock, and what a provider adds.
 */
public final class Control {
  private static final ObjectMapper JSON = ExactJson.mapper();

  private final Journal journal;
  private final FaultScript faults;
  private final SimulatorClock clock;
  private final Map<String, Function<JsonNode, Fault>> kinds = new TreeMap<>();
  private final Map<String, Function<Request, Response>> actions = new TreeMap<>();

  public Control(SimulatorServer server) {
    this.journal = server.journal();
    this.faults = server.faults();
    this.clock = server.clock();
    kinds.put("drop-before-work", options -> Fault.dropBeforeWork());
    kinds.put("drop-answer", options -> Fault.dropAnswer());
    kinds.put("slow-work", options -> Fault.slowWork(delay(options)));
    kinds.put("slow-answer", options -> Fault.slowAnswer(delay(options)));
    kinds.put("truncated-answer", options -> Fault.truncatedAnswer());
  }

  /** Adds a kind of fault; the function reads its options from the posted {@code fault} object. */
  public Control kind(String name, Function<JsonNode, Fault> fault) {
    kinds.put(name, fault);
    return this;
  }

  /** Adds {@code METHOD name}, such as {@code POST expire-access-tokens}. */
  public Control action(String methodAndName, Function<Request, Response> action) {
    actions.put(methodAndName, action);
    return this;
  }

  /** Empty when the request is none of the control's. */
  public Optional<Response> answer(Request request) {
    var segments = request.segments();
    if (segments.isEmpty() || !segments.get(0).equals(SimulatorServer.CONTROL.substring(1))) {
      return Optional.empty();
    }
    var name = segments.size() > 1 ? segments.get(1) : "";
    var call = request.method() + " " + name;
    try {
      return Optional.of(
          switch (call) {
            case "GET journal" -> Response.json(200, JSON.valueToTree(journal.requests()));
            case "DELETE journal" -> done(journal::clear);
            case "POST faults" -> scripted(JSON.readTree(request.body()));
            case "GET faults" -> Response.json(200, pending());
            case "DELETE faults" -> done(faults::clear);
            case "POST clock" -> advanced(JSON.readTree(request.body()));
            default -> actions.getOrDefault(call, unknown -> Response.empty(404)).apply(request);
          });
    } catch (IOException malformed) {
      return Optional.of(Response.text(400, "Not JSON: " + malformed.getMessage()));
    }
  }

  /** Runs {@code action} and answers 204. */
  public static Response done(Runnable action) {
    action.run();
    return Response.empty(204);
  }

  private Response scripted(JsonNode body) throws JsonProcessingException {
    var options = body.path("fault");
    var kind = kinds.get(options.path("kind").asText());
    if (kind == null) {
      return Response.text(400, "fault.kind must be one of " + kinds.keySet());
    }
    var match = body.path("match");
    var matcher =
        new RequestMatcher(
            match.path("method").asText(""),
            match.path("path").asText(""),
            match.path("body").asText(""),
            match.path("header").asText(""));
    faults.next(body.path("times").asInt(1), matcher, kind.apply(options));
    return Response.json(201, pending());
  }

  private ObjectNode pending() {
    return JSON.createObjectNode().put("pending", faults.pending());
  }

  private Response advanced(JsonNode body) {
    clock.advance(Duration.ofSeconds(body.path("advanceSeconds").asLong()));
    return Response.json(200, JSON.createObjectNode().put("now", clock.instant().toString()));
  }

  private static Duration delay(JsonNode options) {
    return Duration.ofMillis(options.path("delayMillis").asLong());
  }
}
