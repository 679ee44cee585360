package io.coportal.sync.simulator.xero;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Arrays;
import java.util.UUID;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** The documented arithmetic, to the cent. */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class TotalsTest {
  private XeroSimulator xero;
  private int number;

  @BeforeAll
  void start() {
    xero = XeroSimulator.start(0);
    xero.limits().off();
  }

  @AfterAll
  void stop() {
    xero.close();
  }

  @Test
  void roundsTheTaxOfEachLineBeforeItSums() {
    var invoice =
        create(
            XeroSimulator.SOUTH_AFRICA,
            "",
            "\"UnitAmount\":25.06",
            "\"UnitAmount\":25.61",
            "\"UnitAmount\":25.63");

    assertThat(invoice).contains("\"SubTotal\":76.30,\"TotalTax\":11.44,\"Total\":87.74");
  }

  @Test
  void takesTheTaxOutOfInclusiveAmounts() {
    var invoice =
        create(
            XeroSimulator.NEW_ZEALAND,
            "\"LineAmountTypes\":\"Inclusive\",",
            "\"UnitAmount\":177.00,\"TaxType\":\"OUTPUT\"",
            "\"UnitAmount\":-79.00,\"TaxType\":\"OUTPUT\"");

    assertThat(invoice)
        .contains("\"SubTotal\":87.11,\"TotalTax\":10.89,\"Total\":98.00")
        .contains("\"TaxAmount\":19.67")
        .contains("\"TaxAmount\":-8.78");
  }

  @Test
  void leavesTaxOutWhenThereIsNone() {
    var invoice = create(Samples.UK, "\"LineAmountTypes\":\"NoTax\",", "\"UnitAmount\":10.005");

    assertThat(invoice).contains("\"SubTotal\":10.01,\"TotalTax\":0.00,\"Total\":10.01");
  }

  @ParameterizedTest
  @CsvSource({"3, 1.125, 3.39", "1, 2.165, 2.17", "1, 2.164, 2.16", "0.33335, 1, 0.33"})
  void roundsTheUnitPriceBeforeItMultiplies(String quantity, String unit, String amount) {
    assertThat(line(quantity, unit, "")).contains("\"LineAmount\":" + amount);
  }

  @Test
  void keepsFourDecimalsOfThePriceIfAsked() {
    var caller = Caller.of(xero, Samples.UK);
    var body =
        Samples.invoice(next(), Samples.lines(line("\"Quantity\":3,\"UnitAmount\":1.12555")));
    var answer = caller.put("Invoices?unitdp=4", body).invoice();

    assertThat(answer.at("/LineItems/0/UnitAmount").decimalValue()).isEqualByComparingTo("1.1256");
    assertThat(answer.at("/LineItems/0/LineAmount").decimalValue()).isEqualByComparingTo("3.38");
    assertThat(
            caller
                .get("Invoices/" + answer.path("InvoiceID").asText())
                .invoice()
                .at("/LineItems/0/UnitAmount")
                .decimalValue())
        .isEqualByComparingTo("1.13");
  }

  @ParameterizedTest
  @CsvSource({
    "DiscountRate, 10, 53.97, 6.00",
    "DiscountAmount, 0.5, 59.47, 0.50",
  })
  void takesDiscountsOff(String member, String value, String amount, String discount) {
    var invoice =
        create(
            Samples.UK,
            "",
            "\"Quantity\":3,\"UnitAmount\":19.99,\"%s\":%s".formatted(member, value));

    assertThat(invoice).contains("\"LineAmount\":" + amount, "\"TotalDiscount\":" + discount);
  }

  @ParameterizedTest
  @CsvSource({"20.10, 20.10", "19.90, 19.90"})
  void acceptsATaxAmountWithinTenCents(String sent, String kept) {
    assertThat(line("1", "100", ",\"TaxAmount\":" + sent)).contains("\"TotalTax\":" + kept);
  }

  @Test
  void showsPriceAndAmountOfALineGivenByItsAmount() {
    assertThat(create(Samples.UK, "", "\"LineAmount\":12.34"))
        .contains("\"UnitAmount\":12.34", "\"LineAmount\":12.34", "\"Quantity\":1.0000");
  }

  private String line(String quantity, String unit, String more) {
    return create(
        Samples.UK, "", "\"Quantity\":%s,\"UnitAmount\":%s%s".formatted(quantity, unit, more));
  }

  private String create(UUID tenant, String header, String... lines) {
    var body =
        Samples.invoice(
            next(),
            header
                + Samples.lines(Arrays.stream(lines).map(TotalsTest::line).toArray(String[]::new)));
    var contact = Samples.BAKERY.toString();
    var there = contact.replace("00000044", tenant.toString().substring(0, 8));
    var answer = Caller.of(xero, tenant).put("Invoices", body.replace(contact, there));
    assertThat(answer.status()).as(answer.body()).isEqualTo(200);
    return answer.body();
  }

  private String next() {
    return "T-" + number++;
  }

  private static String line(String members) {
    return "{\"Description\":\"Work\",\"AccountCode\":\"200\"," + members + "}";
  }
}
