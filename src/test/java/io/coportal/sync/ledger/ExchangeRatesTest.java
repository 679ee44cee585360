package io.coportal.sync.ledger;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.coportal.sync.SampleData;
import io.coportal.sync.invoice.Invoice;
import io.coportal.sync.json.ExactJson;
import java.math.BigDecimal;
import java.time.LocalDate;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.NullSource;
import org.junit.jupiter.params.provider.ValueSource;

/** A rate belongs to a day and a currency, and is never made up. */
class ExchangeRatesTest {
  private static final Invoice INVOICE = SampleData.invoices("uk-studio").get(0).invoice();
  private static final ObjectMapper JSON = ExactJson.mapper();

  private final ExchangeRates rates = new ExchangeRates(new LedgerRuleBook(Map.of()), JSON);

  @ParameterizedTest
  @CsvSource({"0, GBP, true", "1, GBP, false", "0, USD, false"})
  void aRateStaysOnlyWithDateAndCurrency(int daysLater, String currency, boolean stays) {
    HeldInvoice held = held(INVOICE.issueDate().plusDays(daysLater), currency);

    assertThat(rates.known(INVOICE, held) != null).isEqualTo(stays);
  }

  @ParameterizedTest
  @NullSource
  @ValueSource(strings = {"0", "-1.31"})
  void withoutARateTheInvoiceStandsStill(BigDecimal rate) {
    JsonNode answer = JSON.createObjectNode().put("rate", rate);

    assertThatExceptionOfType(LedgerStop.class)
        .isThrownBy(() -> rates.answered(INVOICE, answer))
        .satisfies(stop -> assertThat(stop.refusal().code()).isEqualTo("exchange-rate-missing"));
  }

  @Test
  void theLedgersDigitsAreKept() {
    JsonNode answer = JSON.createObjectNode().put("rate", new BigDecimal("0.763359"));

    assertThat(rates.answered(INVOICE, answer)).isEqualTo(new BigDecimal("0.763359"));
  }

  private static HeldInvoice held(LocalDate date, String currency) {
    return new HeldInvoice(
        "1",
        INVOICE.number(),
        null,
        HeldInvoice.Status.OPEN,
        "0",
        null,
        null,
        null,
        null,
        date,
        null,
        currency,
        BigDecimal.ONE,
        new Totals(BigDecimal.ONE, BigDecimal.ZERO, BigDecimal.ONE),
        List.of());
  }
}
