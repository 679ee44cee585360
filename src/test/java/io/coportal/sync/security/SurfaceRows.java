package io.coportal.sync.security;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.stream.IntStream;
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

  @Test
  @DisplayName("B40 a fault before any route: no more than that")
  void internalErrorOfAFilter() {
    scene.database().sql("ALTER TABLE api_key RENAME TO api_key_gone").update();
    try {
      scene.call("GET", "/workspaces/harbour/invoices/x", null).refused(500);
    } finally {
      scene.database().sql("ALTER TABLE api_key_gone RENAME TO api_key").update();
    }
  }

  @Test
  @DisplayName("B43 1,000 triggers at once of one client: 429 with Retry-After, another is served")
  void flood() {
    String flooding = scene.key(null);
    String other = scene.key(null);
    String id = scene.unique("B43");
    put(id, invoice(id)).accepted();
    String path = invoices(BadInputScene.WORKSPACE, id) + "/syncs/xero";
    List<Answer> answers =
        IntStream.range(0, 1000)
            .parallel()
            .mapToObj(i -> scene.callAs(flooding, "POST", path, null))
            .toList();
    List<Answer> slowed = answers.stream().filter(answer -> answer.status() == 429).toList();
    assertThat(answers).extracting(Answer::status).isSubsetOf(200, 202, 429).contains(202);
    assertThat(slowed)
        .isNotEmpty()
        .allSatisfy(
            answer -> {
              answer.refused(429, "too-many-requests");
              assertThat(Integer.parseInt(answer.header("Retry-After"))).isBetween(1, 10);
            });
    scene.callAs(other, "POST", path, null).accepted();
    endsOnceInTheLedger(id);
  }
}
