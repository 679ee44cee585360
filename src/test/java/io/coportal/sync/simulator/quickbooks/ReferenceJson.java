package io.coportal.sync.simulator.quickbooks;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.time.LocalDate;
import java.util.List;
import java.util.Map;

/** Company, preferences, currencies and rates as the API shows them. */
final class ReferenceJson {
  private static final String MADE = "2025-01-01T00:00:00-08:00";
  private static final Map<String, String> ZONES =
      Map.of(
          "GB", "Europe/London",
          "ZA", "Africa/Johannesburg",
          "AU", "Australia/Sydney",
          "NZ", "Pacific/Auckland",
          "US", "America/New_York");

  private ReferenceJson() {}

  static ObjectNode companyInfo(Company books) {
    var profile = books.profile;
    var json = framed();
    json.put("CompanyName", profile.name()).put("LegalName", profile.name());
    json.putObject("CompanyAddr").put("Id", "1").put("Country", profile.country());
    json.put("CompanyStartDate", "2025-01-01")
        .put("FiscalYearStartMonth", "April")
        .put("Country", profile.country());
    json.putObject("Email").put("Address", "books@owner.example");
    json.put("SupportedLanguages", books.settings.french ? "fr" : "en")
        .put("DefaultTimeZone", ZONES.get(profile.country()));
    var values = json.putArray("NameValue");
    values
        .addObject()
        .put("Name", "SubscriptionStatus")
        .put("Value", books.settings.lapsed ? "EXPIRED" : "PAID");
    values.addObject().put("Name", "OfferingSku").put("Value", "QuickBooks Online Plus");
    return json;
  }

  static ObjectNode preferences(Company books) {
    var settings = books.settings;
    var json = framed();
    var accounting = json.putObject("AccountingInfoPrefs");
    accounting
        .put("FirstMonthOfFiscalYear", "April")
        .put("UseAccountNumbers", false)
        .put("ClassTrackingPerTxn", false)
        .put("ClassTrackingPerTxnLine", false)
        .put("TrackDepartments", false);
    if (settings.bookCloseDate != null) {
      accounting.put("BookCloseDate", settings.bookCloseDate.toString());
    }
    json.putObject("ProductAndServicesPrefs")
        .put("ForSales", true)
        .put("QuantityWithPriceAndRate", true)
        .put("QuantityOnHand", false);
    var sales = json.putObject("SalesFormsPrefs");
    sales.putArray("CustomField");
    sales
        .put("CustomTxnNumbers", settings.customTxnNumbers)
        .put("AllowDeposit", false)
        .put("AllowDiscount", settings.allowDiscount)
        .put("AllowEstimates", true)
        .put("AllowServiceDate", false)
        .put("AllowShipping", false)
        .put("AutoApplyCredit", settings.autoApplyCredit)
        .put("AutoApplyPayments", true);
    json.putObject("TaxPrefs")
        .put("UsingSalesTax", settings.usingSalesTax)
        .put("PartnerTaxEnabled", settings.automatedSalesTax);
    json.putObject("CurrencyPrefs")
        .put("MultiCurrencyEnabled", settings.multiCurrency)
        .putObject("HomeCurrency")
        .put("value", books.profile.homeCurrency());
    json.putObject("OtherPrefs").putArray("NameValue");
    return json;
  }

  static void addCurrency(Company books, String code) {
    var currency = JsonNodeFactory.instance.objectNode();
    currency.put("Code", code).put("Name", Currencies.name(code)).put("Active", true);
    books.keep("CompanyCurrency", currency);
  }

  /** One rate for each currency but the home one: home units for one foreign unit. */
  static List<ObjectNode> exchangeRates(Company books, LocalDate date) {
    return books.dayRates.entrySet().stream()
        .map(
            rate ->
                JsonNodeFactory.instance
                    .objectNode()
                    .put("SourceCurrencyCode", rate.getKey())
                    .put("TargetCurrencyCode", books.profile.homeCurrency())
                    .put("Rate", rate.getValue())
                    .put("AsOfDate", date.toString())
                    .put("domain", "QBO")
                    .put("sparse", false))
        .toList();
  }

  private static ObjectNode framed() {
    var json = JsonNodeFactory.instance.objectNode();
    json.put("domain", "QBO").put("sparse", false).put("Id", "1").put("SyncToken", "3");
    json.putObject("MetaData").put("CreateTime", MADE).put("LastUpdatedTime", MADE);
    return json;
  }
}
