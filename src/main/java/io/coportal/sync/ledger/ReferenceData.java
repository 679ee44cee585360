package io.coportal.sync.ledger;

import com.fasterxml.jackson.annotation.JsonIgnoreProperties;
import java.math.BigDecimal;
import java.time.LocalDate;
import java.util.List;
import java.util.Optional;

/** What an organisation's ledger offers, as its {@code read-references} route tells it. */
@JsonIgnoreProperties(ignoreUnknown = true)
public record ReferenceData(
    Organisation organisation,
    List<Account> accounts,
    List<TaxRate> taxRates,
    List<String> currencies) {

  public ReferenceData {
    accounts = List.copyOf(accounts);
    taxRates = List.copyOf(taxRates);
    currencies = List.copyOf(currencies);
  }

  /**
   * @param lockedUntil the last date of the newest locked period, null when nothing is locked
   */
  @JsonIgnoreProperties(ignoreUnknown = true)
  public record Organisation(
      String id, String name, String country, String baseCurrency, LocalDate lockedUntil) {}

  /**
   * @param sales whether an invoice line may be booked to it
   * @param defaultTaxCode the tax code the ledger itself proposes for it, may be null
   */
  @JsonIgnoreProperties(ignoreUnknown = true)
  public record Account(
      String code, String name, boolean active, boolean sales, String defaultTaxCode) {
    boolean usable() {
      return active && sales;
    }
  }

  /**
   * @param rate effective rate in percent
   * @param sales whether it may be used on sales
   */
  @JsonIgnoreProperties(ignoreUnknown = true)
  public record TaxRate(String code, String name, BigDecimal rate, boolean active, boolean sales) {
    boolean usable() {
      return active && sales;
    }
  }

  Optional<TaxRate> taxRate(String code) {
    return taxRates.stream().filter(rate -> rate.code().equals(code)).findFirst();
  }
}
