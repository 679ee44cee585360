package io.coportal.sync.crash;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.fasterxml.jackson.databind.JsonNode;
import io.coportal.sync.StartsApplications;
import io.coportal.sync.contract.CallKind;
import io.coportal.sync.contract.LedgerUnderTest;
import io.coportal.sync.contract.LedgersUnderTest;
import io.coportal.sync.json.ExactJson;
import io.coportal.sync.simulator.Fault;
import io.coportal.sync.simulator.JournalEntry;
import io.coportal.sync.simulator.Response;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URLDecoder;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Base64;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;

/** What an installation says about itself at its most talkative: enough, and never a secret. */
@StartsApplications
class LogTest {
  private static final String[] TALKATIVE = {
    "--logging.level.io.coportal=debug",
    "--logging.level.org.apache.camel=debug",
    "--logging.structured.format.console=ecs"
  };
  private static final Duration PATIENCE = Duration.ofSeconds(60);
  private static final String WRONG_KEY = "csk_nobody0000.canary-of-a-key-that-nobody-was-given";

  /** Members of token answers and of token calls' forms. */
  private static final Pattern TOKEN =
      Pattern.compile(
          "\"(?:access_token|refresh_token|id_token)\" ?: ?\"([^\"]+)\""
              + "|(?:^|&)(?:code|refresh_token|token|client_secret|code_verifier)=([^&]+)");

  @Test
  void linesSayWhatTheyAreAboutAndHoldNoSecret() {
    try (Scene scene = new Scene("talkative", TALKATIVE)) {
      List<Push> plain = scene.everywhere(TestInvoice.of("log", 0));
      synced(scene, plain);
      refreshed(scene);
      refusedCalls(scene);
      assertThat(scene.api().statusWith(WRONG_KEY)).isEqualTo(401);
      refusedConsents(scene);
      scene.installation().process().terminate(PATIENCE);
      String said = scene.installation().process().output();

      plain.forEach(push -> expectOutcome(said, push));
      expectRequests(said);
      secrets(scene).forEach(secret -> assertThat(said.contains(secret)).as(secret).isFalse());
    }
  }

  @Test
  void aRefusedStartHoldsNoSecret() {
    try (Installation refused = new Installation("refused", LedgersUnderTest.another())) {
      refused.launch(
          "--logging.level.io.coportal=debug",
          "--logging.level.org.apache.camel=debug",
          "--coportal.portal.base-url=nowhere",
          "--coportal.portal.auth-key=canary-of-a-portal-key",
          "--spring.datasource.password=canary-of-a-database");
      await().atMost(PATIENCE).until(() -> !refused.process().alive());

      assertThat(refused.process().output())
          .contains("APPLICATION FAILED TO START")
          .doesNotContain("canary-of-", "sim-secret");
    }
  }

  private static void refreshed(Scene scene) {
    for (LedgerUnderTest ledger : scene.ledgers()) {
      ledger
          .faults()
          .next(
              request -> request.rawPath().contains("/token"),
              Fault.gatewayInstead("away", Response.text(503, "away")));
      ledger.expireAccessTokens();
    }
    synced(scene, scene.everywhere(TestInvoice.of("log", 1)));
  }

  private static void refusedCalls(Scene scene) {
    List<Push> pushes = scene.everywhere(TestInvoice.of("log", 2));
    for (LedgerUnderTest ledger : scene.ledgers()) {
      ledger
          .faults()
          .next(
              ledger.requests(CallKind.INVOICE_WRITE),
              Fault.gatewayInstead("refused", Response.text(400, "no")));
    }
    scene.accept(pushes);
    awaitState(scene, pushes, "FAILED");
  }

  private static void refusedConsents(Scene scene) {
    for (LedgerUnderTest ledger : scene.ledgers()) {
      ledger.revokeGrants();
      ledger.expireAccessTokens();
    }
    List<Push> pushes = scene.everywhere(TestInvoice.of("log", 3));
    scene.accept(pushes);
    awaitState(scene, pushes, "BLOCKED");
  }

  private static void synced(Scene scene, List<Push> pushes) {
    scene.accept(pushes);
    awaitState(scene, pushes, "SYNCED");
  }

  private static void awaitState(Scene scene, List<Push> pushes, String state) {
    pushes.forEach(
        push ->
            await(push + " becomes " + state)
                .atMost(PATIENCE)
                .until(() -> scene.api().state(push).path("state").asText().equals(state)));
  }

  private static void expectOutcome(String said, Push push) {
    List<JsonNode> outcomes =
        said.lines()
            .filter(line -> line.contains("Invoice " + push.invoice().id() + " version 1"))
            .map(LogTest::json)
            .filter(line -> line.path("ledger").asText().equals(push.ledger().name()))
            .toList();
    assertThat(outcomes)
        .singleElement()
        .satisfies(
            line -> {
              assertThat(line.at("/log/level").asText()).isEqualTo("INFO");
              assertThat(line.path("message").asText())
                  .contains(" in " + push.ledger().name() + ": SYNCED, no error, ");
              assertThat(line.path("workspace").asText()).isEqualTo(Company.BRITISH.workspace());
              assertThat(line.path("invoice").asText()).isEqualTo(push.invoice().id());
              assertThat(line.path("attempt").asText()).isEqualTo("1");
              assertThat(line.path("connection").asText()).hasSize(36);
              assertThat(line.path("request").asText()).hasSize(36);
            });
    assertThat(said).doesNotContain(push.invoice().client(), "@client.example");
  }

  private static void expectRequests(String said) {
    assertThat(
            said.lines()
                .filter(line -> line.contains("\"post-sync\"") && line.contains(">>>>"))
                .map(LogTest::json))
        .isNotEmpty()
        .allSatisfy(
            line -> {
              assertThat(line.path("workspace").asText()).isEqualTo(Company.BRITISH.workspace());
              assertThat(line.path("request").asText()).hasSize(36);
              assertThat(line.has("invoice")).isFalse();
            });
  }

  /** Everything secret that has gone over a wire or lies in a file. */
  private static Set<String> secrets(Scene scene) {
    Set<String> secrets = new LinkedHashSet<>(scene.installation().secretFiles());
    secrets.add(WRONG_KEY.substring(WRONG_KEY.indexOf('.') + 1));
    secrets.add("sim-secret");
    secrets.add(base64("sim-client:sim-secret"));
    for (LedgerUnderTest ledger : scene.ledgers()) {
      for (JournalEntry entry : ledger.journal().requests(call -> true)) {
        TOKEN
            .matcher(entry.body() + "\n" + entry.response())
            .results()
            .map(found -> found.group(1) == null ? found.group(2).strip() : found.group(1))
            .map(secret -> URLDecoder.decode(secret, StandardCharsets.UTF_8))
            .forEach(secrets::add);
      }
    }
    assertThat(secrets).hasSizeGreaterThan(10);
    return secrets;
  }

  private static String base64(String text) {
    return Base64.getEncoder().encodeToString(text.getBytes(StandardCharsets.UTF_8));
  }

  private static JsonNode json(String line) {
    try {
      return ExactJson.mapper().readTree(line);
    } catch (IOException notJson) {
      throw new UncheckedIOException(line, notJson);
    }
  }
}
