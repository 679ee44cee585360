package io.coportal.sync.simulator.quickbooks;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.math.BigDecimal;
import java.math.RoundingMode;
import java.time.Clock;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** The companies a new simulator holds, with accounts, items and tax codes. */
final class Seeds {
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

  static Map<String, Company> companies(Clock clock) {
    var seeds = new Seeds(clock);
    var all = new LinkedHashMap<String, Company>();
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
      all.put(books.profile.realm(), books);
    }
    return all;
  }

  private Company unitedKingdom() {
    var books =
        books(QuickBooksSimulator.UNITED_KINGDOM, "Pennine Creative Ltd", "GB", "GBP", 10, true);
    currencies(books, "USD", "EUR", "ZAR");
    code(books, "20.0% S", rate(books, "20.0% S", "20", "NONE"));
    code(books, "5.0% R", rate(books, "5.0% R", "5", "NONE"));
    code(books, "0.0% Z", rate(books, "0.0% Z", "0", "ZERO_RATE"));
    code(books, "Exempt", rate(books, "Exempt", "0", "NONE"));
    code(books, "No VAT", rate(books, "No VAT", "0", "NONE"));
    code(books, "20.0% ECG", rate(books, "20.0% ECG", "20", "REVERSE_CHARGE"));
    code(books, "17.5% S", rate(books, "17.5% S", "17.5", "NONE")).put("Active", false);
    return books;
  }

  private Company southAfrica() {
    var books =
        books(QuickBooksSimulator.SOUTH_AFRICA, "Karoo Media (Pty) Ltd", "ZA", "ZAR", 1010, true);
    currencies(books, "GBP", "USD");
    code(books, "15.0% S", rate(books, "15.0% S", "15", "NONE"));
    code(books, "0.0% Z", rate(books, "0.0% Z", "0", "ZERO_RATE"));
    code(books, "Exempt", rate(books, "Exempt", "0", "NONE"));
    code(books, "No VAT", rate(books, "No VAT", "0", "NONE"));
    code(books, "14.0% S", rate(books, "14.0% S", "14", "NONE")).put("Active", false);
    return books;
  }

  private Company australia() {
    var books =
        books(
            QuickBooksSimulator.AUSTRALIA, "Coral Coast Design Pty Ltd", "AU", "AUD", 2010, false);
    code(books, "GST", rate(books, "GST", "10", "NONE"));
    code(books, "GST free", rate(books, "GST free", "0", "ZERO_RATE"));
    code(books, "Input taxed", rate(books, "Input taxed", "0", "NONE"));
    code(books, "Out of Scope", rate(books, "Out of Scope", "0", "NONE"));
    return books;
  }

  private Company newZealand() {
    var books =
        books(QuickBooksSimulator.NEW_ZEALAND, "Fernleaf Studio Ltd", "NZ", "NZD", 4010, false);
    code(books, "GST", rate(books, "GST", "15", "NONE"));
    code(books, "Zero-rated", rate(books, "Zero-rated", "0", "ZERO_RATE"));
    code(books, "Exempt", rate(books, "Exempt", "0", "NONE"));
    code(books, "No GST", rate(books, "No GST", "0", "NONE"));
    return books;
  }

  private Company unitedStates() {
    var books =
        books(QuickBooksSimulator.UNITED_STATES, "Redwood Advisory Inc", "US", "USD", 3010, false);
    pseudoCode(books, "TAX");
    pseudoCode(books, "NON");
    code(
        books,
        "Travis County",
        rate(books, "Texas State", "6.25", "NONE"),
        rate(books, "Austin", "2", "NONE"));
    return books;
  }

  private Company singapore() {
    var books =
        books(QuickBooksSimulator.SINGAPORE, "Marina Works Pte Ltd", "SG", "SGD", 5010, false);
    code(books, "9.0% SR", rate(books, "9.0% SR", "9", "NONE"));
    code(books, "0.0% ZR", rate(books, "0.0% ZR", "0", "ZERO_RATE"));
    code(books, "ES", rate(books, "ES", "0", "NONE"));
    code(books, "OS", rate(books, "OS", "0", "NONE"));
    return books;
  }

  private Company canada() {
    var books = books(QuickBooksSimulator.CANADA, "Maple Forge Inc", "CA", "CAD", 6010, true);
    currencies(books, "USD");
    var gst = rate(books, "GST", "5", "NONE");
    code(books, "GST", gst);
    code(books, "HST ON", rate(books, "HST ON", "13", "NONE"));
    code(books, "GST/PST BC", gst, rate(books, "PST BC", "7", "NONE"));
    code(books, "GST/QST QC", gst, rate(books, "QST QC", "9.975", "NONE"));
    code(books, "Zero-rated", rate(books, "Zero-rated", "0", "ZERO_RATE"));
    code(books, "Exempt", rate(books, "Exempt", "0", "NONE"));
    code(books, "Out of scope", rate(books, "Out of scope", "0", "NONE"));
    return books;
  }

  private Company ireland() {
    var books = books(QuickBooksSimulator.IRELAND, "Liffey Studio Ltd", "IE", "EUR", 7010, true);
    currencies(books, "GBP");
    code(books, "23.0% S", rate(books, "23.0% S", "23", "NONE"));
    code(books, "13.5% R", rate(books, "13.5% R", "13.5", "NONE"));
    code(books, "9.0% R", rate(books, "9.0% R", "9", "NONE"));
    code(books, "4.8% L", rate(books, "4.8% L", "4.8", "NONE"));
    code(books, "0.0% Z", rate(books, "0.0% Z", "0", "ZERO_RATE"));
    code(books, "Exempt", rate(books, "Exempt", "0", "NONE"));
    code(books, "No VAT", rate(books, "No VAT", "0", "NONE"));
    return books;
  }

  /** The edition for countries that have none of their own. */
  private Company hungary() {
    var books = books(QuickBooksSimulator.HUNGARY, "Duna Digital Kft", "HU", "HUF", 8010, true);
    currencies(books, "EUR", "JPY", "KWD");
    code(books, "27%", rate(books, "27%", "27", "NONE"));
    code(books, "18%", rate(books, "18%", "18", "NONE"));
    code(books, "5%", rate(books, "5%", "5", "NONE"));
    code(books, "0%", rate(books, "0%", "0", "ZERO_RATE"));
    return books;
  }

  private Company books(
      String realm, String name, String country, String home, long firstId, boolean currencies) {
    var books = new Company(new Company.Profile(realm, name, country, home, firstId), clock);
    books.settings.multiCurrency = currencies;
    ReferenceJson.addCurrency(books, home);
    books.keep(
        "TaxAgency",
        JsonNodeFactory.instance
            .objectNode()
            .put("DisplayName", "Tax Agency")
            .put("TaxTrackedOnSales", true));
    account(books, "Business Bank Account", "Asset", "Bank", "Checking");
    account(books, "Accounts Receivable", "Asset", "Accounts Receivable", "AccountsReceivable");
    account(books, "Advertising", "Expense", "Expense", "AdvertisingPromotional");
    account(books, "Discounts given", "Revenue", "Income", "DiscountsRefundsGiven");
    account(books, "Old Sales", "Revenue", "Income", "SalesOfProductIncome").put("Active", false);
    var sales = account(books, "Sales of services", "Revenue", "Income", "ServiceFeeIncome");
    item(books, "Services", "Service", sales);
    item(books, "Consulting", "Service", sales);
    item(books, "Retired service (deleted)", "Service", sales).put("Active", false);
    item(books, "Merchandise", "Category", sales);
    return books;
  }

  private static void currencies(Company books, String... codes) {
    var home = new BigDecimal(PER_POUND.get(books.profile.homeCurrency()));
    for (var code : codes) {
      ReferenceJson.addCurrency(books, code);
      var rate = home.divide(new BigDecimal(PER_POUND.get(code)), 6, RoundingMode.HALF_UP);
      books.dayRates.put(code, rate);
    }
  }

  private static ObjectNode account(
      Company books, String name, String classification, String type, String subType) {
    var account = named(name).put("FullyQualifiedName", name).put("SubAccount", false);
    account.put("Classification", classification).put("AccountType", type);
    account.set("CurrencyRef", Currencies.reference(books.profile.homeCurrency()));
    return books.keep("Account", account.put("AccountSubType", subType));
  }

  private static ObjectNode item(Company books, String name, String type, ObjectNode account) {
    var item = named(name).put("FullyQualifiedName", name).put("Type", type);
    item.put("Taxable", false).put("UnitPrice", BigDecimal.ZERO).put("TrackQtyOnHand", false);
    if (!type.equals("Category")) {
      item.putObject("IncomeAccountRef")
          .put("value", account.get("Id").asText())
          .put("name", account.get("Name").asText());
    }
    return books.keep("Item", item);
  }

  private static ObjectNode rate(Company books, String name, String percent, String special) {
    var rate = named(name).put("Description", name);
    rate.put("RateValue", new BigDecimal(percent));
    rate.putObject("AgencyRef")
        .put("value", books.all("TaxAgency").iterator().next().get("Id").asText());
    rate.putArray("EffectiveTaxRate")
        .addObject()
        .put("RateValue", new BigDecimal(percent))
        .put("EffectiveDate", "2011-01-04T00:00:00-08:00");
    return books.keep(
        "TaxRate", rate.put("SpecialTaxType", special).put("DisplayType", "ReadOnly"));
  }

  /** A code of one rate that is named alike. */
  static ObjectNode taxCode(Company books, String name, String percent) {
    return code(books, name, rate(books, name, percent, "NONE"));
  }

  private static ObjectNode code(Company books, String name, ObjectNode... rates) {
    var code = named(name).put("Description", name).put("Hidden", false).put("Taxable", true);
    code.put("TaxGroup", true).put("TaxCodeConfigType", "SYSTEM_GENERATED");
    var list = code.putObject("SalesTaxRateList").putArray("TaxRateDetail");
    for (var rate : rates) {
      var detail = list.addObject();
      detail
          .putObject("TaxRateRef")
          .put("value", rate.get("Id").asText())
          .put("name", rate.get("Name").asText());
      detail.put("TaxTypeApplicable", "TaxOnAmount").put("TaxOrder", 0);
    }
    code.putObject("PurchaseTaxRateList").putArray("TaxRateDetail");
    return books.keep("TaxCode", code);
  }

  /** The codes of lines in the United States come without Active and SyncToken. */
  private static void pseudoCode(Company books, String id) {
    var code = JsonNodeFactory.instance.objectNode();
    code.put("Id", id).put("Name", id).put("Description", id);
    code.put("Taxable", id.equals("TAX")).put("TaxGroup", false);
    books.keep("TaxCode", code).remove("SyncToken");
  }

  private static ObjectNode named(String name) {
    return JsonNodeFactory.instance.objectNode().put("Name", name).put("Active", true);
  }
}
