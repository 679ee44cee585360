package io.coportal.sync.simulator.xero;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.coportal.sync.simulator.Clients;
import io.coportal.sync.simulator.Jwts;
import io.coportal.sync.simulator.Request;
import io.coportal.sync.simulator.Response;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.time.Duration;
import java.time.Instant;
import java.util.Base64;
import java.util.List;
import java.util.Map;
import java.util.TreeSet;
import java.util.UUID;

/** Gives out, renews and revokes tokens. */
final class TokenEndpoint {
  static final String ISSUER = "https://identity.xero.com";
  private static final Duration ID_TOKEN_LIFE = Duration.ofMinutes(5);

  private final Clients clients;
  private final Grants grants;
  private final Jwts jwts;

  TokenEndpoint(Clients clients, Grants grants, Jwts jwts) {
    this.clients = clients;
    this.grants = grants;
    this.jwts = jwts;
  }

  Response token(Request request) {
    if (!request.method().equals("POST")) {
      return error("invalid_request");
    }
    var client = clients.authenticated(request);
    if (client.isEmpty()) {
      return error(Clients.named(request) ? "invalid_client" : "unauthorized_client");
    }
    var form = request.form();
    return switch (form.getOrDefault("grant_type", "")) {
      case "authorization_code" -> byCode(client.get(), form);
      case "refresh_token" ->
          grants
              .rotate(client.get(), form.getOrDefault("refresh_token", ""))
              .map(rotation -> tokens(rotation.consent(), rotation.refreshToken()))
              .orElseGet(() -> error("invalid_grant"));
      case "" -> error("invalid_request");
      default -> error("unsupported_grant_type");
    };
  }

  Response revocation(Request request) {
    var client = clients.authenticated(request);
    if (client.isEmpty()) {
      return error("invalid_client");
    }
    grants.revoke(client.get(), request.form().getOrDefault("token", ""));
    return Response.empty(200);
  }

  /** An access token with the usual scopes, without a browser. */
  String immediate(String client, String user, List<UUID> tenants) {
    var consent = new Grants.Consent(client, user, Scopes.USUAL, UUID.randomUUID());
    grants.code(consent, "", null, tenants);
    return access(consent, Instant.now());
  }

  private String access(Grants.Consent consent, Instant issued) {
    var access = jwts.sign(claims(consent, issued.plus(Grants.ACCESS_LIFE), issued));
    grants.remember(access, consent);
    return access;
  }

  private Response byCode(String client, Map<String, String> form) {
    var code = grants.redeem(form.getOrDefault("code", ""));
    var fits =
        code.filter(found -> found.consent().client().equals(client))
            .filter(found -> found.redirectUri().equals(form.get("redirect_uri")))
            .filter(found -> proven(found.challenge(), form.get("code_verifier")));
    if (fits.isEmpty()) {
      return error("invalid_grant");
    }
    var consent = fits.get().consent();
    return tokens(
        consent,
        consent.scopes().contains("offline_access") ? grants.startRefreshing(consent) : null);
  }

  private static boolean proven(String challenge, String verifier) {
    if (challenge == null) {
      return true;
    }
    return verifier != null && challenge.equals(s256(verifier));
  }

  private Response tokens(Grants.Consent consent, String refreshToken) {
    var issued = Instant.now();
    var access = access(consent, issued);
    var json = JsonNodeFactory.instance.objectNode();
    if (consent.scopes().contains("openid")) {
      var claims = claims(consent, issued.plus(ID_TOKEN_LIFE), issued);
      json.put("id_token", jwts.sign(claims.put("aud", consent.client())));
    }
    json.put("access_token", access)
        .put("expires_in", Grants.ACCESS_LIFE.toSeconds())
        .put("token_type", "Bearer");
    if (refreshToken != null) {
      json.put("refresh_token", refreshToken);
    }
    json.put("scope", String.join(" ", consent.scopes()));
    return Response.json(200, json);
  }

  private static ObjectNode claims(Grants.Consent consent, Instant expires, Instant issued) {
    var user = UUID.nameUUIDFromBytes(consent.user().getBytes(StandardCharsets.UTF_8)).toString();
    var claims =
        JsonNodeFactory.instance
            .objectNode()
            .put("nbf", issued.getEpochSecond())
            .put("iat", issued.getEpochSecond())
            .put("exp", expires.getEpochSecond())
            .put("iss", ISSUER)
            .put("aud", ISSUER + "/resources")
            .put("client_id", consent.client())
            .put("sub", user.replace("-", ""))
            .put("auth_time", issued.getEpochSecond())
            .put("xero_userid", user)
            .put("email", consent.user())
            .put("jti", UUID.randomUUID().toString().replace("-", ""))
            .put("authentication_event_id", consent.event().toString());
    var scopes = claims.putArray("scope");
    new TreeSet<>(consent.scopes()).forEach(scopes::add);
    return claims;
  }

  private static Response error(String code) {
    return Response.json(400, JsonNodeFactory.instance.objectNode().put("error", code));
  }

  private static String s256(String verifier) {
    try {
      var digest = MessageDigest.getInstance("SHA-256");
      return Base64.getUrlEncoder()
          .withoutPadding()
          .encodeToString(digest.digest(verifier.getBytes(StandardCharsets.US_ASCII)));
    } catch (NoSuchAlgorithmException impossible) {
      throw new IllegalStateException("Every JDK has SHA-256", impossible);
    }
  }
}
