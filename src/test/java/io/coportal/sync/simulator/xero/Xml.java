package io.coportal.sync.simulator.xero;

import com.fasterxml.jackson.databind.JsonNode;
import io.coportal.sync.json.ExactJson;
import io.coportal.sync.simulator.Html;
import io.coportal.sync.simulator.Response;
import java.io.IOException;

/**
 * The XML form of JSON answers; plain enough for a caller to see that it forgot to ask for JSON.
 */
final class Xml {
  private Xml() {}

  static Response of(Response answer) {
    var type = answer.headers().getOrDefault("Content-Type", "");
    if (!type.startsWith("application/json")) {
      return answer;
    }
    try {
      var xml = new StringBuilder();
      write("Response", ExactJson.mapper().readTree(answer.body()), xml);
      var whole = Response.of(answer.status(), "text/xml; charset=utf-8", xml.toString());
      for (var header : answer.headers().entrySet()) {
        whole =
            header.getKey().equals("Content-Type")
                ? whole
                : whole.with(header.getKey(), header.getValue());
      }
      return whole;
    } catch (IOException notJson) {
      return answer;
    }
  }

  private static void write(String name, JsonNode node, StringBuilder xml) {
    if (node.isArray()) {
      node.forEach(entry -> write(name, entry, xml));
      return;
    }
    xml.append('<').append(name).append('>');
    if (node.isObject()) {
      node.properties().forEach(field -> write(field.getKey(), field.getValue(), xml));
    } else {
      xml.append(Html.escaped(node.asText()));
    }
    xml.append("</").append(name).append('>');
  }
}
