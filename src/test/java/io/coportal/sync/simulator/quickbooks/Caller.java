package io.coportal.sync.simulator.quickbooks;

import com.fasterxml.jackson.databind.JsonNode;
import io.coportal.sync.json.ExactJson;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.net.URLEncoder;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.util.concurrent.CompletableFuture;

/** Plain HTTP towards a simulator, for tests of what no SDK would send. */
final class Caller {
  private static final HttpResponse.BodyHandler<String> BODY =
      HttpResponse.BodyHandlers.ofString(StandardCharsets.UTF_8);

  private final HttpClient http =
      HttpClient.newBuilder().version(HttpClient.Version.HTTP_1_1).build();
  private final URI base;
  private final String[] headers;

  private Caller(URI base, String... headers) {
    this.base = base;
    this.headers = headers;
  }

  /** Calls the Accounting API of one company with a fresh token. */
  static Caller of(QuickBooksSimulator quickBooks, String realm) {
    return new Caller(
        quickBooks.baseUrl().resolve("/v3/company/" + realm + "/"),
        "Authorization",
        "Bearer " + quickBooks.accessToken(realm),
        "Accept",
        "application/json");
  }

  static Caller plain(QuickBooksSimulator quickBooks, String... headers) {
    return new Caller(quickBooks.baseUrl(), headers);
  }

  Answer get(String target) {
    return send("GET", target, null);
  }

  Answer query(String statement) {
    return get("query?minorversion=75&query=" + encoded(statement));
  }

  /** Posts JSON. */
  Answer post(String target, String body) {
    return send("POST", target, body, "Content-Type", "application/json");
  }

  Answer send(String method, String target, String body, String... more) {
    try {
      return answer(http.send(request(method, target, body, more), BODY));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new IllegalStateException(e);
    }
  }

  CompletableFuture<Answer> postLater(String target, String body) {
    return http.sendAsync(request("POST", target, body, "Content-Type", "application/json"), BODY)
        .thenApply(Caller::answer);
  }

  static String encoded(String value) {
    return URLEncoder.encode(value, StandardCharsets.UTF_8);
  }

  private static Answer answer(HttpResponse<String> response) {
    return new Answer(response.statusCode(), response.body(), response);
  }

  private HttpRequest request(String method, String target, String body, String... more) {
    var request = HttpRequest.newBuilder(base.resolve(target));
    if (headers.length > 0) {
      request.headers(headers);
    }
    if (more.length > 0) {
      request.headers(more);
    }
    return request
        .method(
            method,
            body == null
                ? HttpRequest.BodyPublishers.noBody()
                : HttpRequest.BodyPublishers.ofString(body))
        .build();
  }

  /** An answer as it came over the wire. */
  record Answer(int status, String body, HttpResponse<String> response) {
    JsonNode json() {
      try {
        return ExactJson.mapper().readTree(body);
      } catch (IOException e) {
        throw new UncheckedIOException(body, e);
      }
    }

    /** The entity under this name of a success. */
    JsonNode entity(String name) {
      if (status != 200 || !json().has(name)) {
        throw new AssertionError(status + " " + body);
      }
      return json().get(name);
    }

    JsonNode invoice() {
      return entity("Invoice");
    }

    /** The first error's code; empty if there is none. */
    String code() {
      return json().at("/Fault/Error/0/code").asText();
    }

    String detail() {
      return json().at("/Fault/Error/0/Detail").asText();
    }

    String header(String name) {
      return response.headers().firstValue(name).orElse("");
    }
  }
}
