package io.coportal.sync.simulator.coportal;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import io.coportal.sync.portal.PortalInvoice;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class PortalPagesTest {
  private static final String PAGE = "/portal/studio/first";

  private final HttpClient http = HttpClient.newHttpClient();
  private CoPortalSimulator coportal;

  @BeforeEach
  void start() {
    coportal = CoPortalSimulator.start(0);
    coportal
        .changes()
        .put(PortalInvoice.of("studio", "first").with("invoice_no", "<b>1</b>").json());
  }

  @AfterEach
  void stop() {
    coportal.close();
  }

  @Test
  void showsAnInvoiceAndThatNoLedgerHasIt() throws Exception {
    assertThat(get("/portal").body()).contains("<a href=\"/portal/studio\">studio</a>");
    assertThat(get("/portal/studio").body())
        .contains("SENT", "Client first", "120.00 GBP", "in no ledger so far")
        .contains("&lt;b&gt;1&lt;/b&gt;")
        .doesNotContain("<b>1");
    assertThat(coportal.journal().requests()).isEmpty();
  }

  @Test
  void showsWhatWasWrittenBackOfEachLedger() throws Exception {
    tell(
        "xero",
        """
        {"sequence": 1, "revision": 1, "ledger_state": "SYNCED", "ledger_invoice_id": "77-a",
         "ledger_invoice_no": "N-1", "ledger_link": "https://ledger.example/77-a",
         "synced_at": "2026-11-02T10:00:00.123Z"}""");
    tell(
        "quickbooks",
        """
        {"sequence": 1, "revision": 1, "ledger_state": "FAILED", "ledger_link": "javascript:x()",
         "problem": {"code": "totals-differ", "text": "A cent <off>", "advice": "Change it."}}""");

    for (String page : new String[] {"/portal/studio", PAGE}) {
      assertThat(get(page).body())
          .contains("<a href=\"https://ledger.example/77-a\">N-1</a>", "id 77-a")
          .contains("2026-11-02 10:00:00 UTC", "SYNCED")
          .contains("FAILED", "A cent &lt;off&gt;", "Change it.", "totals-differ")
          .doesNotContain("javascript:x");
    }
  }

  @Test
  void aChangeIsANewRevisionWhoseSumsAgree() throws Exception {
    HttpResponse<String> answer = post(PAGE, "price=33.335&details=More+work&state=PAID");

    assertThat(answer.statusCode()).isEqualTo(302);
    JsonNode changed = invoice();
    assertThat(changed.path("revision").asInt()).isEqualTo(2);
    assertThat(changed.path("state").asText()).isEqualTo("PAID");
    assertThat(changed.at("/items/0/details").asText()).isEqualTo("More work");
    assertThat(changed.path("net_amount").decimalValue()).isEqualByComparingTo("33.34");
    assertThat(changed.path("vat_amount").decimalValue()).isEqualByComparingTo("6.67");
    assertThat(changed.path("gross_amount").decimalValue()).isEqualByComparingTo("40.01");
    assertThat(coportal.changes().end()).isEqualTo("chg!2");
  }

  @Test
  void oneClickRaisesThePrice() throws Exception {
    assertThat(post(PAGE, "raise=10.00").headers().firstValue("Location"))
        .hasValue("/portal/studio#first");

    assertThat(invoice().path("net_amount").decimalValue()).isEqualByComparingTo("110");
  }

  @Test
  void aRevisionIsAboveEveryOneThatALedgerHolds() throws Exception {
    tell("xero", "{\"sequence\": 1, \"revision\": 7, \"ledger_state\": \"SYNCED\"}");

    post(PAGE, "price=5");

    assertThat(invoice().path("revision").asInt()).isEqualTo(8);
  }

  @Test
  void whatIsNoPriceOrStateChangesNothing() throws Exception {
    assertThat(post(PAGE, "price=many").statusCode()).isEqualTo(400);
    assertThat(post(PAGE, "state=LOST").statusCode()).isEqualTo(400);
    assertThat(get("/portal/studio/second").statusCode()).isEqualTo(404);

    assertThat(invoice().path("revision").asInt()).isEqualTo(1);
  }

  private JsonNode invoice() {
    return coportal.changes().invoice("studio", "first").orElseThrow();
  }

  private void tell(String ledger, String json) throws Exception {
    var request =
        request("/v1/workspaces/studio/invoices/first/sync/" + ledger)
            .header("Authorization", "Bearer " + CoPortalSimulator.KEY)
            .PUT(BodyPublishers.ofString(json));
    assertThat(send(request).statusCode()).isEqualTo(204);
  }

  private HttpResponse<String> get(String path) throws Exception {
    return send(request(path));
  }

  private HttpResponse<String> post(String path, String form) throws Exception {
    return send(
        request(path)
            .header("Content-Type", "application/x-www-form-urlencoded")
            .POST(BodyPublishers.ofString(form)));
  }

  private HttpRequest.Builder request(String path) {
    return HttpRequest.newBuilder(URI.create(coportal.baseUrl() + path));
  }

  private HttpResponse<String> send(HttpRequest.Builder request)
      throws IOException, InterruptedException {
    return http.send(request.build(), HttpResponse.BodyHandlers.ofString());
  }
}
