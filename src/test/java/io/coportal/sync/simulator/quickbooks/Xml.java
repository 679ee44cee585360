package io.coportal.sync.simulator.quickbooks;

import com.fasterxml.jackson.databind.JsonNode;
import io.coportal.sync.json.ExactJson;
import io.coportal.sync.simulator.Html;
import io.coportal.sync.simulator.Request;
import io.coportal.sync.simulator.Response;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.Locale;

/** Without an explicit wish for JSON the API answers in XML. */
final class Xml {
  private static final String TYPE = "application/xml;charset=UTF-8";

  private Xml() {}

  /** A fault of one error. */
  static String fault(String time, JsonNode fault) {
    var error = fault.at("/Error/0");
    return """
        <?xml version="1.0" encoding="UTF-8" standalone="yes"?>
        <IntuitResponse time="%s" xmlns="http://schema.intuit.com/finance/v3">
          <Fault type="%s">
            <Error code="%s">
              <Message>%s</Message>
              <Detail>%s</Detail>
            </Error>
          </Fault>
        </IntuitResponse>
        """
        .formatted(
            Html.escaped(time),
            Html.escaped(fault.path("type").asText()),
            Html.escaped(error.path("code").asText()),
            Html.escaped(error.path("Message").asText()),
            Html.escaped(error.path("Detail").asText()));
  }

  static Response inAskedForm(Request request, Response answer) {
    var asked = request.header("Accept").orElse("").toLowerCase(Locale.ROOT);
    var json = answer.headers().getOrDefault("Content-Type", "").contains("json");
    return asked.contains("json") || !json ? answer : of(answer);
  }

  private static Response of(Response answer) {
    try {
      var body = ExactJson.mapper().readTree(answer.body());
      if (body.has("Fault")) {
        var fault = fault(body.path("time").asText(), body.get("Fault"));
        return Response.of(answer.status(), TYPE, fault);
      }
      var xml = new StringBuilder("<?xml version=\"1.0\" encoding=\"UTF-8\" standalone=\"yes\"?>");
      xml.append("<IntuitResponse xmlns=\"http://schema.intuit.com/finance/v3\" time=\"")
          .append(Html.escaped(body.path("time").asText()))
          .append("\">");
      body.properties()
          .forEach(
              field -> {
                if (!field.getKey().equals("time")) {
                  append(xml, field.getKey(), field.getValue());
                }
              });
      return Response.of(answer.status(), TYPE, xml.append("</IntuitResponse>").toString());
    } catch (IOException notJson) {
      throw new UncheckedIOException(notJson);
    }
  }

  private static void append(StringBuilder xml, String name, JsonNode value) {
    if (value.isArray()) {
      value.forEach(entry -> append(xml, name, entry));
      return;
    }
    xml.append('<').append(name).append('>');
    if (value.isObject()) {
      value.properties().forEach(field -> append(xml, field.getKey(), field.getValue()));
    } else {
      xml.append(Html.escaped(value.asText()));
    }
    xml.append("</").append(name).append('>');
  }
}
