package io.coportal.sync.simulator.coportal;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.coportal.sync.json.ExactJson;
import io.coportal.sync.simulator.Request;
import io.coportal.sync.simulator.Response;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/** What CoPortal was told of its invoices, by workspace, invoice and ledger. */
public final class WrittenBack {
  private static final String SEQUENCE = "sequence";

  private final Map<String, List<JsonNode>> taken = new LinkedHashMap<>();

  /** What CoPortal shows now; missing if it was never told. */
  public synchronized JsonNode held(String workspace, String invoice, String ledger) {
    List<JsonNode> all = history(workspace, invoice, ledger);
    return all.isEmpty() ? ExactJson.mapper().missingNode() : all.get(all.size() - 1);
  }

  /** All that was taken, in order; repetitions and what came too late are not among it. */
  public synchronized List<JsonNode> history(String workspace, String invoice, String ledger) {
    return List.copyOf(taken.getOrDefault(key(workspace, invoice, ledger), List.of()));
  }

  /** What CoPortal shows now of an invoice, by ledger. */
  synchronized Map<String, JsonNode> held(String workspace, String invoice) {
    Map<String, JsonNode> held = new TreeMap<>();
    String prefix = key(workspace, invoice, "");
    taken.forEach(
        (key, told) -> {
          if (key.startsWith(prefix)) {
            held.put(key.substring(prefix.length()), told.get(told.size() - 1));
          }
        });
    return held;
  }

  synchronized Response take(String workspace, String invoice, String ledger, Request request) {
    JsonNode told;
    try {
      told = ExactJson.mapper().readTree(request.body());
    } catch (java.io.IOException notJson) {
      return CoPortalSimulator.refusal(400, "not_json");
    }
    if (!told.path(SEQUENCE).isIntegralNumber() || !told.path("ledger_state").isTextual()) {
      return CoPortalSimulator.refusal(422, "incomplete");
    }
    JsonNode held = held(workspace, invoice, ledger);
    if (told.path(SEQUENCE).asLong() > held.path(SEQUENCE).asLong()) {
      taken.computeIfAbsent(key(workspace, invoice, ledger), k -> new ArrayList<>()).add(told);
    }
    return Response.empty(204);
  }

  synchronized ObjectNode all() {
    ObjectNode all = JsonNodeFactory.instance.objectNode();
    taken.forEach((key, told) -> all.set(key, told.get(told.size() - 1)));
    return all;
  }

  private static String key(String workspace, String invoice, String ledger) {
    return String.join("/", workspace, invoice, ledger);
  }
}
