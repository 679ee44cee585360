package io.coportal.sync.ledger;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.coportal.sync.connection.Connection;
import io.coportal.sync.invoice.Invoice;
import java.math.BigDecimal;
import java.util.Map;
import org.springframework.stereotype.Component;

/** The steps of {@code routes/sync/know-exchange-rates.camel.yaml} that think. */
@Component("exchangeRates")
public class ExchangeRates {
  private final LedgerRuleBook ruleBook;
  private final ObjectMapper json;

  ExchangeRates(LedgerRuleBook ruleBook, ObjectMapper json) {
    this.ruleBook = ruleBook;
    this.json = json;
  }

  /** Whether the invoice goes out with a rate: in a foreign currency, where the ledger asks. */
  public boolean stated(Connection connection, Invoice invoice, ReferenceData references) {
    return ruleBook.of(connection.provider()).statesExchangeRate()
        && !invoice.currency().equals(references.organisation().baseCurrency());
  }

  /**
   * The rate the ledger's invoice has already: it changes only with the date and the currency.
   *
   * @param held what the ledger holds now, null on a create
   * @return units of the base currency for one of the invoice's; null when it has to be read
   */
  public BigDecimal known(Invoice invoice, HeldInvoice held) {
    return held != null
            && invoice.issueDate().equals(held.issueDate())
            && invoice.currency().equals(held.currency())
        ? held.exchangeRate()
        : null;
  }

  /** The question for {@code read-exchange-rate}. */
  public JsonNode question(Invoice invoice) {
    return json.valueToTree(
        Map.of("currency", invoice.currency(), "date", invoice.issueDate().toString()));
  }

  /**
   * @param answer of {@code read-exchange-rate}
   * @throws LedgerStop when the ledger has no rate for that day
   */
  public BigDecimal answered(Invoice invoice, JsonNode answer) {
    BigDecimal rate = answer.path("rate").isNumber() ? answer.get("rate").decimalValue() : null;
    if (rate == null || rate.signum() <= 0) {
      throw new LedgerStop(
          ErrorClass.FIX_LEDGER,
          "exchange-rate-missing",
          "The ledger has no exchange rate for %s on %s."
              .formatted(invoice.currency(), invoice.issueDate()),
          "Enter the rate in the ledger's list of currencies and sync again.");
    }
    return rate;
  }
}
