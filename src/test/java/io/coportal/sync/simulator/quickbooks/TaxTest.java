package io.coportal.sync.simulator.quickbooks;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.coportal.sync.json.ExactJson;
import java.math.BigDecimal;
import java.util.Arrays;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class TaxTest {
  private static final ObjectMapper JSON = ExactJson.mapper();
  private static final String US = QuickBooksSimulator.UNITED_STATES;

  private QuickBooksSimulator quickBooks;

  @BeforeEach
  void start() {
    quickBooks = QuickBooksSimulator.start(0);
    quickBooks.limits().off();
  }

  @AfterEach
  void stop() {
    quickBooks.close();
  }

  @ParameterizedTest
  @CsvSource({
    // country, code, nets, rounded on the sum, rounded by line
    "9130350000000044, 20.0% S, 10.03 10.03 10.03, 6.02, 6.03",
    "9130350000000044, 20.0% S, 10.02 10.02 10.02, 6.01, 6.00",
    "9130350000000044, 5.0% R, 33.33, 1.67, 1.67",
    "9130350000000027, 15.0% S, 25.06 25.61 25.63, 11.45, 11.44",
    "9130350000000061, GST, 10.04 10.04 10.04, 3.01, 3.00",
    "9130350000000064, GST, 10.03 10.03 10.03, 4.51, 4.50",
  })
  void roundsTaxOnTheSumOrByLine(
      String realm, String code, String nets, BigDecimal onSum, BigDecimal byLine) {
    var samples = new Samples(quickBooks, realm);
    var lines =
        Arrays.stream(nets.split(" "))
            .map(net -> samples.line(net, "1", net, samples.code(code)))
            .toArray(String[]::new);

    assertThat(tax(post(realm, samples.invoice("T-1", lines)))).isEqualByComparingTo(onSum);
    quickBooks.people(realm).roundTaxByLine(true);
    assertThat(tax(post(realm, samples.invoice("T-2", lines)))).isEqualByComparingTo(byLine);
  }

  @Test
  void listsEveryRateEvenThoseOfZeroPercent() {
    var samples = Samples.uk(quickBooks);
    var invoice =
        post(
                Samples.UK,
                samples.invoice(
                    "T-1",
                    samples.line("100", "1", "100", samples.code("20.0% S")),
                    samples.line("50", "1", "50", samples.code("Exempt"))))
            .invoice();

    assertThat(invoice.at("/TxnTaxDetail/TaxLine")).hasSize(2);
    assertThat(invoice.at("/TxnTaxDetail/TaxLine/1/Amount").decimalValue()).isZero();
    assertThat(invoice.path("TotalAmt").decimalValue()).isEqualByComparingTo("170");
  }

  @ParameterizedTest
  @CsvSource({
    "9130350000000044, VAT",
    "9130350000000027, VAT",
    "9130350000000061, GST",
    "9130350000000064, GST"
  })
  void wantsATaxCodeOnEveryLineOutsideTheUnitedStates(String realm, String word) {
    var samples = new Samples(quickBooks, realm);
    var line = samples.line("1", "1", "1", "").replaceFirst(",\\s*\"TaxCodeRef\":\\{[^}]*}", "");

    var refused = post(realm, samples.invoice("T-1", line));

    assertThat(refused.code()).as(refused.body()).isEqualTo("6000");
    assertThat(refused.detail()).contains("have a " + word + " rate before you save");
    quickBooks.people(realm).switchSalesTax(false);
    assertThat(post(realm, samples.invoice("T-1", line)).invoice().has("TxnTaxDetail")).isFalse();
  }

  @Test
  void takesNoTaxIfItIsNotApplicable() {
    var samples = Samples.uk(quickBooks);
    var line = samples.line("10", "1", "10", "").replaceFirst(",\\s*\"TaxCodeRef\":\\{[^}]*}", "");
    var body =
        Samples.with(samples.invoice("T-1", line), "\"GlobalTaxCalculation\":\"NotApplicable\"");

    assertThat(post(Samples.UK, body).invoice().path("TotalAmt").decimalValue())
        .isEqualByComparingTo("10");
  }

  @Test
  void ignoresSentTaxOfANewInvoiceButKeepsACompleteOneOfAnUpdate() {
    var samples = Samples.uk(quickBooks);
    var rate = quickBooks.people(Samples.UK).idOf("TaxRate", "20.0% S");
    var detail =
        "\"TxnTaxDetail\":{\"TotalTax\":19.99,\"TaxLine\":[{\"Amount\":19.99,\"DetailType\":\"TaxLineDetail\",\"TaxLineDetail\":{\"TaxRateRef\":{\"value\":\"%s\"},\"PercentBased\":true,\"TaxPercent\":20,\"NetAmountTaxable\":100}}]}"
            .formatted(rate);

    var made = post(Samples.UK, Samples.with(samples.invoice("T-1"), detail)).invoice();
    assertThat(made.path("TotalAmt").decimalValue()).isEqualByComparingTo("120");

    var bare = update(made, "\"TxnTaxDetail\":{\"TotalTax\":19.99}");
    assertThat(bare.path("TotalAmt").decimalValue()).isEqualByComparingTo("120");
    var kept = update(bare, detail);
    assertThat(kept.path("TotalAmt").decimalValue()).isEqualByComparingTo("119.99");
    var later = update(kept, "\"PrivateNote\":\"x\"");
    assertThat(later.path("TotalAmt").decimalValue()).isEqualByComparingTo("119.99");
    var lines =
        update(later, "\"Line\":[" + samples.line("100", "1", "100", samples.firstCode()) + "]");
    assertThat(lines.path("TotalAmt").decimalValue()).isEqualByComparingTo("120");
  }

  @Test
  void refusesTaxThatIsNotTheSumOfItsLines() {
    var samples = Samples.uk(quickBooks);
    var made = post(Samples.UK, samples.invoice("T-1")).invoice();
    var detail = made.path("TxnTaxDetail").toString().replaceFirst("20.0", "21.0");

    var answer =
        Caller.of(quickBooks, Samples.UK)
            .post("invoice", sparse(made, "\"TxnTaxDetail\":" + detail));

    assertThat(answer.code()).as(answer.body()).isEqualTo("6000");
  }

  @Test
  void takesADiscountOffBeforeTax() {
    var samples = Samples.uk(quickBooks);
    var discount =
        "{\"DetailType\":\"DiscountLineDetail\",\"DiscountLineDetail\":{\"PercentBased\":true,\"DiscountPercent\":8.5,\"TaxCodeRef\":{\"value\":\"%s\"}}}"
            .formatted(samples.firstCode());
    var body =
        samples.invoice("T-1", samples.line("100", "1", "100", samples.firstCode()), discount);

    var invoice = post(Samples.UK, body).invoice();

    assertThat(invoice.path("TotalAmt").decimalValue()).isEqualByComparingTo("109.80");
    assertThat(invoice.at("/Line/1/DetailType").asText()).isEqualTo("SubTotalLineDetail");
    assertThat(invoice.at("/Line/2/Amount").decimalValue()).isEqualByComparingTo("8.50");
    assertThat(invoice.at("/Line/2").has("Id")).isFalse();
    quickBooks.people(Samples.UK).switchDiscounts(false);
    assertThat(post(Samples.UK, body.replace("T-1", "T-2")).code()).isEqualTo("6090");
  }

  @Test
  void knowsOnlyTaxAndNonInTheUnitedStates() {
    var samples = new Samples(quickBooks, US);
    var county = samples.code("Travis County");

    assertThat(post(US, samples.invoice("T-1", samples.line("1", "1", "1", county))).code())
        .isEqualTo("6100");
    var none = samples.line("10", "1", "10", "").replaceFirst(",\\s*\"TaxCodeRef\":\\{[^}]*}", "");
    var invoice = post(US, samples.invoice("T-1", none)).invoice();
    assertThat(invoice.at("/Line/0/SalesItemLineDetail/TaxCodeRef/value").asText())
        .isEqualTo("NON");
    assertThat(invoice.has("GlobalTaxCalculation")).isFalse();
    assertThat(invoice.has("ExchangeRate")).isFalse();
    var excluded =
        Samples.with(samples.invoice("T-2", none), "\"GlobalTaxCalculation\":\"TaxExcluded\"");
    assertThat(post(US, excluded).code()).isEqualTo("6000");
  }

  @Test
  void takesTheTotalOrAGroupCodeInTheUnitedStates() {
    var samples = new Samples(quickBooks, US);
    var body =
        samples.invoice(
            "T-1", samples.line("100", "1", "100", "TAX"), samples.line("50", "1", "50", "NON"));
    var code = samples.code("Travis County");

    assertThat(tax(post(US, body))).isZero();
    var total = Samples.with(body.replace("T-1", "T-2"), "\"TxnTaxDetail\":{\"TotalTax\":8.25}");
    var given = post(US, total).invoice();
    assertThat(given.path("TotalAmt").decimalValue()).isEqualByComparingTo("158.25");
    var group =
        Samples.with(
            body.replace("T-1", "T-3"),
            "\"TxnTaxDetail\":{\"TxnTaxCodeRef\":{\"value\":\"%s\"}}".formatted(code));
    var grouped = post(US, group);
    assertThat(tax(grouped)).isEqualByComparingTo("8.25");
    assertThat(grouped.invoice().at("/TxnTaxDetail/TaxLine")).hasSize(2);
  }

  @Test
  void findsTaxItselfWhereItIsAutomated() {
    quickBooks.people(US).switchAutomatedSalesTax(true);
    var samples = new Samples(quickBooks, US);
    var body = samples.invoice("T-1", samples.line("100", "1", "100", "TAX"));

    assertThat(tax(post(US, body))).isEqualByComparingTo("8.25");
    var ours = Samples.with(body.replace("T-1", "T-2"), "\"TxnTaxDetail\":{\"TotalTax\":7}");
    var overridden = post(US, ours).invoice();
    assertThat(overridden.path("TotalAmt").decimalValue()).isEqualByComparingTo("107");
    assertThat(overridden.at("/TxnTaxDetail/TaxReviewStatus").asText())
        .isEqualTo("AST_TAX_OVERRIDE");
    assertThat(
            Caller.of(quickBooks, US)
                .get("preferences")
                .json()
                .at("/Preferences/TaxPrefs/PartnerTaxEnabled")
                .asBoolean())
        .isTrue();
  }

  @Test
  void billsAForeignCustomerAtTheRateItIsTold() throws JsonProcessingException {
    var people = quickBooks.people(Samples.UK);
    var samples = Samples.uk(quickBooks);
    var customer =
        people.addCustomer(
            JSON.readTree("{\"DisplayName\":\"Dollar Co\",\"CurrencyRef\":{\"value\":\"USD\"}}"));
    var body =
        samples
            .invoice("T-1", samples.line("100", "1", "100", samples.code("0.0% Z")))
            .replace("\"" + samples.framers() + "\"", "\"" + customer + "\"")
            .replace("GBP", "USD");

    var told = post(Samples.UK, Samples.with(body, "\"ExchangeRate\":0.76")).invoice();
    var untold = post(Samples.UK, body.replace("T-1", "T-2")).invoice();

    assertThat(told.path("TotalAmt").decimalValue()).isEqualByComparingTo("100");
    assertThat(told.path("HomeTotalAmt").decimalValue()).isEqualByComparingTo("76");
    assertThat(untold.path("ExchangeRate").decimalValue()).isEqualByComparingTo("1");
  }

  private Caller.Answer post(String realm, String body) {
    return Caller.of(quickBooks, realm).post("invoice", body);
  }

  private JsonNode update(JsonNode invoice, String members) {
    return post(Samples.UK, sparse(invoice, members)).invoice();
  }

  private static String sparse(JsonNode invoice, String members) {
    return "{\"Id\":%s,\"SyncToken\":%s,\"sparse\":true,%s}"
        .formatted(invoice.path("Id"), invoice.path("SyncToken"), members);
  }

  private static BigDecimal tax(Caller.Answer answer) {
    return answer.invoice().at("/TxnTaxDetail/TotalTax").decimalValue();
  }
}
