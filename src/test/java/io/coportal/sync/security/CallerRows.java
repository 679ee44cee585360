package io.coportal.sync.security;

import static org.assertj.core.api.Assertions.assertThat;

import com.nimbusds.jose.JOSEException;
import com.nimbusds.jose.JOSEObjectType;
import com.nimbusds.jose.JWSAlgorithm;
import com.nimbusds.jose.JWSHeader;
import com.nimbusds.jose.crypto.MACSigner;
import com.nimbusds.jwt.JWTClaimsSet;
import com.nimbusds.jwt.PlainJWT;
import com.nimbusds.jwt.SignedJWT;
import java.time.Duration;
import java.time.Instant;
import java.util.Date;
import java.util.EnumSet;
import java.util.stream.Stream;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

abstract class CallerRows extends BadInputRows {
  @ParameterizedTest(name = "B12 the same Idempotency-Key with {0}: 422, the first job untouched")
  @ValueSource(strings = {"another body", "another invoice", "another operation"})
  void sameKeyOtherRequest(String what) {
    String id = scene.unique("B12");
    String other = scene.unique("B12");
    String header = "Idempotency-Key: " + id;
    put(other, invoice(other)).accepted();
    put(id, invoice(id), header).accepted();
    Answer answer =
        switch (what) {
          case "another body" -> put(id, invoice(id, 2), header);
          case "another invoice" -> put(other, invoice(id), header);
          default -> press(id, header);
        };
    answer.refused(422, "idempotency-key-reused");
    assertThat(version(id)).isEqualTo(1);
    assertThat(version(other)).isEqualTo(1);
    assertThat(sync(id).isMissingNode()).as("not asked for").isTrue();
  }

  @Test
  @DisplayName("B12 the same Idempotency-Key with another body on the button: 422, the first ends")
  void sameKeyOtherBodyOnTheButton() {
    String id = scene.unique("B12");
    String header = "Idempotency-Key: " + id;
    String path = invoices(BadInputScene.WORKSPACE, id) + "/syncs/xero";
    scene.call("POST", path, invoice(id), header).accepted();
    scene.call("POST", path, invoice(id, 2), header).refused(422, "idempotency-key-reused");
    endsOnceInTheLedger(id);
    assertThat(version(id)).isEqualTo(1);
    scene.call("POST", path, invoice(id), header).accepted();
    endsOnceInTheLedger(id);
  }

  @Test
  @DisplayName("B13 the same Idempotency-Key from another workspace: a job of its own")
  void sameKeyElsewhere() {
    String id = scene.unique("B13");
    String header = "Idempotency-Key: " + id;
    String other = scene.workspace(scene.unique("b13"));
    put(id, invoice(id), header).accepted();
    scene
        .call("PUT", invoices(other, id), invoice(id).replace("\"Work\"", "\"Other\""), header)
        .accepted();
    assertThat(scene.call("GET", invoices(BadInputScene.WORKSPACE, id), null).text())
        .contains("\"Work\"");
    assertThat(scene.call("GET", invoices(other, id), null).text()).contains("\"Other\"");
  }

  @ParameterizedTest(name = "B14 an Idempotency-Key of {0}: 400")
  @ValueSource(strings = {"300 characters", "256 characters", "a NUL", "a tab", "a line break"})
  void idempotencyKey(String what) {
    String id = scene.unique("B14");
    String value =
        switch (what) {
          case "a NUL" -> "a\0b";
          case "a tab" -> "a\tb";
          case "a line break" -> "a\rb";
          default -> "k".repeat(Integer.parseInt(what.substring(0, 3)));
        };
    put(id, invoice(id), "Idempotency-Key: " + value).refused(400);
    assertThat(isStored(id)).isFalse();
  }

  @Test
  @DisplayName("B14 an Idempotency-Key of 255 characters, or none: accepted")
  void longestIdempotencyKey() {
    String id = scene.unique("B14");
    put(id, invoice(id), "Idempotency-Key: " + id + "k".repeat(255 - id.length())).accepted();
    put(id, invoice(id)).accepted();
  }

  @Test
  @DisplayName("B15 a key of another workspace: 404 as for nothing, and an audit line")
  void foreignWorkspace() {
    String id = scene.unique("B15");
    put(id, invoice(id)).accepted();
    String own = scene.workspace(scene.unique("b15"));
    String key = scene.key(own);
    Answer foreign =
        scene.callAs(key, "GET", invoices(BadInputScene.WORKSPACE, id) + "/syncs/xero", null);
    Answer nothing = scene.callAs(key, "GET", invoices("nobody", id) + "/syncs/xero", null);
    assertThat(foreign.refused(404).text()).isEqualTo(nothing.refused(404).text());
    assertThat(
            scene
                .database()
                .sql("SELECT subject FROM audit_event WHERE workspace_id = ? AND action = ?")
                .params(own, "foreign-workspace-refused")
                .query(String.class)
                .list())
        .containsExactly("workspace:" + BadInputScene.WORKSPACE, "workspace:nobody");
  }

  @Test
  @DisplayName("B16 ids from 1 to 1000: 404 each, and slowed down")
  void walkingIds() {
    String key = scene.key(scene.workspace(scene.unique("b16")));
    var ends =
        java.util.stream.IntStream.rangeClosed(1, 1000)
            .parallel()
            .mapToObj(i -> scene.callAs(key, "GET", invoices("harbour", "" + i), null))
            .toList();
    assertThat(ends).allSatisfy(end -> end.refused(end.status()));
    assertThat(ends).extracting(Answer::status).containsOnly(404, 429);
  }

  static Stream<Arguments> tokens() throws JOSEException {
    TestIssuer issuer = BadInputScene.shared().issuer();
    Instant past = Instant.now().minusSeconds(600);
    Instant future = Instant.now().plusSeconds(300);
    return Stream.of(
        Arguments.of("alg=none", new PlainJWT(good().build()).serialize()),
        Arguments.of("HS256 with the public key", withPublicKey(issuer)),
        Arguments.of("another audience", issuer.token(good().audience("other"))),
        Arguments.of("another issuer", issuer.token(good().issuer("https://evil.example"))),
        Arguments.of("expired", issuer.token(good().expirationTime(Date.from(past)))),
        Arguments.of("not yet valid", issuer.token(good().notBeforeTime(Date.from(future)))),
        Arguments.of(
            "jku header",
            TestIssuer.signed(
                issuer.header().jwkURL(issuer.strangersKeys()), good(), issuer.stranger())),
        Arguments.of(
            "x5u header",
            TestIssuer.signed(
                issuer.header().x509CertURL(issuer.strangersKeys()), good(), issuer.stranger())),
        Arguments.of(
            "its key in the header",
            TestIssuer.signed(
                issuer.header().jwk(issuer.stranger().toPublicJWK()), good(), issuer.stranger())),
        Arguments.of(
            "an ID token",
            TestIssuer.signed(issuer.header().type(JOSEObjectType.JWT), good(), issuer.key())));
  }

  @ParameterizedTest(name = "B17 a JWT, {0}: 401")
  @MethodSource("tokens")
  void jwt(String what, String token) {
    scene
        .callAs(token, "GET", "/workspaces/harbour/connections", null)
        .refused(401, "token-refused");
    assertThat(scene.issuer().strangersFetches()).isZero();
  }

  @Test
  @DisplayName("B17 a JWT, missing scope: 403, and a good one does what it may, there only")
  void jwtScopes() {
    TestIssuer issuer = scene.issuer();
    String connections = "/workspaces/harbour/connections";
    String none = issuer.token(TestIssuer.claims("harbour", "email"));
    scene.callAs(none, "GET", connections, null).refused(403, "scope-missing");
    String good = issuer.token(good());
    scene.callAs(good, "GET", connections, null).accepted();
    scene.callAs(good, "DELETE", connections + "/xero", null).refused(403, "scope-missing");
    scene.callAs(good, "GET", "/workspaces/nobody/connections", null).refused(404, "not-found");
  }

  @ParameterizedTest(name = "B18 a key that is {0}: 401")
  @CsvSource({
    "cut short,             api-key-unknown",
    "changed by one letter, api-key-unknown",
    "of another id,         api-key-unknown",
    "revoked,               api-key-revoked",
    "expired,               api-key-expired",
    "in the query,          api-key-missing",
    "in a form,             api-key-missing"
  })
  void badKeys(String what, String code) {
    NewApiKey key =
        scene
            .bean(ApiKeys.class)
            .create(
                "test",
                null,
                EnumSet.allOf(Scope.class),
                what.equals("expired") ? Instant.now().minus(Duration.ofMinutes(1)) : null);
    String token = key.token();
    String path = "/workspaces/harbour/connections";
    Answer answer =
        switch (what) {
          case "cut short" -> scene.callAs(token.substring(0, 70), "GET", path, null);
          case "changed by one letter" -> scene.callAs(changed(token), "GET", path, null);
          case "of another id" ->
              scene.callAs("csk_" + "0".repeat(32) + token.substring(36), "GET", path, null);
          case "revoked" -> {
            scene.callAs(token, "GET", path, null).accepted();
            scene.bean(ApiKeys.class).revoke(key.id());
            yield scene.callAs(token, "GET", path, null);
          }
          case "in the query" ->
              scene.raw("GET /api/v1" + path + "?access_token=" + token + " HTTP/1.1", new byte[0]);
          case "in a form" ->
              scene.raw(
                  "POST /api/v1" + path + " HTTP/1.1",
                  ("access_token=" + token).getBytes(java.nio.charset.StandardCharsets.US_ASCII),
                  "Content-Type: application/x-www-form-urlencoded",
                  "Content-Length: " + (13 + token.length()));
          default -> scene.callAs(token, "GET", path, null);
        };
    assertThat(answer.refused(401, code).text()).doesNotContain(token.substring(37));
  }

  private int version(String id) {
    return scene
        .call("GET", invoices(BadInputScene.WORKSPACE, id), null)
        .json()
        .path("invoice")
        .path("version")
        .asInt();
  }

  private static String changed(String key) {
    return key.substring(0, key.length() - 1) + (key.endsWith("A") ? 'B' : 'A');
  }

  private static JWTClaimsSet.Builder good() {
    return TestIssuer.claims("harbour", "sync");
  }

  private static String withPublicKey(TestIssuer issuer) throws JOSEException {
    JWSHeader header =
        new JWSHeader.Builder(JWSAlgorithm.HS256)
            .type(new JOSEObjectType("at+jwt"))
            .keyID(issuer.key().getKeyID())
            .build();
    SignedJWT token = new SignedJWT(header, good().build());
    token.sign(new MACSigner(issuer.key().toRSAPublicKey().getEncoded()));
    return token.serialize();
  }
}
