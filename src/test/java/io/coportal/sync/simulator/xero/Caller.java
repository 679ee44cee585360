package io.coportal.sync.simulator.xero;

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
import java.util.List;
import java.util.UUID;
import java.util.concurrent.CompletableFuture;
import java.util.stream.StreamSupport;

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

  /** Calls the Accounting API of one organisation with a fresh token. */
  static Caller of(XeroSimulator xero, UUID tenant) {
    return new Caller(
        xero.baseUrl().resolve("/api.xro/2.0/"),
        "Authorization",
        "Bearer " + xero.accessToken(tenant),
        "xero-tenant-id",
        tenant.toString(),
        "Accept",
        "application/json");
  }

  static Caller plain(XeroSimulator xero, String... headers) {
    return new Caller(xero.baseUrl(), headers);
  }

  Answer get(String target) {
    return send("GET", target, null);
  }

  Answer put(String target, String body, String... more) {
    return send("PUT", target, body, more);
  }

  Answer post(String target, String body, String... more) {
    return send("POST", target, body, more);
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

  CompletableFuture<Answer> sendLater(String method, String target, String body, String... more) {
    return http.sendAsync(request(method, target, body, more), BODY).thenApply(Caller::answer);
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

    /** The first invoice. */
    JsonNode invoice() {
      return json().at("/Invoices/0");
    }

    String header(String name) {
      return response.headers().firstValue(name).orElse("");
    }

    /** All validation messages of the first element. */
    List<String> messages() {
      var element = status == 400 ? json().at("/Elements/0") : json().path("Invoices").path(0);
      return StreamSupport.stream(element.path("ValidationErrors").spliterator(), false)
          .map(error -> error.path("Message").asText())
          .toList();
    }
  }
}
