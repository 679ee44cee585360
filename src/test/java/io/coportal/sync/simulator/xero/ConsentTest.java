package io.coportal.sync.simulator.xero;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.coportal.sync.simulator.Browser;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class ConsentTest {
  private XeroSimulator xero;
  private Caller caller;
  private SignIn app;

  @BeforeEach
  void start() {
    xero = XeroSimulator.start(0);
    caller = Caller.plain(xero);
    app = new SignIn(xero);
  }

  @AfterEach
  void stop() {
    xero.close();
  }

  @Test
  void offersEveryOrganisationOnTheConsentPage() {
    var page = caller.get(app.authorize().toString());

    assertThat(page.status()).isEqualTo(200);
    assertThat(page.body())
        .contains("Harbour Studio Ltd", "Table Bay Design", "Wattle", "Kowhai", "Juniper")
        .contains(Samples.UK.toString());
  }

  @Test
  void sendsTheBrowserBackWithCodeAndState() {
    var back = app.allow(Samples.UK);

    assertThat(back.toString()).startsWith(SignIn.REDIRECT + "?code=").endsWith("&state=s%2F1");
  }

  @Test
  void sendsTheBrowserBackWithAnErrorWhenTheUserDeclines() {
    var back = new Browser().deny(app.authorize());

    assertThat(back).hasToString(SignIn.REDIRECT + "?error=access_denied&state=s%2F1");
  }

  @ParameterizedTest
  @CsvSource({
    "stranger, http://localhost:8080/callback, accounting.invoices, unauthorized_client",
    "sim-client, https://elsewhere.example/callback, accounting.invoices, unauthorized_client",
    "sim-client, http://localhost:8080/callback, accounting.transactions, invalid_scope",
  })
  void showsAnErrorPageInsteadOfRedirecting(
      String client, String redirect, String scopes, String error) {
    var page = caller.get(app.authorize(client, redirect, scopes).toString());

    assertThat(page.status()).isEqualTo(400);
    assertThat(page.body()).contains(error);
    assertThat(page.header("Location")).isEmpty();
    assertThatThrownBy(() -> new Browser().deny(app.authorize(client, redirect, scopes)))
        .isInstanceOf(IllegalStateException.class);
  }

  @Test
  void redirectsToARegisteredAddress() {
    xero.registerRedirect("https://sync.example/callback");

    var back =
        xero.allow(
            app.authorize("sim-client", "https://sync.example/callback", SignIn.SCOPES),
            SignIn.ADA,
            Samples.UK);

    assertThat(back.getHost()).isEqualTo("sync.example");
  }

  @Test
  void asksAgainWhenNoOrganisationIsChosen() {
    var page =
        caller.post(
            "/identity/connect/authorize", app.authorize().getRawQuery() + "&decision=allow");

    assertThat(page.status()).isEqualTo(200);
    assertThat(page.body()).contains("Choose at least one organisation");
  }
}
