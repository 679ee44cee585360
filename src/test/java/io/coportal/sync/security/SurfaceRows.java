package io.coportal.sync.security;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

abstract class SurfaceRows extends BadInputRows {
  @ParameterizedTest(name = "B39 {0}: nothing there, nothing told")
  @ValueSource(
      strings = {
        "/actuator",
        "/actuator/env",
        "/actuator/heapdump",
        "/actuator/health",
        "/actuator/prometheus",
        "/heapdump",
        "/h2-console",
        "/h2-console/login.do",
        "/.git/config",
        "/.env",
        "/..;/actuator",
        "//actuator",
        "/%61ctuator",
        "/actuator;x=y/env",
        "/api/v1/..;/actuator/env",
        "/api/../actuator/env",
        "/assets/../application.yaml",
        "/assets/%2e%2e/%2e%2e/application.yaml",
        "/WEB-INF/web.xml",
        "/error",
        "/camel",
        "/openapi.yaml"
      })
  void hidden(String path) {
    for (String key : new String[] {"X-No: key", "Authorization: Bearer " + scene.key()}) {
      Answer answer = scene.raw("GET " + path + " HTTP/1.1", new byte[0], key);
      assertThat(answer.status()).as(answer.text()).isIn(400, 401, 403, 404);
      answer.refused(answer.status());
      assertThat(answer.text()).doesNotContain("3.5", "10.1", "4.17");
    }
  }

  @ParameterizedTest(name = "B39 {0} on the management port: {1}")
  @CsvSource({
    "/actuator/health,           200",
    "/actuator/health/liveness,  200",
    "/actuator/health/readiness, 200",
    "/actuator/prometheus,       200",
    "/actuator,                  404",
    "/actuator/env,              404",
    "/actuator/heapdump,         404",
    "/actuator/shutdown,         404",
    "/actuator/loggers,          404"
  })
  void management(String path, int status) {
    Answer answer = scene.management(path);
    assertThat(answer.status()).as(answer.text()).isEqualTo(status);
    assertThat(answer.head()).doesNotContainIgnoringCase("server:");
    if (path.contains("health")) {
      assertThat(answer.json().path("status").asText()).isEqualTo("UP");
      assertThat(answer.text()).doesNotContain("components", "details", "H2");
    }
  }

  @ParameterizedTest(name = "B39 {0} is no HTTP: refused, nothing told")
  @ValueSource(
      strings = {
        "GET /\u0000 HTTP/1.1",
        "GET / HTTP/9.9",
        "G@T / HTTP/1.1",
        "TRACE / HTTP/1.1",
        "CONNECT localhost:1 HTTP/1.1",
        "PROPFIND / HTTP/1.1"
      })
  void notHttp(String requestLine) {
    Answer answer = scene.raw(requestLine, new byte[0]);
    assertThat(answer.status()).as(answer.head()).isBetween(400, 505).isNotEqualTo(500);
    answer.refused(answer.status());
  }

  @Test
  @DisplayName("B40 a fault of ours: a correlation id and nothing else, the trace in the log")
  void internalError() {
    scene.database().sql("ALTER TABLE invoice RENAME TO invoice_gone").update();
    String text;
    try {
      Answer answer = scene.call("GET", "/workspaces/harbour/invoices/x", null);
      text = answer.refused(500, "internal-error").text();
    } finally {
      scene.database().sql("ALTER TABLE invoice_gone RENAME TO invoice").update();
    }
    String id = text.replaceAll("(?s).*correlation id ([0-9a-f-]{36}).*", "$1");
    assertThat(scene.logged()).anyMatch(line -> line.contains(id) && line.contains("\tat "));
  }

  @ParameterizedTest(name = "B40 a fault before any route, accepting {0}: no more than that")
  @ValueSource(strings = {"", "text/html", "application/json"})
  void internalErrorOfAFilter(String accepted) {
    String text;
    scene.database().sql("ALTER TABLE api_key RENAME TO api_key_gone").update();
    try {
      text =
          scene
              .call("GET", "/workspaces/harbour/invoices/x", null, "Accept: " + accepted)
              .refused(500)
              .text();
    } finally {
      scene.database().sql("ALTER TABLE api_key_gone RENAME TO api_key").update();
    }
    String id = text.replaceAll("(?s).*correlation id ([0-9a-f-]{36}).*", "$1");
    assertThat(scene.logged()).anyMatch(line -> line.contains(id) && line.contains("\tat "));
  }

  @ParameterizedTest(name = "B39 refusals are problem+json, whoever accepts {0}")
  @ValueSource(
      strings = {
        "*/*",
        "text/html",
        "text/html,application/xhtml+xml,application/xml;q=0.9,image/avif,*/*;q=0.8",
        "application/json",
        "image/png",
        "nonsense"
      })
  void accepting(String accepted) {
    String accept = "Accept: " + accepted;
    String invoice = "/workspaces/harbour/invoices/i1";
    scene.call("POST", invoice, "{}", accept).refused(405);
    scene.call("GET", invoice, null, accept).refused(404);
    scene.call("GET", "/workspaces/harbour/invoices/Content-Type!x", null, accept).refused(400);
    scene.call("PUT", invoice, "{", accept).refused(400);
    scene.call("PUT", invoice, "{}", accept).refused(422);
    scene.callAs(scene.key(), "PUT", invoice, "x", accept, "Content-Type: a/b").refused(415);
    scene.callAs("nobody", "GET", invoice, null, accept).refused(401);
    scene.raw("GET /nothing HTTP/1.1", new byte[0], accept).refused(404);
    scene.raw("GET /api/v1" + invoice + " HTTP/1.1", new byte[0], accept).refused(401);
  }
}
