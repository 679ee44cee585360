package io.coportal.sync.simulator.xero;

import java.math.BigDecimal;
import java.math.RoundingMode;
import java.time.Clock;
import java.time.ZoneId;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.UUID;

/**
 * The organisations a new simulator holds. Their ids are fixed: {@code 000000CC-KKKK-4000-8000-N},
 * where CC is the telephone code of the country, KKKK the kind (1 organisation, 2 account, 3
 * contact, 4 invoice, 5 branding theme, 6 item, 7 tracking, 8 line) and N the account's code or a
 * running number.
 */
final class Seeds {
  private static final Map<String, Integer> CALLING_CODES =
      Map.of(
          "GB", 44, "ZA", 27, "AU", 61, "NZ", 64, "US", 1, "SG", 65, "CA", 1204, "IE", 353, "HU",
          36);
  private static final Map<String, String> BASE_CURRENCIES =
      Map.of(
          "GB", "GBP", "ZA", "ZAR", "AU", "AUD", "NZ", "NZD", "US", "USD", "SG", "SGD", "CA", "CAD",
          "IE", "EUR", "HU", "HUF");
  private static final Set<String> SALES = Set.of("ASSET", "EQUITY", "LIABILITY", "REVENUE");
  private static final Set<String> COSTS = Set.of("ASSET", "EQUITY", "LIABILITY", "EXPENSE");
  private static final Set<String> ALL =
      Set.of("ASSET", "EQUITY", "LIABILITY", "EXPENSE", "REVENUE");
  private static final Map<String, String> CURRENCY_NAMES =
      Map.ofEntries(
          Map.entry("GBP", "British Pound"),
          Map.entry("USD", "United States Dollar"),
          Map.entry("EUR", "Euro"),
          Map.entry("ZAR", "South African Rand"),
          Map.entry("AUD", "Australian Dollar"),
          Map.entry("NZD", "New Zealand Dollar"),
          Map.entry("SGD", "Singapore Dollar"),
          Map.entry("CAD", "Canadian Dollar"),
          Map.entry("HUF", "Hungarian Forint"),
          Map.entry("JPY", "Japanese Yen"),
          Map.entry("KWD", "Kuwaiti Dinar"));

  /** Units of the currency for one pound; the simulated day rates. */
  private static final Map<String, String> PER_POUND =
      Map.ofEntries(
          Map.entry("GBP", "1"),
          Map.entry("USD", "1.31"),
          Map.entry("EUR", "1.14"),
          Map.entry("ZAR", "22.70"),
          Map.entry("AUD", "2.03"),
          Map.entry("NZD", "2.33"),
          Map.entry("SGD", "1.72"),
          Map.entry("CAD", "1.83"),
          Map.entry("HUF", "448"),
          Map.entry("JPY", "201"),
          Map.entry("KWD", "0.40"));

  private final Clock clock;

  private Seeds(Clock clock) {
    this.clock = clock;
  }

  static UUID id(String country, int kind, long number) {
    return UUID.fromString(
        "%08d-%04d-4000-8000-%012d".formatted(CALLING_CODES.get(country), kind, number));
  }

  static Map<UUID, Organisation> organisations(Clock clock) {
    var seeds = new Seeds(clock);
    var all = new LinkedHashMap<UUID, Organisation>();
    for (var books :
        List.of(
            seeds.unitedKingdom(),
            seeds.southAfrica(),
            seeds.australia(),
            seeds.newZealand(),
            seeds.unitedStates(),
            seeds.singapore(),
            seeds.canada(),
            seeds.ireland(),
            seeds.hungary())) {
      SeedDocuments.addTo(books);
      all.put(books.profile.id(), books);
    }
    return all;
  }

  private Organisation unitedKingdom() {
    var books =
        books("GB", "Harbour Studio Ltd", "UK", "GMTSTANDARDTIME", "Europe/London", "GB123456789");
    currencies(books, "GBP", "USD", "EUR", "ZAR");
    accounts(books, "VAT", "OUTPUT2", "INPUT2", "NONE");
    rate(books, "20% (VAT on Income)", "OUTPUT2", "OUTPUT", "20", SALES);
    rate(books, "5% (VAT on Income)", "RROUTPUT", "OUTPUT", "5", SALES);
    rate(books, "Zero Rated Income", "ZERORATEDOUTPUT", "OUTPUT", "0", SALES);
    rate(books, "Exempt Income", "EXEMPTOUTPUT", "EXEMPTOUTPUT", "0", SALES);
    rate(books, "No VAT", "NONE", "NONE", "0", ALL);
    rate(books, "Zero Rated EC Goods Income", "ECZROUTPUT", "ECOUTPUT", "0", SALES);
    rate(books, "Zero Rated EC Services", "ECZROUTPUTSERVICES", "ECOUTPUTSERVICES", "0", SALES);
    rate(
        books, "Domestic Reverse Charge @ 20% (VAT on Income)", "DRCHARGE20", "OUTPUT", "0", SALES);
    rate(books, "20% (VAT on Capital Sales)", "CAPEXOUTPUT2", "CAPEXOUTPUT", "20", Set.of("ASSET"));
    rate(books, "20% (VAT on Expenses)", "INPUT2", "INPUT", "20", COSTS);
    return books;
  }

  private Organisation southAfrica() {
    var books =
        books(
            "ZA",
            "Table Bay Design (Pty) Ltd",
            "GLOBAL",
            "SOUTHAFRICASTANDARDTIME",
            "Africa/Johannesburg",
            "4123456789");
    currencies(books, "ZAR", "GBP", "USD");
    accounts(books, "VAT", "OUTPUT3", "INPUT3", "NONE");
    rate(books, "Standard Rate Sales", "OUTPUT3", "OUTPUT", "15", SALES);
    rate(books, "Standard Rate Sales - Capital Goods", "SROUTPUT2", "OUTPUT", "15", SALES);
    rate(books, "Old Standard Rate Sales", "OUTPUT", "OUTPUT", "14", SALES);
    rate(books, "Old Standard Rate Sales - Capital Goods", "SROUTPUT", "OUTPUT", "14", SALES);
    rate(books, "Change in Use", "OUTPUT4", "OUTPUT", "15", SALES);
    rate(books, "Zero Rate", "ZERORATED", "OUTPUT", "0", SALES);
    rate(books, "Zero Rate (Exports)", "ZERORATEDOUTPUT", "OUTPUT", "0", SALES);
    rate(books, "Exempt and Non-Supplies", "EXEMPTOUTPUT", "EXEMPTOUTPUT", "0", SALES);
    rate(books, "No VAT", "NONE", "NONE", "0", ALL);
    rate(books, "Standard Rate Purchases", "INPUT3", "INPUT", "15", COSTS);
    return books;
  }

  private Organisation australia() {
    var books =
        books(
            "AU",
            "Wattle Creative Pty Ltd",
            "AU",
            "AUSEASTERNSTANDARDTIME",
            "Australia/Sydney",
            "53004085616");
    currencies(books, "AUD", "NZD", "USD");
    accounts(books, "GST", "OUTPUT", "INPUT", "BASEXCLUDED");
    rate(books, "GST on Income", "OUTPUT", "OUTPUT", "10", SALES);
    rate(books, "GST Free Income", "EXEMPTOUTPUT", "EXEMPTOUTPUT", "0", SALES);
    rate(books, "GST Free Exports", "EXEMPTEXPORT", "EXEMPTEXPORT", "0", SALES);
    rate(books, "Input Taxed", "INPUTTAXED", "INPUTTAXED", "0", ALL);
    rate(books, "BAS Excluded", "BASEXCLUDED", "BASEXCLUDED", "0", ALL);
    rate(books, "GST on Expenses", "INPUT", "INPUT", "10", COSTS);
    return books;
  }

  private Organisation newZealand() {
    var books =
        books(
            "NZ",
            "Kowhai Digital Ltd",
            "NZ",
            "NEWZEALANDSTANDARDTIME",
            "Pacific/Auckland",
            "101234567");
    currencies(books, "NZD", "AUD");
    accounts(books, "GST", "OUTPUT2", "INPUT2", "NONE");
    rate(books, "15% GST on Income", "OUTPUT2", "OUTPUT", "15", SALES);
    rate(books, "12.5% GST on Income", "OUTPUT", "OUTPUT", "12.5", SALES);
    rate(books, "Zero Rated", "ZERORATED", "OUTPUT", "0", ALL);
    rate(books, "No GST", "NONE", "NONE", "0", ALL);
    rate(books, "15% GST on Expenses", "INPUT2", "INPUT", "15", COSTS);
    return books;
  }

  private Organisation unitedStates() {
    var books =
        books(
            "US",
            "Juniper Works Inc",
            "US",
            "EASTERNSTANDARDTIME",
            "America/New_York",
            "123456789");
    currencies(books, "USD");
    accounts(books, "Sales Tax", "OUTPUT", "NONE", "NONE");
    rate(books, "Tax on Sales", "OUTPUT", "OUTPUT", "0", SALES);
    rate(books, "Tax Exempt", "NONE", "NONE", "0", ALL);
    rate(books, "Travis County", "TAX001", "OUTPUT", "8.25", SALES);
    return books;
  }

  private Organisation singapore() {
    var books =
        books(
            "SG",
            "Orchard Row Pte Ltd",
            "GLOBAL",
            "SINGAPORESTANDARDTIME",
            "Asia/Singapore",
            "201912345K");
    currencies(books, "SGD", "USD");
    accounts(books, "GST", "OUTPUTY24", "INPUTY24", "NONE");
    rate(books, "Standard-Rated Supplies", "OUTPUTY24", "OUTPUT", "9", SALES);
    rate(books, "Standard-Rated Supplies (8%)", "OUTPUTY23", "OUTPUT", "8", SALES);
    rate(books, "Zero-Rated Supplies", "ZERORATEDOUTPUT", "OUTPUT", "0", SALES);
    rate(books, "Exempt Supplies", "ES33OUTPUT", "EXEMPTOUTPUT", "0", SALES);
    rate(books, "Out of Scope Supplies", "OSOUTPUT2", "NONE", "0", SALES);
    rate(books, "No Tax", "NONE", "NONE", "0", ALL);
    return books;
  }

  private Organisation canada() {
    var books =
        books(
            "CA",
            "Tamarack Media Inc",
            "GLOBAL",
            "EASTERNSTANDARDTIME",
            "America/Toronto",
            "123456789RT0001");
    currencies(books, "CAD", "USD");
    accounts(books, "GST/HST", "CAN020", "INPUT", "NONE");
    rate(books, "GST on Sales", "CAN014", "OUTPUT", "5", SALES);
    rate(books, "BC - GST/PST on Sales", "CAN016", "OUTPUT", "12", SALES);
    rate(books, "ON - HST on Sales", "CAN020", "OUTPUT", "13", SALES);
    rate(books, "QC - GST/QST on Sales", "CAN024", "OUTPUT", "14.975", SALES);
    rate(books, "Zero-Rated", "CAN028", "OUTPUT", "0", SALES);
    rate(books, "Exempt", "CAN030", "EXEMPTOUTPUT", "0", SALES);
    rate(books, "Tax Exempt", "NONE", "NONE", "0", ALL);
    return books;
  }

  private Organisation ireland() {
    var books =
        books(
            "IE", "Claddagh Works Ltd", "GLOBAL", "GMTSTANDARDTIME", "Europe/Dublin", "IE1234567T");
    currencies(books, "EUR", "GBP");
    accounts(books, "VAT", "TAX001", "INPUT", "NONE");
    rate(books, "VAT 23%", "TAX001", "OUTPUT", "23", SALES);
    rate(books, "VAT 13.5%", "TAX002", "OUTPUT", "13.5", SALES);
    rate(books, "VAT 9%", "TAX003", "OUTPUT", "9", SALES);
    rate(books, "VAT 4.8%", "TAX004", "OUTPUT", "4.8", SALES);
    rate(books, "Zero Rated", "TAX005", "OUTPUT", "0", SALES);
    rate(books, "Exempt", "TAX006", "EXEMPTOUTPUT", "0", SALES);
    rate(books, "Tax Exempt", "NONE", "NONE", "0", ALL);
    return books;
  }

  /** The edition for countries that have none of their own: all rates are people's. */
  private Organisation hungary() {
    var books =
        books(
            "HU",
            "Tisza Studio Kft",
            "GLOBAL",
            "CENTRALEUROPEANSTANDARDTIME",
            "Europe/Budapest",
            "HU12345678");
    currencies(books, "HUF", "EUR", "JPY", "KWD");
    accounts(books, "AFA", "TAX001", "INPUT", "NONE");
    rate(books, "AFA 27%", "TAX001", "OUTPUT", "27", SALES);
    rate(books, "AFA 18%", "TAX002", "OUTPUT", "18", SALES);
    rate(books, "AFA 5%", "TAX003", "OUTPUT", "5", SALES);
    rate(books, "Tax Exempt", "NONE", "NONE", "0", ALL);
    return books;
  }

  private Organisation books(
      String country, String name, String version, String timezone, String zone, String taxNumber) {
    var base = BASE_CURRENCIES.get(country);
    var profile =
        new Organisation.Profile(
            id(country, 1, 0),
            name,
            country,
            version,
            base,
            timezone,
            ZoneId.of(zone),
            taxNumber,
            id(country, 5, 0));
    return new Organisation(profile, clock);
  }

  private static void currencies(Organisation books, String... codes) {
    var base = new BigDecimal(PER_POUND.get(books.profile.baseCurrency()));
    for (var code : codes) {
      books.currencies.put(code, CURRENCY_NAMES.get(code));
      books.dayRates.put(
          code, new BigDecimal(PER_POUND.get(code)).divide(base, 6, RoundingMode.HALF_UP));
    }
  }

  private static void accounts(
      Organisation books, String tax, String sales, String costs, String none) {
    account(books, "090", "Business Bank Account", "BANK", "ASSET", none, "", true);
    account(books, "200", "Sales", "REVENUE", "REVENUE", sales, "", true);
    account(books, "201", "Old Sales", "REVENUE", "REVENUE", sales, "", false);
    account(books, "260", "Other Revenue", "OTHERINCOME", "REVENUE", sales, "", true);
    account(books, "400", "Advertising", "EXPENSE", "EXPENSE", costs, "", true);
    account(books, "404", "Bank Fees", "EXPENSE", "EXPENSE", none, "", true);
    account(books, "610", "Accounts Receivable", "CURRENT", "ASSET", none, "DEBTORS", true);
    account(books, "800", "Accounts Payable", "CURRLIAB", "LIABILITY", none, "CREDITORS", true);
    account(books, "820", tax, "CURRLIAB", "LIABILITY", none, "GST", true);
    account(books, "860", "Rounding", "EXPENSE", "EXPENSE", none, "ROUNDING", true);
    var item = id(books.profile.country(), 6, 1);
    books.items.add(
        new Item(item, "HOUR", "Hour", "An hour of work", new BigDecimal("95"), "200", sales));
  }

  private static void account(
      Organisation books,
      String code,
      String name,
      String type,
      String accountClass,
      String taxType,
      String system,
      boolean active) {
    var id = id(books.profile.country(), 2, Long.parseLong(code));
    books.accounts.add(new Account(id, code, name, type, accountClass, taxType, system, active));
  }

  private static void rate(
      Organisation books,
      String name,
      String taxType,
      String report,
      String percent,
      Set<String> classes) {
    var component = books.profile.version().equals("UK") ? "VAT" : "Tax";
    books.taxRates.add(
        new TaxRate(
            name,
            taxType,
            report,
            new BigDecimal(percent).setScale(4),
            classes,
            component,
            "ACTIVE"));
  }
}
