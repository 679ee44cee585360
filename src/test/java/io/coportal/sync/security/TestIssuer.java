package io.coportal.sync.security;

import com.nimbusds.jose.JOSEException;
import com.nimbusds.jose.JOSEObjectType;
import com.nimbusds.jose.JWSAlgorithm;
import com.nimbusds.jose.JWSHeader;
import com.nimbusds.jose.crypto.RSASSASigner;
import com.nimbusds.jose.jwk.JWKSet;
import com.nimbusds.jose.jwk.RSAKey;
import com.nimbusds.jose.jwk.gen.RSAKeyGenerator;
import com.nimbusds.jwt.JWTClaimsSet;
import com.nimbusds.jwt.SignedJWT;
import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.Date;
import java.util.concurrent.atomic.AtomicInteger;

/** A sign-in service that serves its public key, and a stranger's under another address. */
final class TestIssuer {
  static final String NAME = "https://login.coportal.example";
  static final String AUDIENCE = "coportal-sync";

  // A pair takes seconds to find.
  private static final RSAKey KEY = generated("first");
  private static final RSAKey STRANGER = generated("first");

  private final AtomicInteger fetches = new AtomicInteger();
  private final AtomicInteger strangersFetches = new AtomicInteger();
  private final HttpServer server;

  TestIssuer() {
    try {
      server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    server.createContext("/keys", exchange -> serve(exchange, KEY, fetches));
    server.createContext("/strange", exchange -> serve(exchange, STRANGER, strangersFetches));
    server.start();
  }

  URI keys() {
    return address("/keys");
  }

  URI strangersKeys() {
    return address("/strange");
  }

  /** How often its keys were asked for. */
  int fetches() {
    return fetches.get();
  }

  int strangersFetches() {
    return strangersFetches.get();
  }

  RSAKey key() {
    return KEY;
  }

  /** A key with the same id as the issuer's. */
  RSAKey stranger() {
    return STRANGER;
  }

  void stop() {
    server.stop(0);
  }

  /** What a good token says. */
  static JWTClaimsSet.Builder claims(String workspace, String scopes) {
    Instant now = Instant.now();
    return new JWTClaimsSet.Builder()
        .issuer(NAME)
        .audience(AUDIENCE)
        .subject("portal")
        .notBeforeTime(Date.from(now.minusSeconds(5)))
        .expirationTime(Date.from(now.plusSeconds(600)))
        .claim("workspace", workspace)
        .claim("scope", scopes);
  }

  JWSHeader.Builder header() {
    return new JWSHeader.Builder(JWSAlgorithm.RS256)
        .type(new JOSEObjectType("at+jwt"))
        .keyID(KEY.getKeyID());
  }

  String token(JWTClaimsSet.Builder claims) {
    return signed(header(), claims, KEY);
  }

  static String signed(JWSHeader.Builder header, JWTClaimsSet.Builder claims, RSAKey key) {
    try {
      SignedJWT token = new SignedJWT(header.build(), claims.build());
      token.sign(new RSASSASigner(key));
      return token.serialize();
    } catch (JOSEException e) {
      throw new IllegalStateException(e);
    }
  }

  private URI address(String path) {
    return URI.create("http://127.0.0.1:" + server.getAddress().getPort() + path);
  }

  private static void serve(HttpExchange exchange, RSAKey key, AtomicInteger count)
      throws IOException {
    count.incrementAndGet();
    byte[] keys = new JWKSet(key.toPublicJWK()).toString().getBytes(StandardCharsets.UTF_8);
    exchange.getResponseHeaders().set("Content-Type", "application/jwk-set+json");
    exchange.sendResponseHeaders(200, keys.length);
    exchange.getResponseBody().write(keys);
    exchange.close();
  }

  private static RSAKey generated(String id) {
    try {
      return new RSAKeyGenerator(2048).keyID(id).generate();
    } catch (JOSEException e) {
      throw new IllegalStateException(e);
    }
  }
}
