package io.coportal.sync.simulator.xero;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.time.Instant;
import java.util.List;
import java.util.Map;

/** The organisation and its settings as the API shows them. */
final class ReferenceJson {
  private static final Map<String, String> CLASSES =
      Map.of(
          "Assets", "ASSET",
          "Equity", "EQUITY",
          "Expenses", "EXPENSE",
          "Liabilities", "LIABILITY",
          "Revenue", "REVENUE");
  private static final Instant SEEDED = Instant.parse("2026-01-05T09:00:00Z");

  private ReferenceJson() {}

  static ObjectNode organisation(Organisation books) {
    var profile = books.profile;
    var json = object();
    json.put("Name", profile.name())
        .put("LegalName", profile.name())
        .put("PaysTax", true)
        .put("Version", profile.version())
        .put("OrganisationType", "COMPANY")
        .put("BaseCurrency", profile.baseCurrency())
        .put("CountryCode", profile.country())
        .put("IsDemoCompany", false)
        .put("OrganisationStatus", "ACTIVE")
        .put("TaxNumber", profile.taxNumber())
        .put("FinancialYearEndDay", 31)
        .put("FinancialYearEndMonth", 3)
        .put("SalesTaxBasis", "ACCRUALS")
        .put("SalesTaxPeriod", "QUARTERLY")
        .put("DefaultSalesTax", "Tax Exclusive")
        .put("DefaultPurchasesTax", "Tax Exclusive");
    if (books.periodLock != null) {
      json.put("PeriodLockDate", XeroDates.epoch(books.periodLock));
    }
    if (books.yearLock != null) {
      json.put("EndOfYearLockDate", XeroDates.epoch(books.yearLock));
    }
    json.put("CreatedDateUTC", XeroDates.epoch(SEEDED))
        .put("Timezone", profile.timezone())
        .put("OrganisationEntityType", "COMPANY")
        .put("ShortCode", "!" + profile.country() + "sim")
        .put("OrganisationID", profile.id().toString())
        .put("Class", "PREMIUM")
        .put("Edition", "BUSINESS");
    List.of("Addresses", "Phones", "ExternalLinks").forEach(json::putArray);
    json.putObject("PaymentTerms");
    return json;
  }

  static List<ObjectNode> actions(Organisation books) {
    return List.of(
        action("CreateDraftInvoice", true),
        action("CreateApprovedInvoice", true),
        action("CreateApprovedBill", true),
        action("CreateManualJournal", true),
        action("ApproveTransactionsBeforePeriodLockDate", false),
        action("UseMulticurrency", books.currencies.size() > 1));
  }

  static ObjectNode account(Account account) {
    var json =
        object()
            .put("AccountID", account.id().toString())
            .put("Code", account.code())
            .put("Name", account.name())
            .put("Status", account.active() ? "ACTIVE" : "ARCHIVED")
            .put("Type", account.type())
            .put("TaxType", account.taxType())
            .put("Class", account.accountClass())
            .put("EnablePaymentsToAccount", false)
            .put("ShowInExpenseClaims", false);
    if (account.type().equals("BANK")) {
      json.put("BankAccountType", "BANK").put("BankAccountNumber", "00000012345678");
    }
    if (!account.systemAccount().isEmpty()) {
      json.put("SystemAccount", account.systemAccount());
    }
    return json.put("ReportingCode", account.accountClass().substring(0, 3))
        .put("HasAttachments", false)
        .put("UpdatedDateUTC", XeroDates.epoch(SEEDED))
        .put("AddToWatchlist", false);
  }

  static ObjectNode taxRate(TaxRate rate) {
    var json =
        object()
            .put("Name", rate.name())
            .put("TaxType", rate.taxType())
            .put("ReportTaxType", rate.reportTaxType());
    CLASSES.forEach(
        (name, accountClass) ->
            json.put("CanApplyTo" + name, rate.classes().contains(accountClass)));
    json.put("DisplayTaxRate", rate.rate())
        .put("EffectiveRate", rate.rate())
        .put("Status", rate.status());
    json.putArray("TaxComponents")
        .addObject()
        .put("Name", rate.component())
        .put("Rate", rate.rate())
        .put("IsCompound", false)
        .put("IsNonRecoverable", false);
    return json;
  }

  static ObjectNode currency(Map.Entry<String, String> currency) {
    return object().put("Code", currency.getKey()).put("Description", currency.getValue());
  }

  static ObjectNode brandingTheme(Organisation books) {
    return object()
        .put("BrandingThemeID", books.profile.brandingTheme().toString())
        .put("Name", "Standard")
        .put("SortOrder", 0)
        .put("Type", "INVOICE")
        .put("CreatedDateUTC", XeroDates.epoch(SEEDED));
  }

  static ObjectNode item(Item item, int unitDecimals) {
    var json =
        object()
            .put("ItemID", item.id().toString())
            .put("Code", item.code())
            .put("Name", item.name())
            .put("Description", item.description())
            .put("IsSold", true)
            .put("IsPurchased", false)
            .put("IsTrackedAsInventory", false)
            .put("UpdatedDateUTC", XeroDates.epoch(SEEDED));
    json.putObject("PurchaseDetails");
    json.putObject("SalesDetails")
        .put("UnitPrice", Money.rounded(item.unitPrice(), unitDecimals))
        .put("AccountCode", item.accountCode())
        .put("TaxType", item.taxType());
    return json;
  }

  static ObjectNode trackingCategory(Organisation books) {
    var json =
        object()
            .put("Name", "Region")
            .put("Status", "ACTIVE")
            .put("TrackingCategoryID", Seeds.id(books.profile.country(), 7, 0).toString());
    var options = json.putArray("Options");
    for (var index = 0; index < books.regions.size(); index++) {
      options
          .addObject()
          .put("TrackingOptionID", Seeds.id(books.profile.country(), 7, index + 1).toString())
          .put("Name", books.regions.get(index))
          .put("Status", "ACTIVE");
    }
    return json;
  }

  private static ObjectNode action(String name, boolean allowed) {
    return object().put("Name", name).put("Status", allowed ? "ALLOWED" : "NOT-ALLOWED");
  }

  private static ObjectNode object() {
    return JsonNodeFactory.instance.objectNode();
  }
}
