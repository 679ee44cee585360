package io.coportal.sync.security;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.coportal.sync.simulator.Fault;
import io.coportal.sync.simulator.JournalEntry;
import io.coportal.sync.simulator.Response;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.math.BigDecimal;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.SocketTimeoutException;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.List;
import java.util.Map;
import java.util.function.Consumer;
import java.util.stream.Stream;
import java.util.zip.GZIPOutputStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

abstract class LedgerAnswerRows extends BadInputRows {
  private static final long LARGEST_ANSWER = 16L << 20;
  private static final Duration DAY = Duration.ofHours(24);

  @AfterEach
  void calm() {
    scene.xero().faults().clear();
    scene.front().show(TestCertificates.GOOD);
    scene.waitsEnd();
  }

  @ParameterizedTest(name = "B31 {0} to another host: FAILED, not followed")
  @ValueSource(ints = {301, 302, 303, 307, 308})
  void redirect(int status) throws IOException {
    String id = stored();
    try (ServerSocket elsewhere = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
      String target = "http://localhost:" + elsewhere.getLocalPort() + "/stolen";
      scene
          .xero()
          .faults()
          .next(
              WRITES,
              Fault.gatewayInstead("redirect", Response.empty(status).with("Location", target)));
      press(id).accepted();
      assertThat(awaitState(id, "FAILED").path("error").path("cure").asText()).isNotBlank();
      elsewhere.setSoTimeout(1);
      assertThat(caught(elsewhere)).isFalse();
    }
    press(id).accepted();
    endsOnceInTheLedger(id);
  }

  static Stream<Arguments> nonsense() {
    return Stream.of(
        nonsense("HTML", Response.html(200, "<html>Please sign in</html>")),
        nonsense("no body", Response.empty(200)),
        nonsense("204", Response.empty(204)),
        nonsense("an empty object", json("{}")),
        nonsense("an empty list of invoices", json("{\"Invoices\": []}")),
        nonsense("null", json("null")),
        nonsense("a text", json("\"ok\"")),
        nonsense("a number", json("200")),
        nonsense("invoices that are a text", json("{\"Invoices\": \"ok\"}")),
        nonsense("an invoice that is a number", json("{\"Invoices\": [1]}")),
        nonsense("an invoice that is null", json("{\"Invoices\": [null]}")),
        nonsense(
            "an invoice without an id", json("{\"Invoices\": [{\"Status\": \"AUTHORISED\"}]}")),
        nonsense("JSON that breaks off", json("{\"Invoices\": [{\"InvoiceID\": \"")),
        nonsense("JSON 2,000 levels deep", json("{\"Invoices\": " + "[".repeat(2000))),
        nonsense(
            "a number that nobody can count", json("{\"Invoices\": [{\"Total\": 1e99999999999}]}")),
        nonsense("a member twice", json("{\"Invoices\": [], \"Invoices\": [{}]}")),
        nonsense("JSON as an image", Response.of(200, "image/png", "{\"Invoices\": [{\"a\": 1}]}")),
        nonsense("XML", Response.of(200, "application/xml", "<Response/>")),
        nonsense(
            "bytes that are no text",
            new Response(
                200,
                Map.of("Content-Type", "application/json"),
                new byte[] {(byte) 0xFF, (byte) 0xFE, 0})),
        nonsense("a false gzip", json("{}").with("Content-Encoding", "gzip")));
  }

  private static Arguments nonsense(String what, Response answer) {
    return Arguments.of(what, answer);
  }

  private static Response json(String body) {
    return Response.of(200, "application/json", body);
  }

  @ParameterizedTest(name = "B32 200 with {0}: no success, there once in the end")
  @MethodSource("nonsense")
  void nonsense200(String what, Response answer) {
    endsWellAfter(Fault.gatewayInstead(what, answer));
  }

  @ParameterizedTest(name = "B32 200 with {0} after the work was done: there once in the end")
  @MethodSource("nonsense")
  void nonsense200AfterTheWork(String what, Response answer) {
    endsWellAfter(Fault.gatewayAfterWork(what, answer));
  }

  @Test
  @DisplayName("B32 half of the answer: there once in the end")
  void truncated() {
    endsWellAfter(Fault.truncatedAnswer());
  }

  @Test
  @DisplayName("B32 a gzip bomb of 128 MiB: read up to the limit, there once in the end")
  void bomb() {
    endsWellAfter(
        Fault.gatewayAfterWork(
            "bomb",
            new Response(
                200,
                Map.of("Content-Type", "application/json", "Content-Encoding", "gzip"),
                packedBlanks(128))));
  }

  @Test
  @DisplayName("B32 an answer of 5 GiB: read up to the limit, there once in the end")
  void endless() {
    String id = stored();
    scene.front().nextAnswersAreEndless(2);
    press(id).accepted();
    await().atMost(PATIENCE).until(() -> scene.front().endlessAnswersToCome() == 0);
    scene.waitsEnd();
    endsOnceInTheLedger(id);
    assertThat(scene.front().endlessBytesTaken())
        .isBetween(LARGEST_ANSWER, 2 * LARGEST_ANSWER + (16L << 20));
  }

  @Test
  @DisplayName("B32 200 with a refusal inside: FAILED with a cure")
  void refusalInside() {
    String id = stored();
    scene
        .xero()
        .faults()
        .next(
            WRITES,
            Fault.gatewayInstead(
                "refusal",
                json(
                    "{\"Invoices\": [{\"StatusAttributeString\": \"ERROR\", \"InvoiceNumber\": \""
                        + id
                        + "\", \"HasErrors\": true, \"ValidationErrors\":"
                        + " [{\"Message\": \"Something new\"}]}]}")));
    press(id).accepted();
    JsonNode error = awaitState(id, "FAILED").path("error");
    assertThat(error.path("code").asText()).isNotBlank();
    assertThat(error.path("cure").asText()).isNotBlank();
    assertThat(booked(id)).isEmpty();
  }

  static Stream<Arguments> otherInvoices() {
    return Stream.of(
        Arguments.of(
            "number", "number-differs", change(i -> i.put("InvoiceNumber", "SOMEBODY-ELSES"))),
        Arguments.of(
            "total", "totals-differ", change(i -> i.put("Total", new BigDecimal("121.00")))));
  }

  private static Consumer<ObjectNode> change(Consumer<ObjectNode> change) {
    return change;
  }

  @ParameterizedTest(name = "B33 200 with another {0}: DIFFERENT, for a person to look at")
  @MethodSource("otherInvoices")
  void anotherInvoice(String what, String code, Consumer<ObjectNode> change) {
    String id = stored();
    scene.xero().faults().next(WRITES, changed(change));
    press(id).accepted();
    JsonNode error = awaitState(id, "DIFFERENT").path("error");
    assertThat(error.path("code").asText()).isEqualTo(code);
    assertThat(error.path("cure").asText()).isNotBlank();
    assertThat(booked(id)).hasSize(1);
  }

  @ParameterizedTest(name = "B34 a certificate that is {0}: nothing is sent, it waits")
  @ValueSource(
      strings = {
        TestCertificates.SELF_SIGNED,
        TestCertificates.WRONG_HOST,
        TestCertificates.EXPIRED
      })
  void badCertificate(String certificate) {
    String id = stored();
    scene.front().show(certificate);
    scene.xero().journal().clear();
    press(id).accepted();
    await()
        .atMost(PATIENCE)
        .until(() -> sync(id).path("error").path("code").asText().equals("ledger-unreachable"));
    assertThat(sync(id).path("state").asText()).isEqualTo("QUEUED");
    assertThat(scene.xero().journal().requests(entry -> entry.target().startsWith("/api.xro")))
        .isEmpty();
    scene.front().show(TestCertificates.GOOD);
    scene.waitsEnd();
    endsOnceInTheLedger(id);
  }

  @ParameterizedTest(name = "B35 Retry-After: {0} waits {1} to {2} s, {3}")
  @CsvSource({
    "-5,                     1,     9,     SYNCED",
    "0,                      1,     9,     SYNCED",
    "99999999,               86000, 86400, BLOCKED",
    "99999999999999999999,   86000, 86400, BLOCKED",
    "tomorrow,               55,    72,    QUEUED",
    "1e9,                    55,    72,    QUEUED",
    "date,                   3500,  3600,  BLOCKED",
    "'Thu, 01 Jan 1970 00:00:00 GMT', 1, 9, SYNCED"
  })
  void retryAfter(String header, long least, long most, String state) {
    String id = stored();
    String value = header.equals("date") ? inAnHour() : header;
    scene
        .xero()
        .faults()
        .next(
            WRITES, Fault.gatewayInstead("limit", Response.empty(429).with("Retry-After", value)));
    press(id).accepted();
    if (state.equals("SYNCED")) {
      awaitState(id, state);
      assertThat(waitedBeforeTheLastWrite())
          .isBetween(Duration.ofSeconds(least), Duration.ofSeconds(most));
    } else {
      await().atMost(PATIENCE).until(() -> blockedUntil() != null);
      Duration wait = Duration.between(Instant.now(), blockedUntil());
      assertThat(wait)
          .isBetween(Duration.ofSeconds(least - 10), Duration.ofSeconds(most))
          .isLessThanOrEqualTo(DAY);
      awaitState(id, state);
      scene.waitsEnd();
    }
    endsOnceInTheLedger(id);
  }

  private Duration waitedBeforeTheLastWrite() {
    List<JournalEntry> writes =
        scene
            .xero()
            .journal()
            .requests(
                entry -> !entry.method().equals("GET") && entry.target().contains("/Invoices"));
    JournalEntry refused = writes.get(writes.size() - 2);
    assertThat(refused.status()).isEqualTo(429);
    return Duration.between(refused.at(), writes.get(writes.size() - 1).at());
  }

  private void endsWellAfter(Fault fault) {
    String id = stored();
    scene.xero().faults().next(WRITES, fault);
    press(id).accepted();
    await("the fault strikes").atMost(PATIENCE).until(() -> scene.xero().faults().pending() == 0);
    endsOnceInTheLedger(id);
  }

  private String stored() {
    String id = scene.unique("B3x");
    put(id, invoice(id)).accepted();
    return id;
  }

  private static Fault changed(Consumer<ObjectNode> change) {
    return Fault.changedAnswer(
        "changed",
        answer -> {
          JsonNode body = new Answer(200, "", answer.text()).json();
          change.accept((ObjectNode) body.path("Invoices").get(0));
          return Response.json(answer.status(), body);
        });
  }

  private Instant blockedUntil() {
    return scene
        .database()
        .sql("SELECT blocked_until FROM connection WHERE workspace_id = ?")
        .param(BadInputScene.WORKSPACE)
        .query(OffsetDateTime.class)
        .optional()
        .map(OffsetDateTime::toInstant)
        .orElse(null);
  }

  private static String inAnHour() {
    return DateTimeFormatter.RFC_1123_DATE_TIME.format(
        OffsetDateTime.now(ZoneOffset.UTC).plusHours(1));
  }

  private static boolean caught(ServerSocket elsewhere) throws IOException {
    try {
      elsewhere.accept().close();
      return true;
    } catch (SocketTimeoutException nobody) {
      return false;
    }
  }

  private static byte[] packedBlanks(int mebibytes) {
    ByteArrayOutputStream packed = new ByteArrayOutputStream();
    byte[] blanks = " ".repeat(1 << 20).getBytes(StandardCharsets.US_ASCII);
    try (OutputStream gzip = new GZIPOutputStream(packed)) {
      for (int i = 0; i < mebibytes; i++) {
        gzip.write(blanks);
      }
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    return packed.toByteArray();
  }
}
