package io.coportal.sync.simulator;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.coportal.sync.json.ExactJson;
import java.nio.charset.StandardCharsets;
import java.util.LinkedHashMap;
import java.util.Map;

/**
 * One HTTP answer of a simulator.
 *
 * @param status the HTTP status, 200 to 599
 * @param headers name to value, one value each
 * @param body the bytes; empty sends no body
 */
public record Response(int status, Map<String, String> headers, byte[] body) {
  private static final ObjectMapper JSON = ExactJson.mapper();
  private static final byte[] NOTHING = {};

  public static Response json(int status, JsonNode body) {
    try {
      return of(status, "application/json; charset=utf-8", JSON.writeValueAsString(body));
    } catch (JsonProcessingException impossible) {
      throw new IllegalStateException("A JSON tree could not be written", impossible);
    }
  }

  public static Response html(int status, String body) {
    return of(status, "text/html; charset=utf-8", body);
  }

  public static Response text(int status, String body) {
    return of(status, "text/plain; charset=utf-8", body);
  }

  public static Response of(int status, String contentType, String body) {
    return new Response(
        status, Map.of("Content-Type", contentType), body.getBytes(StandardCharsets.UTF_8));
  }

  public static Response empty(int status) {
    return new Response(status, Map.of(), NOTHING);
  }

  public static Response redirect(String location) {
    return empty(302).with("Location", location);
  }

  public Response with(String name, String value) {
    var more = new LinkedHashMap<>(headers);
    more.put(name, value);
    return new Response(status, more, body);
  }

  public String text() {
    return new String(body, StandardCharsets.UTF_8);
  }
}
