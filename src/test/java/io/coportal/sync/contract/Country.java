package io.coportal.sync.contract;

import java.math.BigDecimal;
import java.util.Currency;
import java.util.List;
import java.util.stream.Stream;

/**
 * What businesses of a country charge, in the words of CoPortal. Each ledger's simulator has one.
 */
enum Country {
  GB(
      "uk-studio",
      "GBP",
      "20 standard",
      "5 reduced",
      "0 zero_rated_export",
      "0 exempt",
      "0 out_of_scope"),
  ZA("za-agency", "ZAR", "15 standard", "0 zero_rated_export", "0 exempt", "0 out_of_scope"),
  AU("au-freelance", "AUD", "10 standard", "0 zero_rated_export", "0 exempt"),
  NZ("nz-collective", "NZD", "15 standard", "0 zero_rated_export"),
  US("us-partners", "USD", "8.25 standard", "0 out_of_scope"),
  SG("sg-works", "SGD", "9 standard", "0 zero_rated_export", "0 exempt", "0 out_of_scope"),
  CA(
      "ca-forge",
      "CAD",
      "5 standard",
      "13 standard",
      "12 standard",
      "14.975 standard",
      "0 zero_rated_export",
      "0 exempt"),
  IE(
      "ie-studio",
      "EUR",
      "23 standard",
      "13.5 reduced",
      "9 reduced",
      "4.8 reduced",
      "0 zero_rated_export",
      "0 exempt"),
  HU("hu-digital", "HUF", "27 standard", "18 reduced", "5 reduced", "0 zero_rated_export"),
  HU_IN_YEN("hu-digital", "JPY", "27 standard", "5 reduced", "0 zero_rated_export"),
  HU_IN_DINARS("hu-digital", "KWD", "27 standard", "5 reduced", "0 zero_rated_export");

  /**
   * @param percent of tax
   * @param reason CoPortal's word for it
   */
  record Charge(BigDecimal percent, String reason) {
    private static Charge of(String text) {
      String[] parts = text.split(" ");
      return new Charge(new BigDecimal(parts[0]), parts[1]);
    }
  }

  private final String books;
  private final String currency;
  private final List<Charge> charges;

  Country(String books, String currency, String... charges) {
    this.books = books;
    this.currency = currency;
    this.charges = Stream.of(charges).map(Charge::of).toList();
  }

  /** The name of its organisation's books in {@link LedgerUnderTest#booksOf}. */
  String books() {
    return books;
  }

  /** ISO 3166. */
  String code() {
    return name().substring(0, 2);
  }

  /** Of the currency's smallest unit. */
  int decimals() {
    return Currency.getInstance(currency).getDefaultFractionDigits();
  }

  /** The most that is accepted, in the currency's smallest unit: it may round a hundred lines. */
  int totalsLimit() {
    return decimals() > 2 ? 1_000 : 100;
  }

  BigDecimal mostApart() {
    return BigDecimal.valueOf(totalsLimit(), decimals());
  }

  String currency() {
    return currency;
  }

  List<Charge> charges() {
    return charges;
  }
}
