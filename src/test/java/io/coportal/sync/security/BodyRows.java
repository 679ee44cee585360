package io.coportal.sync.security;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

abstract class BodyRows extends BadInputRows {
  private static final Duration QUICKLY = Duration.ofSeconds(5);
  private static final int MIB = 1024 * 1024;

  @ParameterizedTest(name = "B4, B5 unknown member {0}: 400 at its place, nothing stored")
  @ValueSource(strings = {"workspaceId", "state", "externalId", "@class", "@type"})
  void unknownMember(String member) {
    String id = scene.unique("B4");
    put(id, invoice(id).replaceFirst("\\{", "{\"" + member + "\": \"java.net.URL\","))
        .refused(400, "invalid-invoice")
        .at("/" + member);
    assertThat(isStored(id)).isFalse();
  }

  @ParameterizedTest(name = "B5, B6 {0}: 415")
  @ValueSource(
      strings = {
        "application/x-java-serialized-object",
        "application/xml",
        "text/xml",
        "text/plain",
        "multipart/form-data; boundary=x",
        "nonsense",
        "application/",
        "*/*",
        "application/x-www-form-urlencoded"
      })
  void anotherMediaType(String type) {
    String id = scene.unique("B5");
    String entity =
        "<!DOCTYPE i [<!ENTITY x SYSTEM \"file:///etc/passwd\">]><invoice>&x;</invoice>";
    Answer answer =
        scene.callAs(
            scene.key(),
            "PUT",
            invoices(BadInputScene.WORKSPACE, id),
            entity,
            "Content-Type: " + type);
    assertThat(answer.refused(415).text()).doesNotContain("root:");
    for (String body : List.of(entity, invoice(id), "a=%zz", "a=b&c")) {
      byPost(id, body, "Content-Type: " + type).refused(415);
    }
    assertThat(isStored(id)).isFalse();
    assertThat(scene.logged()).noneMatch(line -> line.contains(id));
  }

  @Test
  @DisplayName("B6 two media types, or a packed body: 415")
  void anotherForm() {
    String id = scene.unique("B6");
    String json = "Content-Type: application/json";
    byPost(id, invoice(id), json, "Content-Type: application/xml").refused(415);
    byPost(id, invoice(id), json, "Content-Encoding: gzip").refused(415);
    byPost(id, invoice(id), json, "Content-Encoding: identity").accepted();
  }

  private Answer byPost(String id, String body, String... headers) {
    return scene.callAs(
        scene.key(), "POST", invoices(BadInputScene.WORKSPACE, id) + "/syncs/xero", body, headers);
  }

  @ParameterizedTest(name = "B9 {0} {1}: a number that nobody can count is no JSON: 400")
  @CsvSource({
    "PUT,   /invoices/{id}",
    "POST,  /invoices/{id}/syncs/xero",
    "PATCH, /connections/xero",
    "POST,  /connections/xero/links",
    "PUT,   ''"
  })
  void countlessNumber(String method, String below) {
    String id = scene.unique("B9");
    String body = invoice(id).replace("100.00}", "1e99999999999}");
    scene
        .call(method, "/workspaces/" + BadInputScene.WORKSPACE + below.replace("{id}", id), body)
        .refused(400, "not-json");
    assertThat(isStored(id)).isFalse();
  }

  @ParameterizedTest(name = "B8 {0} {1} with {2}: refused as what it says")
  @CsvSource(
      quoteCharacter = '"',
      value = {
        "PUT,   /invoices/b8-null,            null,  422",
        "POST,  /invoices/b8-null/syncs/xero, null,  422",
        "PATCH, /connections/xero,            null,  400",
        "POST,  /connections/xero/links,      null,  400",
        "PUT,   \"\",                         null,  422",
        "PUT,   /invoices/b8-null,            true,  422",
        "PATCH, /connections/xero,            true,  400",
        "PUT,   /invoices/b8-null,            '',    400",
        "PUT,   /invoices/b8-null,            '{}',  400",
        "PATCH, /connections/xero,            '{}',  400",
        "POST,  /connections/xero/links,      '{}',  400",
        "PUT,   \"\",                         '{}',  400",
        "PATCH, /connections/xero,            {} {}, 400",
        "POST,  /connections/xero/links,      {} x,  400"
      })
  void literal(String method, String below, String body, int status) {
    scene.call(method, "/workspaces/" + BadInputScene.WORKSPACE + below, body).refused(status);
    assertThat(isStored("b8-null")).isFalse();
  }

  @Test
  @DisplayName("B8 a byte order mark: 400, and named")
  void byteOrderMark() {
    String id = scene.unique("B8");
    assertThat(put(id, "\uFEFF" + invoice(id)).refused(400, "not-json").text())
        .contains("byte order mark");
  }

  @ParameterizedTest(name = "B8 settings and addresses with control characters, {0}: refused")
  @ValueSource(strings = {"\\u0000", "\\ud800", "\\u001b[2J", "\\u0085", "\\r\\nX: y"})
  void unwritableSettings(String text) {
    String connection = "/workspaces/" + BadInputScene.WORKSPACE + "/connections/xero";
    scene
        .call("PATCH", connection, "{\"account\": \"2" + text + "\"}")
        .refused(400, "settings-refused")
        .at("/account");
    scene
        .call("PATCH", connection, "{\"taxChoices\": {\"2" + text + "\": \"x\"}}")
        .refused(400, "settings-refused");
    scene
        .call("POST", connection + "/links", "{\"returnTo\": \"/x" + text + "\"}")
        .refused(400, "return-to-refused");
  }

  @Test
  @DisplayName("B8 an invoice in single quotes is no JSON: 400")
  void quoted() {
    String id = scene.unique("B8");
    put(id, "'" + invoice(id) + "'").refused(400, "not-json");
    press(id).refused(404);
    assertThat(isStored(id)).isFalse();
  }

  @Test
  @DisplayName("B7 a body of 50 MiB: 413 before a byte of it is sent")
  void announcedTooLarge() {
    assertQuick(() -> send("Content-Length: " + 50 * MIB, new byte[0]).refused(413));
  }

  @Test
  @DisplayName("B7 a body of 50 MiB without a length: 413 after the first")
  void chunkedTooLarge() {
    byte[] chunk = ("100000\r\n" + " ".repeat(MIB) + "\r\n").getBytes(StandardCharsets.US_ASCII);
    byte[] body = new byte[chunk.length * 50];
    for (int i = 0; i < 50; i++) {
      System.arraycopy(chunk, 0, body, i * chunk.length, chunk.length);
    }
    assertQuick(() -> send("Transfer-Encoding: chunked", body).refused(413));
  }

  @Test
  @DisplayName("B7 a small body without a length is as good as one with it")
  void chunkedSmall() {
    String id = scene.unique("B7");
    byte[] json = invoice(id).getBytes(StandardCharsets.UTF_8);
    String chunked =
        Integer.toHexString(json.length)
            + "\r\n"
            + new String(json, StandardCharsets.UTF_8)
            + "\r\n0\r\n\r\n";
    send(id, "Transfer-Encoding: chunked", chunked.getBytes(StandardCharsets.UTF_8)).accepted();
    assertThat(isStored(id)).isTrue();
  }

  @Test
  @DisplayName("B7 chunks that are none: 400")
  void brokenChunks() {
    send("Transfer-Encoding: chunked", "zz\r\n{}\r\n".getBytes(StandardCharsets.US_ASCII))
        .refused(400);
  }

  @Test
  @DisplayName("B8 a charset that is none, or not that of JSON: read as UTF-8")
  void charsets() {
    for (String charset : new String[] {"bogus", "utf-16", "iso-8859-1"}) {
      String id = scene.unique("B8");
      scene
          .callAs(
              scene.key(),
              "PUT",
              invoices(BadInputScene.WORKSPACE, id),
              invoice(id).replace("Client of", "Łódź"),
              "Content-Type: application/json; charset=" + charset)
          .accepted();
      assertThat(scene.call("GET", invoices(BadInputScene.WORKSPACE, id), null).text())
          .contains("Łódź");
    }
  }

  @Test
  @DisplayName("B7 who has no key is refused without the body being read")
  void unknownCallerWithABody() {
    assertQuick(
        () ->
            scene
                .raw(
                    "PUT /api/v1/workspaces/harbour/invoices/x HTTP/1.1",
                    new byte[0],
                    "Content-Type: application/x-www-form-urlencoded",
                    "Content-Length: " + 50 * MIB)
                .refused(401));
  }

  @Test
  @DisplayName("B7 100,000 lines: 413; 1,001: 422 with the place")
  void manyLines() {
    String id = scene.unique("B7");
    assertQuick(() -> put(id, lines(id, 100_000)).refused(413, "body-too-large"));
    put(id, lines(id, 1_001)).refused(422).at("/lines");
    assertThat(isStored(id)).isFalse();
  }

  @ParameterizedTest(name = "B7 2,000 levels of {0}: 400")
  @ValueSource(strings = {"[", "{\"a\":"})
  void deepNesting(String level) {
    String id = scene.unique("B7");
    assertQuick(
        () ->
            put(id, invoice(id).replaceFirst("\\{", "{\"deep\": " + level.repeat(2_000)))
                .refused(400));
  }

  @Test
  @DisplayName("B7 10,000 headers, or one of 64 KiB: 400")
  void manyHeaders() {
    String many =
        IntStream.range(0, 10_000)
            .mapToObj(i -> "X-" + i + ": 1")
            .collect(Collectors.joining("\r\n"));
    assertQuick(() -> scene.call("GET", "/workspaces/harbour/invoices/x", null, many).refused(400));
    String large = "X-Large: " + "x".repeat(64 * 1024);
    assertQuick(
        () -> scene.call("GET", "/workspaces/harbour/invoices/x", null, large).refused(400));
  }

  @ParameterizedTest(name = "B9, B10 {0} = {1}: 422 at its place")
  @CsvSource({
    "unitPrice, '\"NaN\"',              /lines/0/unitPrice",
    "unitPrice, '\"Infinity\"',         /lines/0/unitPrice",
    "unitPrice, 1e400,                  /lines/0/unitPrice",
    "unitPrice, '\"1e400\"',            /lines/0/unitPrice",
    "unitPrice, '\"-0\"',               /lines/0/unitPrice",
    "unitPrice, 100.123456789012345,    /lines/0/unitPrice",
    "unitPrice, 1234567890123456.00,    /lines/0/unitPrice",
    "unitPrice, '\"0x10\"',             /lines/0/unitPrice",
    "unitPrice, '\"١٠٠\"',              /lines/0/unitPrice",
    "unitPrice, true,                   /lines/0/unitPrice",
    "unitPrice, '[100]',                /lines/0/unitPrice",
    "quantity,  0,                      /lines/0/quantity",
    "quantity,  -0,                     /lines/0/quantity",
    "quantity,  '\"\"',                 /lines/0/quantity",
    "total,     120.000000000000001,    /total",
    "total,     -120,                   /total",
    "taxRate,   -20,                    /taxRate",
    "taxRate,   1e2000,                 /taxRate",
    "currency,  '\"XXX\"',              /currency",
    "currency,  '\"XAU\"',              /currency",
    "currency,  '\"gbp\"',              /currency",
    "version,   1.5,                    /version",
    "version,   9223372036854775808,    /version",
    "issueDate, '\"0000-00-00\"',       /issueDate",
    "issueDate, '\"2027-02-29\"',       /issueDate",
    "issueDate, '\"10000-01-01\"',      /issueDate",
    "issueDate, '\"+10000-01-01\"',     /issueDate",
    "issueDate, '\"1448-05-12\"',       /issueDate",
    "issueDate, '\"R08-11-02\"',        /issueDate",
    "issueDate, '\"2026-W45-1\"',       /issueDate",
    "issueDate, '\"2026-11-02T00:00Z\"', /issueDate",
    "issueDate, 20261102,               /issueDate"
  })
  void badValue(String member, String value, String pointer) {
    String id = scene.unique("B9");
    String bad =
        invoice(id)
            .replaceFirst(
                "\"" + member + "\": (\"[^\"]*\"|[0-9.]+)",
                "\"" + member + "\": " + value.replace("\\", "\\\\"));
    put(id, bad).refused(422, "invalid-invoice").at(pointer);
    assertThat(isStored(id)).isFalse();
  }

  @ParameterizedTest(name = "B9 {0} is no JSON: 400")
  @ValueSource(strings = {"NaN", "Infinity", "-Infinity", "+100", "0100", ".5", "100,00", "1_000"})
  void noNumber(String value) {
    String id = scene.unique("B9");
    put(id, invoice(id).replace("100.00}", value + "}")).refused(400, "not-json");
    assertThat(isStored(id)).isFalse();
  }

  @Test
  @DisplayName("B9 0.1 + 0.2 and trailing zeros: exact to the last digit")
  void decimals() {
    String id = scene.unique("B9");
    String exact =
        invoice(id)
            .replace(
                "\"quantity\": 1, \"unitPrice\": 100.00", "\"quantity\": 3, \"unitPrice\": 0.10")
            .replace(
                "\"subtotal\": 100.00, \"taxTotal\": 20.00, \"total\": 120.00",
                "\"subtotal\": 0.30, \"taxTotal\": \"0.06\", \"total\": 0.360");
    put(id, exact).accepted();
    assertThat(scene.call("GET", invoices(BadInputScene.WORKSPACE, id), null).text())
        .contains("\"unitPrice\":0.10", "\"subtotal\":0.30", "\"total\":0.360");
  }

  private Answer send(String header, byte[] body) {
    return send(scene.unique("B7"), header, body);
  }

  private Answer send(String id, String header, byte[] body) {
    return scene.raw(
        "PUT /api/v1" + invoices(BadInputScene.WORKSPACE, id) + " HTTP/1.1",
        body,
        "Authorization: Bearer " + scene.key(),
        "Content-Type: application/json",
        header);
  }

  private static String lines(String id, int count) {
    String line = "{\"description\": \"Work\", \"quantity\": 1, \"unitPrice\": 100.00}";
    return invoice(id).replace(line, String.join(",", java.util.Collections.nCopies(count, line)));
  }

  private static void assertQuick(Runnable request) {
    long before = System.nanoTime();
    request.run();
    assertThat(Duration.ofNanos(System.nanoTime() - before)).isLessThan(QUICKLY);
  }
}
