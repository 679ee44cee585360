package io.coportal.sync.security;

import static org.assertj.core.api.Assertions.assertThat;

import io.coportal.sync.connection.TokenBroker;
import io.coportal.sync.simulator.Fault;
import io.coportal.sync.simulator.Response;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

/** Stands last, so that everything the other rows have caused is searched as well. */
abstract class SecretRows extends BadInputRows {
  private static final String MAIL = "canary-mail@canary.example";
  private static final String LINE = "canary-line-text";
  private static final String NAME = "Canary Client Name";

  @Test
  @DisplayName("B47 tokens, secrets, e-mail, names and lines: in no log line, metric or refusal")
  void canaries() {
    String id = scene.unique("B47");
    String body =
        invoice(id)
            .replace("\"Client of " + id + "\"", "\"" + NAME + "\", \"email\": \"" + MAIL + "\"")
            .replace("\"Work\"", "\"" + LINE + "\"");
    put(id, body).accepted();
    scene
        .xero()
        .faults()
        .next(
            WRITES,
            Fault.gatewayInstead(
                "echo", Response.text(400, NAME + " " + MAIL + " " + LINE).with("X-Echo", MAIL)));
    press(id).accepted();
    awaitState(id, "FAILED");
    press(id).accepted();
    endsOnceInTheLedger(id);
    put(id, body).accepted();
    put(id, body.replace("\"total\": 120.00", "\"total\": 121.00")).refused(422);
    scene
        .callAs(
            scene.key(),
            "POST",
            invoices(BadInputScene.WORKSPACE, id) + "/syncs/xero",
            body,
            "Content-Type: application/x-www-form-urlencoded")
        .refused(415);

    String token = accessToken();
    List<String> canaries =
        List.of(
            MAIL,
            LINE,
            NAME,
            token,
            token.substring(token.length() - 40),
            "sim-secret",
            scene.key().substring(37));
    Map<String, List<String>> places =
        Map.of(
            "logs", scene.logged(),
            "metrics", scene.management("/actuator/prometheus").text().lines().toList(),
            "health", scene.management("/actuator/health").text().lines().toList(),
            "refusals",
                scene.answers().stream()
                    .filter(answer -> answer.status() >= 400)
                    .map(answer -> answer.head() + answer.text())
                    .toList());
    places.forEach(
        (place, lines) -> {
          assertThat(lines).as(place).isNotEmpty();
          canaries.forEach(
              canary ->
                  assertThat(lines.stream().filter(line -> line.contains(canary)))
                      .as("%s in %s", canary, place)
                      .isEmpty());
        });
  }

  private String accessToken() {
    String connection =
        scene
            .database()
            .sql("SELECT id FROM connection WHERE workspace_id = ?")
            .param(BadInputScene.WORKSPACE)
            .query(String.class)
            .single();
    return scene.bean(TokenBroker.class).accessToken(connection).text();
  }
}
