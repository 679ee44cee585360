package io.coportal.sync.security;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.fasterxml.jackson.databind.node.ObjectNode;
import io.coportal.sync.simulator.Fault;
import io.coportal.sync.simulator.Request;
import io.coportal.sync.simulator.Response;
import java.util.function.Consumer;
import java.util.function.Predicate;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

abstract class TokenAnswerRows extends BadInputRows {
  private static final Predicate<Request> REFRESHES =
      request -> request.target().startsWith("/connect/token");

  @AfterEach
  void calm() {
    scene.xero().faults().clear();
    scene.waitsEnd();
  }

  static Stream<Arguments> odd() {
    return Stream.of(
        Arguments.of("without a refresh token", odd(token -> token.remove("refresh_token"))),
        Arguments.of("with an empty refresh token", odd(token -> token.put("refresh_token", ""))),
        Arguments.of("with expires_in 0", odd(token -> token.put("expires_in", 0))),
        Arguments.of("with expires_in below 0", odd(token -> token.put("expires_in", -1))),
        Arguments.of("with expires_in as text", odd(token -> token.put("expires_in", "soon"))),
        Arguments.of("without expires_in", odd(token -> token.remove("expires_in"))));
  }

  private static Consumer<ObjectNode> odd(Consumer<ObjectNode> change) {
    return change;
  }

  @ParameterizedTest(name = "B36 tokens {0}: the connection lives on, twice")
  @MethodSource("odd")
  void oddTokens(String what, Consumer<ObjectNode> change) {
    scene
        .xero()
        .faults()
        .next(
            REFRESHES,
            Fault.changedAnswer(
                what,
                answer -> {
                  ObjectNode token = (ObjectNode) new Answer(200, "", answer.text()).json();
                  change.accept(token);
                  return Response.json(answer.status(), token);
                }));
    syncsWithExpiredTokens();
    assertThat(scene.xero().faults().pending()).isZero();
    syncsWithExpiredTokens();
  }

  static Stream<Arguments> unreadable() {
    return Stream.of(
        Arguments.of("200 with HTML", Response.html(200, "<html></html>")),
        Arguments.of("200 without a body", Response.empty(200)),
        Arguments.of("200 with an empty object", Response.of(200, "application/json", "{}")),
        Arguments.of(
            "200 with 1 MiB", Response.of(200, "application/json", "{" + " ".repeat(1 << 20))),
        Arguments.of("400 with HTML", Response.html(400, "<html></html>")),
        Arguments.of(
            "400 with an error nobody knows",
            Response.of(400, "application/json", "{\"error\": \"weather\"}")),
        Arguments.of("500", Response.text(500, "")),
        Arguments.of("302", Response.redirect("http://localhost:9/")));
  }

  @ParameterizedTest(name = "B36 a token answer of {0}: it waits, the connection stays")
  @MethodSource("unreadable")
  void unreadableAnswers(String what, Response answer) {
    String id = stored();
    scene.xero().expireAccessTokens();
    scene.xero().faults().next(REFRESHES, Fault.gatewayInstead(what, answer));
    press(id).accepted();
    await("the sign-in service is asked")
        .atMost(PATIENCE)
        .untilAsserted(
            () -> assertThat(scene.xero().faults().pending()).as("%s", sync(id)).isZero());
    assertThat(scene.connection().path("state").asText()).isEqualTo("CONNECTED");
    scene.waitsEnd();
    endsOnceInTheLedger(id);
  }

  @Test
  @DisplayName("B36 a definite refusal: the owner is asked to reconnect, then it goes on")
  void definiteRefusal() {
    String id = stored();
    scene.xero().revokeGrant();
    press(id).accepted();
    awaitState(id, "BLOCKED");
    assertThat(scene.connection().path("state").asText()).isEqualTo("RECONNECT");
    scene.connect();
    endsOnceInTheLedger(id);
  }

  private void syncsWithExpiredTokens() {
    String id = stored();
    scene.xero().expireAccessTokens();
    press(id).accepted();
    endsOnceInTheLedger(id);
    assertThat(scene.connection().path("state").asText()).isEqualTo("CONNECTED");
  }

  private String stored() {
    String id = scene.unique("B36");
    put(id, invoice(id)).accepted();
    return id;
  }
}
