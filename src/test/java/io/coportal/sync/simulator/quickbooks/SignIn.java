package io.coportal.sync.simulator.quickbooks;

import static org.assertj.core.api.Assertions.assertThat;

import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.util.Base64;
import java.util.regex.Pattern;

/** An application's side of signing in. */
final class SignIn {
  static final String REDIRECT = "http://localhost:8080/callback";
  static final String ADA = "ada@owner.example";
  static final String SCOPE = "com.intuit.quickbooks.accounting";

  private static final String FORM = "application/x-www-form-urlencoded";

  private final QuickBooksSimulator quickBooks;
  private final Caller caller;

  SignIn(QuickBooksSimulator quickBooks) {
    this.quickBooks = quickBooks;
    this.caller = Caller.plain(quickBooks);
  }

  Caller.Answer company(Caller.Answer tokens, String realm) {
    return caller.send(
        "GET",
        "/v3/company/" + realm + "/companyinfo/" + realm,
        null,
        "Authorization",
        bearer(tokens),
        "Accept",
        "application/json");
  }

  URI authorize(String client, String redirect, String scopes) {
    return quickBooks
        .baseUrl()
        .resolve(
            "/connect/oauth2?response_type=code&client_id=%s&redirect_uri=%s&scope=%s&state=s%%2F1"
                .formatted(client, Caller.encoded(redirect), Caller.encoded(scopes)));
  }

  URI authorize() {
    return authorize("sim-client", REDIRECT, SCOPE);
  }

  URI allow(String realm) {
    return quickBooks.allow(authorize(), ADA, realm);
  }

  String code() {
    return codeOf(allow(Samples.UK));
  }

  static String codeOf(URI back) {
    var matcher = Pattern.compile("[?&]code=([^&]+)").matcher(back.toString());
    assertThat(matcher.find()).isTrue();
    return matcher.group(1);
  }

  Caller.Answer exchange(String code) {
    return token(
        "grant_type=authorization_code&redirect_uri=" + Caller.encoded(REDIRECT) + "&code=" + code,
        "sim-client:sim-secret");
  }

  Caller.Answer refresh(String token, String... headers) {
    return token(
        "grant_type=refresh_token&refresh_token=" + token, "sim-client:sim-secret", headers);
  }

  Caller.Answer token(String form, String client, String... headers) {
    var all = new String[headers.length + 4];
    System.arraycopy(headers, 0, all, 4, headers.length);
    all[0] = "Authorization";
    all[1] = basic(client);
    all[2] = "Content-Type";
    all[3] = FORM;
    return caller.send("POST", "/oauth2/v1/tokens/bearer", form, all);
  }

  static String refreshToken(Caller.Answer tokens) {
    assertThat(tokens.status()).as(tokens.body()).isEqualTo(200);
    return tokens.json().path("refresh_token").asText();
  }

  static String bearer(Caller.Answer tokens) {
    return "Bearer " + tokens.json().path("access_token").asText();
  }

  static String basic(String pair) {
    return "Basic " + Base64.getEncoder().encodeToString(pair.getBytes(StandardCharsets.UTF_8));
  }
}
