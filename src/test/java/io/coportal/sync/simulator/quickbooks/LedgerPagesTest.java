package io.coportal.sync.simulator.quickbooks;

import static org.assertj.core.api.Assertions.assertThat;

import java.math.BigDecimal;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class LedgerPagesTest {
  private QuickBooksSimulator quickBooks;
  private Caller browser;

  @BeforeEach
  void start() {
    quickBooks = QuickBooksSimulator.start(0);
    browser = Caller.plain(quickBooks);
  }

  @AfterEach
  void stop() {
    quickBooks.close();
  }

  @Test
  void listsTheCompanies() {
    assertThat(browser.get("/ledger").body())
        .contains("<a href=\"/ledger/" + Samples.UK + "\">Pennine Creative Ltd</a>")
        .contains("Redwood Advisory Inc");
  }

  @Test
  void listsInvoicesWithTheirPrivateNoteAndCustomers() {
    push("Work");

    assertThat(browser.get("/ledger/" + Samples.UK).body())
        .contains("Q-1", "EXISTING-1", "Canal Street Framers", "Foxglove &amp; Daughters")
        .contains("120.00", "GBP", "OPEN", "INACTIVE")
        .contains("made by a person", "CoPortal &lt;source 1&gt;");
  }

  @Test
  void showsTheLinesOfAnInvoice() {
    var id = push("Work");
    var page = browser.get("/ledger/" + Samples.UK + "/invoices/" + id).body();

    assertThat(page).contains("Invoice Q-1", "20.0% S", "Services", "GBP 20.00", "GBP 120.00");
    assertThat(page).contains("2026-12-20", "CoPortal &lt;source 1&gt;", "SyncToken 0");
    assertThat(quickBooks.journal().requests(entry -> entry.target().startsWith("/ledger")))
        .isEmpty();
  }

  @Test
  void saysWhatBecameOfAnInvoice() {
    var people = quickBooks.people(Samples.UK);
    people.recordPayment(push("Work"), new BigDecimal("120.00"));
    people.voidByUser(people.takeNumber("Q-2"));

    assertThat(browser.get("/ledger/" + Samples.UK).body()).contains("PAID", "VOIDED");
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
    assertThat(browser.get("/ledger/" + Samples.UK + "/invoices/1").status()).isEqualTo(404);
  }

  private String push(String description) {
    var body =
        Samples.with(
            Samples.uk(quickBooks).invoice("Q-1").replace("Work", description),
            "\"PrivateNote\":\"CoPortal <source 1>\"");
    return Caller.of(quickBooks, Samples.UK).post("invoice", body).invoice().path("Id").asText();
  }
}
