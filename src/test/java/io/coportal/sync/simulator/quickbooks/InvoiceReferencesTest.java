package io.coportal.sync.simulator.quickbooks;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** What an invoice points at, and the number by which people point at it. */
class InvoiceReferencesTest {
  private QuickBooksSimulator quickBooks;
  private People people;
  private Samples samples;
  private Caller uk;

  @BeforeEach
  void start() {
    quickBooks = QuickBooksSimulator.start(0);
    quickBooks.limits().off();
    people = quickBooks.people(Samples.UK);
    samples = Samples.uk(quickBooks);
    uk = Caller.of(quickBooks, Samples.UK);
  }

  @AfterEach
  void stop() {
    quickBooks.close();
  }

  @Test
  void refusesReferencesToNothing() {
    var customer = samples.invoice("Q-1").replace("\"" + samples.framers() + "\"", "\"583\"");
    var item = samples.invoice("Q-1").replace("\"" + samples.item("Services") + "\"", "\"584\"");
    var code = samples.invoice("Q-1").replace("\"" + samples.firstCode() + "\"", "\"585\"");

    assertThat(uk.post("invoice", customer).detail())
        .isEqualTo("Invalid Reference Id : Names element id 583 not found");
    assertThat(uk.post("invoice", item).code()).isEqualTo("2500");
    assertThat(uk.post("invoice", code).code()).isEqualTo("2500");
  }

  @Test
  void refusesReferencesToWhatIsInactive() {
    var retired = samples.item("Retired service (deleted)");
    var item =
        samples
            .invoice("Q-1")
            .replace("\"" + samples.item("Services") + "\"", "\"" + retired + "\"");
    assertThat(uk.post("invoice", item).code()).isEqualTo("610");
    people.inactivateTaxCode(samples.code("5.0% R"));
    var code = samples.invoice("Q-1", samples.line("1", "1", "1", samples.code("5.0% R")));
    assertThat(uk.post("invoice", code).code()).isEqualTo("610");
    people.inactivateCustomer(samples.framers());
    var closed = people.customers().get(0).path("Id").asText();
    var customer =
        "\"CustomerRef\":{\"value\":\"" + closed + "\"},\"CurrencyRef\":{\"value\":\"GBP\"},";
    assertThat(
            uk.post(
                    "invoice",
                    "{"
                        + customer
                        + "\"Line\":["
                        + samples.line("1", "1", "1", samples.firstCode())
                        + "]}")
                .code())
        .isEqualTo("610");
  }

  @Test
  void refusesACategoryAsItem() {
    var category = samples.item("Merchandise");
    var body =
        samples
            .invoice("Q-1")
            .replace("\"" + samples.item("Services") + "\"", "\"" + category + "\"");

    assertThat(uk.post("invoice", body).code()).isEqualTo("2500");
  }

  @Test
  void refusesANumberThatIsTaken() {
    var first = uk.post("invoice", samples.invoice("Q-1")).invoice();

    var second = uk.post("invoice", samples.invoice("Q-1"));

    assertThat(second.code()).isEqualTo("6140");
    assertThat(second.detail())
        .endsWith(
            "DocNumber=Q-1 is assigned to TxnType=Invoice with TxnId=" + first.path("Id").asText());
    assertThat(uk.post("invoice?include=allowduplicatedocnum", samples.invoice("Q-1")).status())
        .isEqualTo(200);
    assertThat(people.invoices("Q-1")).hasSize(2);
  }

  @Test
  void countsItselfWhereApplicationsDoNotNumber() {
    people.switchCustomNumbers(false);
    var unnumbered = Samples.without(samples.invoice("Q-1"), "DocNumber");

    assertThat(uk.post("invoice", unnumbered).invoice().path("DocNumber").asText())
        .isEqualTo("1001");
    assertThat(uk.post("invoice", unnumbered).invoice().path("DocNumber").asText())
        .isEqualTo("1002");
    assertThat(uk.post("invoice", samples.invoice("Q-1")).invoice().path("DocNumber").asText())
        .isEqualTo("Q-1");
    people.switchCustomNumbers(true);
    assertThat(uk.post("invoice", unnumbered).invoice().has("DocNumber")).isFalse();
  }
}
