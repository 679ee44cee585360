package io.coportal.sync.simulator.quickbooks;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.MissingNode;
import io.coportal.sync.json.ExactJson;
import io.coportal.sync.simulator.Clients;
import io.coportal.sync.simulator.Jwts;
import io.coportal.sync.simulator.Request;
import io.coportal.sync.simulator.Response;
import java.io.IOException;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.UUID;

/** Gives out, renews and revokes tokens, and says where it does. */
final class TokenEndpoint {
  private static final String ISSUER = "https://oauth.platform.intuit.com/op/v1";

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
      return error(400, "invalid_request");
    }
    var client = clients.authenticated(request);
    if (client.isEmpty()) {
      return error(401, "invalid_client");
    }
    var form = request.form();
    var refresh =
        switch (form.getOrDefault("grant_type", "")) {
          case "authorization_code" ->
              grants.redeem(
                  client.get(),
                  form.getOrDefault("code", ""),
                  form.getOrDefault("redirect_uri", ""));
          case "refresh_token" ->
              grants.refresh(client.get(), form.getOrDefault("refresh_token", ""));
          default -> null;
        };
    if (refresh == null) {
      return error(
          400, form.containsKey("grant_type") ? "unsupported_grant_type" : "invalid_request");
    }
    var hardEnd =
        request
            .header("x-include-refresh-token-hard-expires-in")
            .filter("true"::equals)
            .isPresent();
    return refresh
        .map(given -> tokens(given, hardEnd, form))
        .orElseGet(
            () ->
                Response.json(
                    400,
                    JsonNodeFactory.instance
                        .objectNode()
                        .put("error", "invalid_grant")
                        .put("error_description", "Incorrect or invalid refresh token")));
  }

  Response revocation(Request request) {
    var client = clients.authenticated(request);
    if (client.isEmpty()) {
      return error(401, "invalid_client");
    }
    var token = json(request).path("token").asText(request.form().getOrDefault("token", ""));
    if (token.isEmpty()) {
      return error(400, "invalid_request");
    }
    grants.revoke(client.get(), token);
    return Response.empty(200);
  }

  /** An access token without a browser. */
  String immediate(String client, String user, String realm) {
    var consent = new Grants.Consent(client, user, Set.of(Scopes.ACCOUNTING), realm);
    return grants.access(grants.start(consent).grant());
  }

  static Response discovery(URI base) {
    var json = JsonNodeFactory.instance.objectNode();
    json.put("issuer", ISSUER)
        .put("authorization_endpoint", base + "/connect/oauth2")
        .put("token_endpoint", base + "/oauth2/v1/tokens/bearer")
        .put("userinfo_endpoint", base + "/v1/openid_connect/userinfo")
        .put("revocation_endpoint", base + "/v2/oauth2/tokens/revoke")
        .put("jwks_uri", base + "/op/v1/jwks");
    var lists =
        Map.of(
            "response_types_supported", List.of("code"),
            "subject_types_supported", List.of("public"),
            "id_token_signing_alg_values_supported", List.of("RS256"),
            "scopes_supported", List.of("openid", "email", "profile", "address", "phone"),
            "token_endpoint_auth_methods_supported",
                List.of("client_secret_post", "client_secret_basic"));
    lists.forEach((name, values) -> values.forEach(json.putArray(name)::add));
    return Response.json(200, json);
  }

  private Response tokens(Grants.Refresh refresh, boolean hardEnd, Map<String, String> form) {
    var json =
        JsonNodeFactory.instance
            .objectNode()
            .put("token_type", "bearer")
            .put("access_token", grants.access(refresh.grant()))
            .put("expires_in", Grants.ACCESS_LIFE.toSeconds())
            .put("refresh_token", refresh.token())
            .put("x_refresh_token_expires_in", refresh.left().toSeconds());
    if (hardEnd) {
      json.put("x_refresh_token_hard_expires_in", refresh.hardLeft().toSeconds());
    }
    var consent = refresh.grant().consent();
    if (consent.scopes().contains("openid") && form.containsKey("code")) {
      json.put("id_token", idToken(consent));
    }
    return Response.json(200, json);
  }

  private String idToken(Grants.Consent consent) {
    var now = Instant.now().getEpochSecond();
    var subject = UUID.nameUUIDFromBytes(consent.user().getBytes(StandardCharsets.UTF_8));
    var claims = JsonNodeFactory.instance.objectNode();
    claims
        .put("sub", subject.toString())
        .put("realmid", consent.realm())
        .put("iss", ISSUER)
        .put("iat", now)
        .put("exp", now + Grants.ACCESS_LIFE.toSeconds())
        .putArray("aud")
        .add(consent.client());
    return jwts.sign(claims);
  }

  private static JsonNode json(Request request) {
    try {
      return request.text().startsWith("{")
          ? ExactJson.mapper().readTree(request.body())
          : MissingNode.getInstance();
    } catch (IOException notJson) {
      return MissingNode.getInstance();
    }
  }

  private static Response error(int status, String code) {
    return Response.json(status, JsonNodeFactory.instance.objectNode().put("error", code));
  }
}
