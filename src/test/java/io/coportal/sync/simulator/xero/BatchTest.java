package io.coportal.sync.simulator.xero;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.UUID;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class BatchTest {
  private static final String BAD =
      Samples.invoice("R-2", Samples.lines(Samples.LINE.replace("200", "999")));

  private XeroSimulator xero;
  private Caller uk;

  @BeforeEach
  void start() {
    xero = XeroSimulator.start(0);
    uk = Caller.of(xero, Samples.UK);
  }

  @AfterEach
  void stop() {
    xero.close();
  }

  @ParameterizedTest
  @ValueSource(strings = {"summarizeErrors=false", "SummarizeErrors=False"})
  void tellsHowEachElementFaredWhenAskedNotToSummarize(String query) {
    var answer = uk.put("Invoices?" + query, Samples.batch(Samples.invoice("R-1"), BAD));

    assertThat(answer.status()).isEqualTo(200);
    var good = answer.json().at("/Invoices/0");
    var bad = answer.json().at("/Invoices/1");
    assertThat(good.path("StatusAttributeString").asText()).isEqualTo("OK");
    assertThat(good.path("HasErrors").asBoolean()).isFalse();
    assertThat(bad.path("StatusAttributeString").asText()).isEqualTo("ERROR");
    assertThat(bad.path("HasErrors").asBoolean()).isTrue();
    assertThat(bad.path("InvoiceID").asText()).isEqualTo(new UUID(0, 0).toString());
    assertThat(bad.path("InvoiceNumber").asText()).isEqualTo("R-2");
    assertThat(bad.path("Date").asText()).isEqualTo("/Date(1795132800000+0000)/");
    assertThat(bad.at("/ValidationErrors/0/Message").asText())
        .isEqualTo("Account code '999' is not a valid code for this document.");
  }

  @ParameterizedTest
  @ValueSource(strings = {"Invoices", "Invoices?summarizeErrors=true"})
  void commitsTheGoodOnesBehindA400OfTheBadOnes(String target) {
    var answer = uk.put(target, Samples.batch(Samples.invoice("R-1"), BAD));

    assertThat(answer.status()).isEqualTo(400);
    assertThat(answer.json().path("ErrorNumber").asInt()).isEqualTo(10);
    assertThat(answer.json().path("Elements")).hasSize(1);
    assertThat(answer.json().at("/Elements/0/InvoiceNumber").asText()).isEqualTo("R-2");
    assertThat(xero.people(Samples.UK).invoices("R-1")).hasSize(1);
    assertThat(xero.people(Samples.UK).invoices("R-2")).isEmpty();
  }

  @Test
  void saysNothingOfStatusWhenItSummarizes() {
    assertThat(uk.put("Invoices", Samples.invoice("R-1")).invoice().has("StatusAttributeString"))
        .isFalse();
  }

  @Test
  void refusesTheSecondOfTwoEqualNumbersInOneBatch() {
    var answer =
        uk.put(
            "Invoices?summarizeErrors=false",
            Samples.batch(Samples.invoice("R-1"), Samples.invoice("r-1")));

    assertThat(answer.json().at("/Invoices/0/StatusAttributeString").asText()).isEqualTo("OK");
    assertThat(answer.json().at("/Invoices/1/StatusAttributeString").asText()).isEqualTo("ERROR");
  }

  @Test
  void understandsAnEnvelopeInLowerCaseAndABareObject() {
    assertThat(uk.put("Invoices", "{\"invoices\":[" + Samples.invoice("R-1") + "]}").status())
        .isEqualTo(200);
    assertThat(uk.put("invoices", Samples.invoice("R-2")).status()).isEqualTo(200);
  }

  @Test
  void warnsOfAnOddExchangeRate() {
    var odd =
        Samples.invoice(
            "R-1", "\"CurrencyCode\":\"ZAR\",\"CurrencyRate\":1," + Samples.lines(Samples.LINE));

    var answer = uk.put("Invoices?summarizeErrors=false", odd).invoice();

    assertThat(answer.path("StatusAttributeString").asText()).isEqualTo("WARNING");
    assertThat(answer.at("/Warnings/0/Message").asText()).contains("currency rate");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "",
        "not json",
        "[]",
        "{\"InvoiceID\":\"17\"}",
        "{\"Type\":\"ACCREC\",\"DueDate\":\"soon\"}",
        "{\"Type\":\"ACCREC\",\"LineItems\":[{\"Quantity\":\"many\"}]}"
      })
  void refusesABodyItCannotReadAsAWhole(String body) {
    var answer = uk.post("Invoices?summarizeErrors=false", body);

    assertThat(answer.status()).isEqualTo(400);
    assertThat(answer.json().path("ErrorNumber").asInt()).isEqualTo(14);
    assertThat(answer.json().path("Type").asText()).isEqualTo("PostDataInvalidException");
  }
}
