package io.coportal.sync.security;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import io.coportal.sync.connection.RunningServer;
import io.coportal.sync.json.ExactJson;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.file.Files;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Duration;
import java.time.Instant;
import java.util.EnumSet;
import java.util.Set;
import java.util.function.Function;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.boot.test.context.TestConfiguration;
import org.springframework.context.annotation.Import;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RestController;

@Import(ApiKeyTest.Echo.class)
class ApiKeyTest extends RunningServer {
  private static final HttpClient HTTP = HttpClient.newHttpClient();
  @Autowired private ApiKeys keys;
  @Autowired private FirstApiKey first;
  @Autowired private RequestBudget budget;

  @TestConfiguration(proxyBeanMethods = false)
  @RestController
  static class Echo {
    @RequestMapping("/api/v1/x")
    String reached() {
      return "reached";
    }
  }

  static Stream<Arguments> badKeys() {
    return Stream.of(
        bad("cut short", key -> "Bearer " + key.substring(0, key.length() - 1), "unknown"),
        bad("one character changed", key -> "Bearer " + changed(key), "unknown"),
        bad(
            "another key's id",
            key -> "Bearer csk_" + "0".repeat(32) + key.substring(36),
            "unknown"),
        bad("no scheme", key -> key, "unknown"),
        bad("another scheme", key -> "Basic " + key, "unknown"),
        bad("nothing", key -> "Bearer ", "unknown"),
        bad("no header", key -> null, "missing"));
  }

  private static Arguments bad(String name, Function<String, String> header, String code) {
    return Arguments.of(name, header, "api-key-" + code);
  }

  private static String changed(String key) {
    char last = key.charAt(key.length() - 1);
    return key.substring(0, key.length() - 1) + (last == 'A' ? 'B' : 'A');
  }

  @ParameterizedTest(name = "{0}")
  @MethodSource("badKeys")
  void refusesAKeyThatIsNotExactlyRight(String name, Function<String, String> header, String code)
      throws Exception {
    String key = keys.create("test", null, Set.of(Scope.SYNC), null).token();
    HttpResponse<String> answer = call("GET", "/api/v1/workspaces/w/invoices/i", header.apply(key));
    assertProblem(answer, 401, code);
    assertThat(answer.headers().firstValue("WWW-Authenticate")).contains("Bearer");
  }

  @ParameterizedTest
  @CsvSource({"access_token", "api_key", "authorization", "key"})
  void neverTakesAKeyFromTheQuery(String name) throws Exception {
    String key = keys.create("test", null, Set.of(Scope.SYNC), null).token();
    assertProblem(call("GET", "/api/v1/x?" + name + "=" + key, null), 401, "api-key-missing");
  }

  @Test
  void aRevokedKeyStopsAtOnce() throws Exception {
    NewApiKey key = keys.create("test", null, Set.of(Scope.SYNC), null);
    assertThat(get("/api/v1/x", key).statusCode()).isEqualTo(200);
    keys.revoke(key.id());
    assertProblem(get("/api/v1/x", key), 401, "api-key-revoked");
  }

  @Test
  void anExpiredKeyStops() throws Exception {
    Instant soon = clock.instant().plus(Duration.ofMinutes(5));
    NewApiKey key = keys.create("test", null, Set.of(Scope.SYNC), soon);
    assertThat(get("/api/v1/x", key).statusCode()).isEqualTo(200);
    clock.pass(Duration.ofMinutes(6));
    assertProblem(get("/api/v1/x", key), 401, "api-key-expired");
  }

  @Test
  void beyondTheBudgetOfAnAddressOnlyKeysThatWereGoodAreLookedUp() throws Exception {
    NewApiKey known = keys.create("test", null, Set.of(Scope.SYNC), null);
    NewApiKey unseen = keys.create("test", null, Set.of(Scope.SYNC), null);
    assertThat(get("/api/v1/x", known).statusCode()).isEqualTo(200);
    boolean more = true;
    while (more) {
      more = budget.take("address:127.0.0.1").isEmpty();
    }
    clock.pass(Duration.ofSeconds(-4));
    assertProblem(get("/api/v1/x", unseen), 429, "too-many-requests");
    assertThat(get("/api/v1/x", known).statusCode()).isEqualTo(200);
    keys.revoke(known.id());
    assertProblem(get("/api/v1/x", known), 401, "api-key-revoked");
    clock.pass(Duration.ofMinutes(1));
    assertThat(get("/api/v1/x", unseen).statusCode()).isEqualTo(200);
  }

  @Test
  void notesAForeignWorkspaceOnceAMinute() throws Exception {
    NewApiKey key = keys.create("test", workspace(), Set.of(Scope.SYNC), null);
    for (int i = 0; i < 3; i++) {
      assertProblem(get("/api/v1/workspaces/theirs/invoices/i", key), 404, "not-found");
    }
    assertThat(refusals(key)).isEqualTo(1);
    clock.pass(Duration.ofSeconds(61));
    get("/api/v1/workspaces/theirs/invoices/i", key);
    assertThat(refusals(key)).isEqualTo(2);
  }

  private long refusals(NewApiKey key) {
    return db.sql("SELECT COUNT(*) FROM audit_event WHERE actor = ?")
        .param("api-key:" + key.id())
        .query(Long.class)
        .single();
  }

  @Test
  void notesTheLastUseOnceAMinute() throws Exception {
    NewApiKey key = keys.create("test", null, Set.of(Scope.SYNC), null);
    get("/api/v1/x", key);
    String noted = lastUse(key);
    get("/api/v1/x", key);
    assertThat(lastUse(key)).isEqualTo(noted);
    clock.pass(Duration.ofSeconds(61));
    get("/api/v1/x", key);
    assertThat(lastUse(key)).isNotEqualTo(noted);
  }

  @Test
  void aKeyOfOneWorkspaceFindsNothingElsewhere() throws Exception {
    String mine = workspace();
    String foreign = workspace();
    NewApiKey key = keys.create("test", mine, EnumSet.allOf(Scope.class), null);
    assertThat(get("/api/v1/workspaces/" + mine + "/invoices/i", key).body())
        .contains("This invoice");
    assertThat(get("/api/v1/workspaces/" + mine + "/connections", key).statusCode()).isEqualTo(200);
    for (String path :
        new String[] {
          "/api/v1/workspaces/" + foreign,
          "/api/v1/workspaces/" + foreign + "/invoices/i",
          "/api/v1/workspaces/unheard-of/connections",
          "/api/v1/workspaces",
          "/api/v1/x"
        }) {
      assertProblem(get(path, key), 404, "not-found");
    }
    assertThat(
            db.sql("SELECT subject FROM audit_event WHERE actor = :actor ORDER BY at")
                .param("actor", "api-key:" + key.id())
                .query(String.class)
                .list())
        .containsExactly("workspace:" + foreign, "workspace:unheard-of");
  }

  @ParameterizedTest
  @CsvSource({
    "SYNC,    GET,    /invoices/i,          reached",
    "SYNC,    PUT,    /invoices/i,          reached",
    "SYNC,    GET,    /connections,         reached",
    "SYNC,    DELETE, /connections/demo,    refused",
    "SYNC,    POST,   /connections/demo/links, refused",
    "SYNC,    PUT,    '',                   refused",
    "CONNECT, GET,    /connections,         reached",
    "CONNECT, DELETE, /connections/demo,    reached",
    "CONNECT, PUT,    /invoices/i,          refused",
    "ADMIN,   PUT,    '',                   reached",
    "ADMIN,   PUT,    /,                    reached",
    "ADMIN,   PUT,    /invoices/i,          refused"
  })
  void aKeyDoesWhatItsScopeSays(Scope scope, String method, String path, String end)
      throws Exception {
    NewApiKey key = keys.create("test", null, Set.of(scope), null);
    HttpResponse<String> answer =
        call(method, "/api/v1/workspaces/w" + path, "Bearer " + key.token());
    if ("refused".equals(end)) {
      assertProblem(answer, 403, "scope-missing");
    } else {
      assertThat(answer.statusCode()).isNotIn(401, 403, 500);
    }
  }

  @Test
  void onlyAnInstallWideKeyChangesAWorkspace() throws Exception {
    String mine = workspace();
    NewApiKey key = keys.create("test", mine, EnumSet.allOf(Scope.class), null);
    HttpResponse<String> answer =
        call("PUT", "/api/v1/workspaces/" + mine, "Bearer " + key.token());
    assertProblem(answer, 403, "scope-missing");
  }

  @Test
  void theFirstStartLeavesAKeyForTheOperatorOnly() throws Exception {
    assertThat(first.token()).isPresent();
    assertThat(Files.readString(first.file()).strip()).isEqualTo(first.token().orElseThrow());
    assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(first.file())))
        .isEqualTo("rw-------");
    HttpResponse<String> answer =
        call("PUT", "/api/v1/workspaces/w", "Bearer " + first.token().orElseThrow());
    assertThat(answer.statusCode()).as("no body, but let through").isEqualTo(400);
  }

  @Test
  void aRequestLeavesNoSessionAndTellsTheBrowserNothing() throws Exception {
    HttpResponse<String> answer = call("GET", "/api/v1/x", null);
    var headers = answer.headers();
    assertThat(headers.firstValue("Set-Cookie")).isEmpty();
    assertThat(headers.firstValue("X-Content-Type-Options")).contains("nosniff");
    assertThat(headers.firstValue("Content-Security-Policy").orElse(""))
        .contains("default-src 'self'", "frame-ancestors 'none'");
    assertThat(headers.firstValue("Cache-Control").orElse("")).contains("no-store");
    assertThat(headers.firstValue("Strict-Transport-Security")).isEmpty();
    assertThat(headers.firstValue("Server")).isEmpty();
  }

  private String lastUse(NewApiKey key) {
    return db.sql("SELECT last_used_at FROM api_key WHERE id = :id")
        .param("id", key.id())
        .query(String.class)
        .single();
  }

  private HttpResponse<String> get(String path, NewApiKey key) throws Exception {
    return call("GET", path, "Bearer " + key.token());
  }

  private HttpResponse<String> call(String method, String path, String authorization)
      throws Exception {
    HttpRequest.Builder request =
        HttpRequest.newBuilder(URI.create("http://127.0.0.1:" + port + path))
            .method(method, HttpRequest.BodyPublishers.noBody());
    if (authorization != null) {
      request.header("Authorization", authorization);
    }
    return HTTP.send(request.build(), HttpResponse.BodyHandlers.ofString());
  }

  private static void assertProblem(HttpResponse<String> answer, int status, String code)
      throws Exception {
    assertThat(answer.statusCode()).as(answer.body()).isEqualTo(status);
    assertThat(answer.headers().firstValue("Content-Type").orElse(""))
        .startsWith("application/problem+json");
    JsonNode body = ExactJson.mapper().readTree(answer.body());
    assertThat(body.path("code").asText()).isEqualTo(code);
    assertThat(body.path("cure").asText()).isNotBlank();
  }
}
