package io.coportal.sync.security;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.TextNode;
import java.io.ByteArrayOutputStream;
import java.nio.charset.StandardCharsets;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

abstract class TextRows extends BadInputRows {
  private static final String NAME = "\"name\": \"Client of ";

  @Test
  @DisplayName("B8 bytes that are no UTF-8: 400")
  void notUtf8() {
    String id = scene.unique("B8");
    String before = invoice(id).replace(NAME, NAME + "\u0001");
    byte[] body = before.getBytes(StandardCharsets.ISO_8859_1);
    for (int i = 0; i < body.length; i++) {
      body[i] = body[i] == 1 ? (byte) 0xC3 : body[i];
    }
    sendBytes(id, body).refused(400, "not-utf-8");
    assertThat(isStored(id)).isFalse();
  }

  @Test
  @DisplayName("B8 UTF-8 of a surrogate, overlong and cut short: 400")
  void brokenUtf8() {
    for (byte[] bad :
        new byte[][] {
          {(byte) 0xED, (byte) 0xA0, (byte) 0x80}, {(byte) 0xC0, (byte) 0xAF}, {(byte) 0xF0}
        }) {
      String id = scene.unique("B8");
      ByteArrayOutputStream body = new ByteArrayOutputStream();
      String[] halves = invoice(id).split(NAME, 2);
      body.writeBytes((halves[0] + NAME).getBytes(StandardCharsets.UTF_8));
      body.writeBytes(bad);
      body.writeBytes(halves[1].getBytes(StandardCharsets.UTF_8));
      sendBytes(id, body.toByteArray()).refused(400, "not-utf-8");
      assertThat(isStored(id)).isFalse();
    }
  }

  @ParameterizedTest(name = "B8 a name with {0}: 422 at its place")
  @ValueSource(
      strings = {
        "\\u0000",
        "\\u0007",
        "\\u001b[31m",
        "\\r\\nINFO admin logged in",
        "\\ud800",
        "\\udc00x",
        "x\\ud83d"
      })
  void controlCharacters(String text) {
    String id = scene.unique("B8");
    put(id, invoice(id).replace(NAME, NAME + text))
        .refused(422, "invalid-invoice")
        .at("/client/name");
    assertThat(isStored(id)).isFalse();
  }

  @Test
  @DisplayName("B8 a NUL byte in the JSON: 400")
  void rawNul() {
    String id = scene.unique("B8");
    put(id, invoice(id).replace(NAME, NAME + "\0")).refused(400, "not-json");
  }

  @ParameterizedTest(name = "B8 a name of {0}: stored as it is, and so in the ledger")
  @ValueSource(
      strings = {
        "\u202Eevil\u202C",
        "Łódź 東京 עברית",
        "🧾👩‍👩‍👧‍👦",
        "O'Brien & \\\"Sons\\\"",
        "a\u0301\u200B"
      })
  void unusualNames(String name) {
    String id = scene.unique("B8");
    put(id, invoice(id).replace("Client of", name)).accepted();
    press(id).accepted();
    endsOnceInTheLedger(id);
    assertThat(booked(id).get(0).path("Contact").path("Name").asText())
        .isEqualTo(name.replace("\\\"", "\"") + " " + id);
  }

  @ParameterizedTest(name = "B11 an id {0} in the path: refused as text")
  @ValueSource(
      strings = {
        "../../etc/passwd",
        "%2e%2e%2f%2e%2e%2fetc%2fpasswd",
        "%2e%2e",
        "..",
        "..;",
        "x;y=z",
        "%27%3B%20drop%20table%20invoice%3B--",
        "%24%7Bjndi:ldap:%2F%2F127.0.0.1%2Fx%7D",
        "%7B%7Benv:HOME%7D%7D",
        "%23%7BT(java.lang.Runtime)%7D",
        "%24%7Bbean:syncsApi%3Fmethod=get%7D",
        "x%00",
        "x%0d%0aX-Evil:1",
        "%C3%28",
        "%zz",
        "{{env:HOME}}",
        "x|y",
        "%252e%252e"
      })
  void idsInThePath(String id) {
    Answer answer = scene.call("PUT", "/workspaces/harbour/invoices/" + id, invoice("B11"));
    answer.refused(answer.status());
    assertThat(answer.status()).isIn(400, 404, 405);
    assertThat(answer.text() + answer.head()).doesNotContain(System.getenv("HOME"), "X-Evil");
  }

  @ParameterizedTest(name = "B11 {0} as id of an invoice and of a workspace: an id like any other")
  @ValueSource(strings = {"null", "true", "false", "0", "1.50", "-1", "body", "~"})
  void idsThatLookLikeValues(String id) {
    scene.workspace(id);
    for (String workspace : new String[] {BadInputScene.WORKSPACE, id}) {
      scene.call("PUT", invoices(workspace, id), invoice("B11-" + id)).accepted();
      Answer found = scene.call("GET", invoices(workspace, id), null);
      assertThat(found.status()).isEqualTo(200);
      assertThat(found.json().path("id")).isEqualTo(TextNode.valueOf(id));
    }
    press(id).accepted();
    awaitState(id, "SYNCED");
    assertThat(booked("B11-" + id)).hasSize(1);
  }

  @ParameterizedTest(name = "B11 {0} as workspace, as ledger: refused as text")
  @ValueSource(
      strings = {
        "null-x",
        "%27%27",
        "%27x%27",
        "%24%7Bbody%7D",
        "%23%7B1%7D",
        "%7B%7Benv:HOME%7D%7D",
        "x%20y"
      })
  void otherSegments(String text) {
    String harbour = "/workspaces/" + BadInputScene.WORKSPACE;
    for (String path :
        new String[] {
          harbour + "/connections/" + text,
          harbour + "/invoices/x/syncs/" + text,
          "/workspaces/" + text + "/connections/xero",
          "/workspaces/" + text + "/invoices/x"
        }) {
      Answer answer = scene.call("GET", path, null);
      answer.refused(answer.status());
      assertThat(answer.status()).as(path).isIn(400, 404);
    }
  }

  @Test
  @DisplayName("B11 an id of 300 characters: 400")
  void longId() {
    put("x".repeat(300), invoice("B11")).refused(400);
  }

  @ParameterizedTest(name = "B11 {0} as number, name and line: text in the ledger")
  @ValueSource(
      strings = {
        "../../etc/passwd",
        "'; drop table invoice; --",
        "${jndi:ldap://127.0.0.1:9/x}",
        "{{env:HOME}}",
        "{{coportal.security.first-key-file}}",
        "#{T(java.lang.Runtime).getRuntime()}",
        "${bean:syncsApi?method=get}",
        "${header.Authorization}",
        "\\\\u0024{body}",
        ". | env",
        "%s%n%d",
        "<script>alert(1)</script>"
      })
  void expressions(String text) {
    String id = scene.unique("B11");
    String number = text + " " + id;
    put(
            id,
            invoice(id)
                .replace("\"number\": \"" + id, "\"number\": \"" + number)
                .replace("Client of " + id, number)
                .replace("\"Work\"", "\"" + number + "\""))
        .accepted();
    press(id).accepted();
    awaitState(id, "SYNCED");
    String literal = number.replace("\\\\", "\\");
    JsonNode held = booked(literal).get(0);
    // Xero takes no angle brackets in a name.
    assertThat(held.path("Contact").path("Name").asText())
        .isEqualTo(literal.replace('<', '-').replace('>', '-'));
    assertThat(held.path("LineItems").get(0).path("Description").asText()).isEqualTo(literal);
  }

  private Answer sendBytes(String id, byte[] body) {
    return scene.raw(
        "PUT /api/v1" + invoices(BadInputScene.WORKSPACE, id) + " HTTP/1.1",
        body,
        "Authorization: Bearer " + scene.key(),
        "Content-Type: application/json",
        "Content-Length: " + body.length);
  }
}
