package io.coportal.sync.simulator.xero;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class LedgerPagesTest {
  private XeroSimulator xero;
  private Caller browser;

  @BeforeEach
  void start() {
    xero = XeroSimulator.start(0);
    browser = Caller.plain(xero);
  }

  @AfterEach
  void stop() {
    xero.close();
  }

  @Test
  void listsTheOrganisations() {
    assertThat(browser.get("/ledger").body())
        .contains("<a href=\"/ledger/" + Samples.UK + "\">Harbour Studio Ltd</a>")
        .contains("Juniper Works Inc");
  }

  @Test
  void listsInvoicesAndContactsWithTheLinkBack() {
    push("Work");

    assertThat(browser.get("/ledger/" + Samples.UK).body())
        .contains("R-1", "EXISTING-1", "Mill Lane Bakery", "Northgate &amp; Sons", "120.00", "GBP")
        .contains("<a href=\"https://coportal.example/1\">https://coportal.example/1</a>");
  }

  @Test
  void showsTheLinesOfAnInvoice() {
    var page = browser.get("/ledger/" + Samples.UK + "/invoices/" + push("Work")).body();

    assertThat(page).contains("Invoice R-1", "OUTPUT2", "20.00", "GBP 120.00", "2026-12-20");
    assertThat(xero.journal().requests(entry -> entry.target().startsWith("/ledger"))).isEmpty();
  }

  @Test
  void escapesWhateverWasSent() {
    var page =
        browser.get("/ledger/" + Samples.UK + "/invoices/" + push("<script>alert('1')</script>"));

    assertThat(page.body())
        .doesNotContain("<script")
        .contains("&lt;script&gt;alert(&#39;1&#39;)&lt;/script&gt;");
  }

  @Test
  void hasNothingUnderUnknownIds() {
    assertThat(browser.get("/ledger/nonsense").status()).isEqualTo(404);
    assertThat(browser.get("/ledger/" + Samples.UK + "/invoices/" + Samples.UK).status())
        .isEqualTo(404);
  }

  private String push(String description) {
    var line = Samples.LINE.replace("Work", description);
    var answer =
        Caller.of(xero, Samples.UK)
            .put(
                "Invoices",
                Samples.invoice(
                    "R-1", "\"Url\":\"https://coportal.example/1\"," + Samples.lines(line)));
    assertThat(answer.status()).as(answer.body()).isEqualTo(200);
    return answer.invoice().path("InvoiceID").asText();
  }
}
