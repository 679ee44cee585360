package io.coportal.sync.contract;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import io.coportal.sync.json.ExactJson;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpHeaders;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.time.Duration;

/** CoPortal's backend: speaks the REST API with a key. */
final class Portal {
  private static final Duration PATIENCE = Duration.ofSeconds(60);

  private final HttpClient http =
      HttpClient.newBuilder().version(HttpClient.Version.HTTP_1_1).build();
  private final int port;
  private final String key;

  Portal(int port, String key) {
    this.port = port;
    this.key = key;
  }

  /**
   * @param text the body as it came; {@code json} is missing when it is not JSON
   */
  record Answer(int status, HttpHeaders headers, String text, JsonNode json) {
    String contentType() {
      return headers.firstValue("Content-Type").orElse("");
    }
  }

  int port() {
    return port;
  }

  /** The same backend with another key. */
  Portal with(String otherKey) {
    return new Portal(port, otherKey);
  }

  Answer get(String path) {
    return send("GET", path, null);
  }

  Answer put(String path, String body) {
    return send("PUT", path, body);
  }

  /**
   * @param body null for none
   * @param headers names and values in turn
   */
  Answer send(String method, String path, String body, String... headers) {
    HttpRequest.Builder request =
        HttpRequest.newBuilder(URI.create("http://127.0.0.1:" + port + "/api/v1" + path))
            .timeout(PATIENCE)
            .method(method, body == null ? BodyPublishers.noBody() : BodyPublishers.ofString(body));
    if (key != null) {
      request.header("Authorization", "Bearer " + key);
    }
    if (body != null) {
      request.header("Content-Type", "application/json");
    }
    for (int i = 0; i < headers.length; i += 2) {
      request.setHeader(headers[i], headers[i + 1]);
    }
    try {
      HttpResponse<String> answer =
          http.send(request.build(), HttpResponse.BodyHandlers.ofString());
      return new Answer(
          answer.statusCode(), answer.headers(), answer.body(), parsed(answer.body()));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new IllegalStateException(e);
    }
  }

  private static JsonNode parsed(String body) {
    try {
      return ExactJson.mapper().readTree(body);
    } catch (JsonProcessingException notJson) {
      return ExactJson.mapper().missingNode();
    }
  }
}
