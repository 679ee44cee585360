package io.coportal.sync.simulator.quickbooks;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.LocalDate;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** What an invoice must be to get into the books. */
class InvoiceRulesTest {
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
  void answersTheWholeInvoice() {
    var body =
        Samples.with(
            samples.invoice("Q-1", samples.line("1861.08", "128.35", "14.5", samples.firstCode())),
            "\"PrivateNote\":\"src=1\",\"CustomerMemo\":{\"value\":\"Thank you\"}");

    var invoice = uk.post("invoice?minorversion=75", body).invoice();

    assertThat(invoice.path("SyncToken").asText()).isEqualTo("0");
    assertThat(invoice.path("sparse").asBoolean(true)).isFalse();
    assertThat(invoice.path("domain").asText()).isEqualTo("QBO");
    assertThat(invoice.path("TotalAmt").decimalValue()).isEqualByComparingTo("2233.30");
    assertThat(invoice.path("Balance").decimalValue()).isEqualByComparingTo("2233.30");
    assertThat(invoice.at("/TxnTaxDetail/TotalTax").decimalValue()).isEqualByComparingTo("372.22");
    assertThat(invoice.at("/TxnTaxDetail/TaxLine/0/TaxLineDetail/NetAmountTaxable").decimalValue())
        .isEqualByComparingTo("1861.08");
    assertThat(invoice.at("/Line/0/Id").asText()).isEqualTo("1");
    assertThat(invoice.at("/Line/0/SalesItemLineDetail/ItemRef/name").asText())
        .isEqualTo("Services");
    assertThat(invoice.at("/Line/1/DetailType").asText()).isEqualTo("SubTotalLineDetail");
    assertThat(invoice.at("/CustomerRef/name").asText()).isEqualTo(Samples.FRAMERS);
    assertThat(invoice.path("GlobalTaxCalculation").asText()).isEqualTo("TaxExcluded");
    assertThat(invoice.path("EmailStatus").asText()).isEqualTo("NotSet");
    assertThat(invoice.at("/CustomerMemo/value").asText()).isEqualTo("Thank you");
    assertThat(invoice.at("/MetaData/CreateTime").asText()).matches(".*-0[78]:00");
    assertThat(people.invoices("Q-1")).singleElement().hasToString(invoice.toString());
  }

  @Test
  void isDueAfterThirtyDaysIfNotTold() {
    var body = Samples.without(samples.invoice("Q-1"), "DueDate");

    assertThat(uk.post("invoice", body).invoice().path("DueDate").asText()).isEqualTo("2026-12-20");
    assertThat(
            uk.post("invoice", body.replace("2026-11-20", "2026-11-02").replace("Q-1", "Q-2"))
                .invoice()
                .path("DueDate")
                .asText())
        .isEqualTo("2026-12-02");
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "\"Number\":\"1\" | Unrecognized field \"Number\" (class com.intuit.schema.finance.v3.Invoice)",
        "\"BillAddr\":{\"Street\":\"x\"} | Unrecognized field \"Street\" (class com.intuit.schema.finance.v3.PhysicalAddress)",
        "\"docNumber\":\"1\" | Unrecognized field \"docNumber\"",
      })
  void refusesMembersItDoesNotKnow(String member, String detail) {
    var answer = uk.post("invoice", Samples.with(samples.invoice("Q-1"), member));

    assertThat(answer.status()).isEqualTo(400);
    assertThat(answer.code()).isEqualTo("2010");
    assertThat(answer.detail()).contains(detail);
    assertThat(answer.json().at("/Fault/type").asText()).isEqualTo("ValidationFault");
    assertThat(people.invoices("Q-1")).isEmpty();
  }

  @Test
  void refusesUnknownMembersOfLines() {
    var body = samples.invoice("Q-1").replace("\"Qty\"", "\"Amount\":1,\"Qty\"");

    assertThat(uk.post("invoice", body).detail())
        .contains("(class com.intuit.schema.finance.v3.SalesItemLineDetail)");
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "\"DocNumber\":\"Q-1\"       | \"DocNumber\":\"1234567890123456789012\" | 2050",
        "\"TxnDate\":\"2026-11-20\"  | \"TxnDate\":\"20 Nov\"                   | 2060",
        "\"Amount\":100.00           | \"Amount\":\"a lot\"                     | 2090",
        "\"Amount\":100.00           | \"Amount\":1000000000000000              | 2110",
        "\"SalesItemLineDetail\",    | \"SomeLineDetail\",                      | 2170",
        "\"CurrencyRef\":{\"value\":\"GBP\"} | \"CurrencyRef\":{\"value\":\"XXY\"} | 2220",
        "\"CurrencyRef\":{\"value\":\"GBP\"} | \"CurrencyRef\":{\"value\":\"EUR\"} | 6000",
        "\"DueDate\":                | \"BillEmail\":{\"Address\":\"nobody\"},\"DueDate\": | 2210",
        "\"DueDate\":                | \"EmailStatus\":\"NeedToSend\",\"DueDate\":         | 6420",
        "\"DueDate\":                | \"SalesTermRef\":{\"value\":\"3\"},\"DueDate\":     | 2500",
        "\"DueDate\":                | \"GlobalTaxCalculation\":\"NotApplicable\",\"TxnTaxDetail\":{\"TotalTax\":1},\"DueDate\": | 6170",
        "\"Amount\":100.00           | \"Amount\":100.01                        | 6070",
      })
  void refusesWhatDoesNotFit(String member, String instead, String code) {
    var body = samples.invoice("Q-1");
    assertThat(body).contains(member);

    var answer = uk.post("invoice", body.replace(member, instead));

    assertThat(answer.status()).isEqualTo(400);
    assertThat(answer.code()).as(answer.body()).isEqualTo(code);
    assertThat(people.invoices("Q-1")).isEmpty();
  }

  @ParameterizedTest
  @ValueSource(strings = {"CustomerRef", "CurrencyRef"})
  void refusesAnInvoiceWithoutWhatIsRequired(String member) {
    var answer = uk.post("invoice", Samples.without(samples.invoice("Q-1"), member));

    assertThat(answer.code()).isEqualTo("2020");
    assertThat(answer.json().at("/Fault/Error/0/element").asText()).isEqualTo(member);
  }

  @Test
  void refusesAnInvoiceWithoutLines() {
    assertThat(uk.post("invoice", samples.invoice("Q-1")).status()).isEqualTo(200);

    assertThat(uk.post("invoice", samples.invoice("Q-2", new String[0])).code()).isEqualTo("2020");
  }

  @ParameterizedTest
  @CsvSource({
    "128.350, 14.50, 1861.08, true",
    "128.350, 14.50, 1861.07, false",
    "3, 12.3456789, 37.04, true",
    "1, 10, 10.004, false",
    "2, -5.005, -10.01, true",
  })
  void takesOnlyTheRoundedProduct(String quantity, String price, String amount, boolean taken) {
    var code = samples.firstCode();
    var other = samples.line("5000", "1", "5000", code);

    var answer =
        uk.post(
            "invoice", samples.invoice("Q-1", samples.line(amount, quantity, price, code), other));

    assertThat(answer.code()).isEqualTo(taken ? "" : "6070");
  }

  @Test
  void namesTheAmountItDoesNotTake() {
    var body =
        samples.invoice("Q-1", samples.line("1861.07", "128.350", "14.50", samples.firstCode()));

    assertThat(uk.post("invoice", body).detail())
        .endsWith("Amount is not equal to UnitPrice * Qty. Supplied value:1,861.07");
  }

  @Test
  void refusesATotalBelowZero() {
    var body = samples.invoice("Q-1", samples.line("-10", "1", "-10", samples.firstCode()));

    assertThat(uk.post("invoice", body).code()).isEqualTo("2290");
  }

  @Test
  void takesALineWithoutItemForAComment() {
    var comment =
        samples
            .line("50", "1", "50", samples.firstCode())
            .replaceFirst("\"ItemRef\":\\{[^}]*},", "");

    var invoice =
        uk.post(
                "invoice",
                samples.invoice("Q-1", samples.line("1", "1", "1", samples.firstCode()), comment))
            .invoice();

    assertThat(invoice.path("TotalAmt").decimalValue()).isEqualByComparingTo("1.20");
    assertThat(invoice.at("/Line/1/DetailType").asText()).isEqualTo("DescriptionOnly");
  }

  @Test
  void refusesAClosedPeriod() {
    people.closeBooks(LocalDate.of(2026, 11, 20));
    assertThat(uk.post("invoice", samples.invoice("Q-1")).code()).isEqualTo("6210");

    people.closeBooks(LocalDate.of(2026, 11, 19));
    assertThat(uk.post("invoice", samples.invoice("Q-1")).status()).isEqualTo(200);
  }

  @Test
  void gives404ForAnUnknownPathAnd610ForAnUnknownId() {
    assertThat(uk.get("estimates").status()).isEqualTo(404);
    assertThat(uk.get("invoice/999999").code()).isEqualTo("610");
  }

  @Test
  void answersInXmlUnlessAskedForJson() {
    var xml =
        Caller.plain(quickBooks, "Authorization", "Bearer " + quickBooks.accessToken(Samples.UK))
            .get("/v3/company/" + Samples.UK + "/companyinfo/" + Samples.UK);

    assertThat(xml.header("Content-Type")).startsWith("application/xml");
    assertThat(xml.body()).contains("<CompanyName>Pennine Creative Ltd</CompanyName>");
    assertThat(
            Caller.plain(
                    quickBooks, "Authorization", "Bearer " + quickBooks.accessToken(Samples.UK))
                .get("/v3/company/" + Samples.UK + "/invoice/9")
                .body())
        .contains("<Fault type=\"ValidationFault\">", "<Error code=\"610\">");
  }

  @Test
  void speaksFrenchIfTheCompanyDoes() {
    people.speakFrench(true);

    var answer = uk.get("invoice/999999");

    assertThat(answer.code()).isEqualTo("610");
    assertThat(answer.detail()).contains("Veuillez");
  }
}
