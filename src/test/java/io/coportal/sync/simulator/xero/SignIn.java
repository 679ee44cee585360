package io.coportal.sync.simulator.xero;

import static org.assertj.core.api.Assertions.assertThat;

import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.util.Base64;
import java.util.UUID;
import java.util.regex.Pattern;

/** An application's side of signing in. */
final class SignIn {
  static final String REDIRECT = "http://localhost:8080/callback";
  static final String ADA = "ada@owner.example";
  static final String SCOPES = "offline_access accounting.invoices accounting.contacts";

  private final XeroSimulator xero;
  private final Caller caller;

  SignIn(XeroSimulator xero) {
    this.xero = xero;
    this.caller = Caller.plain(xero);
  }

  Caller.Answer organisations(Caller.Answer tokens) {
    return caller.send(
        "GET",
        "/api.xro/2.0/Organisation",
        null,
        "Authorization",
        bearer(tokens),
        "xero-tenant-id",
        Samples.UK.toString(),
        "Accept",
        "application/json");
  }

  Caller.Answer connections(Caller.Answer tokens, String query) {
    return caller.send("GET", "/Connections" + query, null, "Authorization", bearer(tokens));
  }

  URI authorize(String client, String redirect, String scopes) {
    return xero.baseUrl()
        .resolve(
            "/identity/connect/authorize?response_type=code&client_id=%s&redirect_uri=%s&scope=%s&state=s%%2F1"
                .formatted(client, Caller.encoded(redirect), Caller.encoded(scopes)));
  }

  URI authorize() {
    return authorize("sim-client", REDIRECT, SCOPES);
  }

  URI allow(UUID... tenants) {
    return xero.allow(authorize(), ADA, tenants);
  }

  String code(UUID... tenants) {
    return codeOf(allow(tenants));
  }

  static String codeOf(URI back) {
    var matcher = Pattern.compile("[?&]code=([^&]+)").matcher(back.toString());
    assertThat(matcher.find()).isTrue();
    return matcher.group(1);
  }

  Caller.Answer exchange(String code) {
    return caller.post(
        "/connect/token",
        "grant_type=authorization_code&redirect_uri=" + Caller.encoded(REDIRECT) + "&code=" + code,
        "Authorization",
        basic("sim-client:sim-secret"));
  }

  Caller.Answer refresh(String token) {
    return caller.post(
        "/connect/token",
        "grant_type=refresh_token&refresh_token=" + token,
        "Authorization",
        basic("sim-client:sim-secret"));
  }

  static String refreshToken(Caller.Answer tokens) {
    assertThat(tokens.status()).isEqualTo(200);
    return tokens.json().path("refresh_token").asText();
  }

  static String bearer(Caller.Answer tokens) {
    return "Bearer " + tokens.json().path("access_token").asText();
  }

  static String claims(Caller.Answer tokens) {
    var payload = tokens.json().path("access_token").asText().split("\\.")[1];
    return new String(Base64.getUrlDecoder().decode(payload), StandardCharsets.UTF_8);
  }

  static String basic(String pair) {
    return "Basic " + Base64.getEncoder().encodeToString(pair.getBytes(StandardCharsets.UTF_8));
  }
}
