package io.coportal.sync.security;

import static org.assertj.core.api.Assertions.assertThat;

import com.nimbusds.jose.JOSEException;
import com.nimbusds.jose.JOSEObjectType;
import com.nimbusds.jose.JWSAlgorithm;
import com.nimbusds.jose.JWSHeader;
import com.nimbusds.jose.crypto.MACSigner;
import com.nimbusds.jose.crypto.RSASSASigner;
import com.nimbusds.jwt.JWTClaimsSet;
import com.nimbusds.jwt.PlainJWT;
import com.nimbusds.jwt.SignedJWT;
import java.net.URI;
import java.security.GeneralSecurityException;
import java.security.KeyPair;
import java.security.KeyPairGenerator;
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

abstract class CallerRows extends BadInputRows {
  private static final KeyPair STRANGER = pair();

  @Test
  @DisplayName("B12 the same version with another content: 409, the first stays")
  void sameVersionOtherContent() {
    String id = scene.unique("B12");
    put(id, invoice(id)).accepted();
    put(id, invoice(id).replace("\"Work\"", "\"Other\"")).refused(409, "version-reused");
    assertThat(scene.call("GET", invoices(BadInputScene.WORKSPACE, id), null).text())
        .contains("\"Work\"");
  }

  @Test
  @DisplayName("B13 the same id and version in another workspace: an invoice of its own")
  void sameIdElsewhere() {
    String id = scene.unique("B13");
    String other = scene.workspace(scene.unique("b13"));
    put(id, invoice(id)).accepted();
    scene.call("PUT", invoices(other, id), invoice(id).replace("\"Work\"", "\"Other\"")).accepted();
    assertThat(scene.call("GET", invoices(BadInputScene.WORKSPACE, id), null).text())
        .contains("\"Work\"");
    assertThat(scene.call("GET", invoices(other, id), null).text()).contains("\"Other\"");
  }

  @ParameterizedTest(name = "B14 an Idempotency-Key of {0}: {1}")
  @CsvSource({"300 characters, accepted", "a NUL, 400", "a line break, 400"})
  void idempotencyKey(String what, String end) {
    String id = scene.unique("B14");
    String value =
        switch (what) {
          case "a NUL" -> "a\0b";
          case "a line break" -> "a\rb";
          default -> "k".repeat(300);
        };
    Answer answer = put(id, invoice(id), "Idempotency-Key: " + value);
    if (end.equals("400")) {
      answer.refused(400);
      assertThat(isStored(id)).isFalse();
    } else {
      answer.accepted();
    }
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
    Instant now = Instant.now();
    JWTClaimsSet good =
        claims("coportal-sync", "https://issuer.example", now, now.plusSeconds(600));
    return Stream.of(
        Arguments.of("alg=none", new PlainJWT(good).serialize()),
        Arguments.of("HS256 with the public key", withPublicKey(good)),
        Arguments.of(
            "another audience",
            signed(claims("other", "https://issuer.example", now, now.plusSeconds(600)))),
        Arguments.of(
            "another issuer",
            signed(claims("coportal-sync", "https://evil.example", now, now.plusSeconds(600)))),
        Arguments.of(
            "expired",
            signed(claims("coportal-sync", "https://issuer.example", now, now.minusSeconds(600)))),
        Arguments.of(
            "not yet valid",
            signed(
                claims(
                    "coportal-sync",
                    "https://issuer.example",
                    now.plusSeconds(600),
                    now.plusSeconds(900)))),
        Arguments.of("jku header", signed(good, "JWT", "https://evil.example/jwks")),
        Arguments.of("an ID token", signed(good, "ID", null)),
        Arguments.of("without a scope", signed(good)));
  }

  @ParameterizedTest(name = "B17 a JWT, {0}: 401")
  @MethodSource("tokens")
  void jwt(String what, String token) {
    scene
        .callAs(token, "GET", "/workspaces/harbour/connections", null)
        .refused(401, "api-key-unknown");
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

  private static String changed(String key) {
    return key.substring(0, key.length() - 1) + (key.endsWith("A") ? 'B' : 'A');
  }

  private static JWTClaimsSet claims(String audience, String issuer, Instant from, Instant until) {
    return new JWTClaimsSet.Builder()
        .audience(audience)
        .issuer(issuer)
        .subject("harbour")
        .notBeforeTime(Date.from(from))
        .expirationTime(Date.from(until))
        .build();
  }

  private static String signed(JWTClaimsSet claims) throws JOSEException {
    return signed(claims, "JWT", null);
  }

  private static String signed(JWTClaimsSet claims, String type, String jku) throws JOSEException {
    JWSHeader header =
        new JWSHeader.Builder(JWSAlgorithm.RS256)
            .type(new JOSEObjectType(type))
            .jwkURL(jku == null ? null : URI.create(jku))
            .build();
    SignedJWT token = new SignedJWT(header, claims);
    token.sign(new RSASSASigner(STRANGER.getPrivate()));
    return token.serialize();
  }

  private static String withPublicKey(JWTClaimsSet claims) throws JOSEException {
    SignedJWT token = new SignedJWT(new JWSHeader(JWSAlgorithm.HS256), claims);
    token.sign(new MACSigner(STRANGER.getPublic().getEncoded()));
    return token.serialize();
  }

  private static KeyPair pair() {
    try {
      return KeyPairGenerator.getInstance("RSA").generateKeyPair();
    } catch (GeneralSecurityException e) {
      throw new IllegalStateException(e);
    }
  }
}
