package io.coportal.sync.ledger;

import com.fasterxml.jackson.annotation.JsonIgnoreProperties;
import java.time.LocalDate;
import java.util.List;
import java.util.Optional;

/**
 * What an organisation's ledger offers, as its {@code read-references} route tells it.
 *
 * @param rounding how it rounds tax, as far as an answer has shown; null: as its ledger's rules
 *     begin
 * @param closed why it takes nothing at present, as far as an answer has told since; null: it does
 */
@JsonIgnoreProperties(ignoreUnknown = true)
public record ReferenceData(
    Organisation organisation,
    List<Account> accounts,
    List<TaxRate> taxRates,
    List<String> currencies,
    Rounding rounding,
    Closed closed) {

  public ReferenceData {
    accounts = List.copyOf(accounts);
    taxRates = List.copyOf(taxRates);
    currencies = List.copyOf(currencies);
  }

  /**
   * @param lockedUntil the last date of the newest locked period, null when nothing is locked
   * @param ownNumbers whether an invoice may bring its own number; null: yes
   * @param taxed whether lines carry tax codes at all; null: yes
   * @param taxCalculated whether the ledger computes tax from the codes of the lines; null: yes
   * @param findsTaxItself whether it finds sales tax by address unless our total is stated; null:
   *     no
   */
  @JsonIgnoreProperties(ignoreUnknown = true)
  public record Organisation(
      String id,
      String name,
      String country,
      String baseCurrency,
      LocalDate lockedUntil,
      Boolean ownNumbers,
      Boolean taxed,
      Boolean taxCalculated,
      Boolean findsTaxItself) {
    public Organisation {
      ownNumbers = ownNumbers == null || ownNumbers;
      taxed = taxed == null || taxed;
      taxCalculated = taxCalculated == null || taxCalculated;
      findsTaxItself = findsTaxItself != null && findsTaxItself;
    }
  }

  /**
   * @param sales whether an invoice line may be booked to it
   * @param defaultTaxCode the tax code the ledger itself proposes for it, may be null
   * @param rounding whether the ledger itself keeps it for differences of rounding
   */
  @JsonIgnoreProperties(ignoreUnknown = true)
  public record Account(
      String code,
      String name,
      boolean active,
      boolean sales,
      String defaultTaxCode,
      boolean rounding) {
    boolean usable() {
      return active && sales;
    }

    boolean usableForRounding() {
      return active && (rounding || sales);
    }
  }

  /**
   * @return null for one that is not there
   */
  public String accountName(String code) {
    return accounts.stream()
        .filter(account -> account.code().equals(code))
        .map(Account::name)
        .findFirst()
        .orElse(null);
  }

  /**
   * @return null for one that is not there
   */
  public String taxName(String code) {
    return taxRate(code).map(TaxRate::name).orElse(null);
  }

  ReferenceData closed(Closed now) {
    return new ReferenceData(organisation, accounts, taxRates, currencies, rounding, now);
  }

  ReferenceData rounded(Rounding learned) {
    return new ReferenceData(organisation, accounts, taxRates, currencies, learned, closed);
  }

  Rounding rounding(LedgerRules rules) {
    return rounding == null ? rules.roundings().get(0) : rounding;
  }

  /** Whether the books know more than their own currency. */
  boolean severalCurrencies() {
    return currencies.size() > 1;
  }

  Optional<TaxRate> taxRate(String code) {
    return taxRates.stream().filter(rate -> rate.code().equals(code)).findFirst();
  }
}
