package io.coportal.sync.simulator.quickbooks;

/** The members of customers and items, after the 2026 schema. */
final class ListShapes {
  static final Shape CUSTOMER =
      Shapes.entity("Customer")
          .text(500, "DisplayName")
          .text(16, "Title", "Suffix", "ResaleNum")
          .text(100, "GivenName", "MiddleName", "FamilyName", "CompanyName")
          .text(110, "PrintOnCheckName")
          .text(2000, "Notes")
          .text(
              Shapes.ANY,
              "PrimaryTaxIdentifier",
              "BusinessNumber",
              "TaxExemptionReasonId",
              "AcctNum")
          .choice("PreferredDeliveryMethod", "Print", "Email", "None")
          .object(Shapes.EMAIL, "PrimaryEmailAddr")
          .object(Shapes.PHONE, "PrimaryPhone", "AlternatePhone", "Mobile", "Fax")
          .object(Shapes.WEB, "WebAddr")
          .object(Shapes.ADDRESS, "BillAddr", "ShipAddr")
          .object(
              Shapes.REFERENCE,
              "CurrencyRef",
              "DefaultTaxCodeRef",
              "SalesTermRef",
              "PaymentMethodRef",
              "ParentRef")
          .flag("Active", "Taxable", "Job", "BillWithParent")
          .ignored(
              "Balance",
              "BalanceWithJobs",
              "Level",
              "FullyQualifiedName",
              "OtherAddr",
              "ContactName",
              "AltContactName",
              "RootCustomerRef",
              "CustomerTypeRef",
              "SalesRepRef",
              "TaxGroupCodeRef",
              "TaxRateRef",
              "CCDetail",
              "PriceLevelRef",
              "OpenBalanceDate",
              "CreditLimit",
              "OverDueBalance",
              "TotalRevenue",
              "TotalExpense",
              "JobInfo",
              "TDSEnabled",
              "CustomerEx",
              "SecondaryTaxIdentifier",
              "ARAccountRef",
              "IsProject",
              "GSTIN",
              "GSTRegistrationType",
              "IsCISContractor",
              "ClientCompanyId",
              "ClientEntityId",
              "Source",
              "TaxRegime",
              "IntuitId",
              "Organization",
              "UserId",
              "V4IDPseudonym",
              "OtherContactInfo");

  static final Shape ITEM =
      Shapes.entity("Item")
          .text(100, "Name", "Sku")
          .text(4000, "Description", "PurchaseDesc")
          .choice("Type", "Service", "NonInventory", "Inventory", "Group", "Category")
          .number("UnitPrice", "PurchaseCost", "QtyOnHand", "RatePercent")
          .flag("Active", "Taxable", "SalesTaxIncluded", "TrackQtyOnHand", "SubItem")
          .date("InvStartDate")
          .object(
              Shapes.REFERENCE,
              "IncomeAccountRef",
              "ExpenseAccountRef",
              "AssetAccountRef",
              "SalesTaxCodeRef",
              "PurchaseTaxCodeRef",
              "ParentRef",
              "ClassRef")
          .ignored(
              "Level",
              "FullyQualifiedName",
              "PercentBased",
              "PaymentMethodRef",
              "UOMSetRef",
              "PurchaseTaxIncluded",
              "COGSAccountRef",
              "PrefVendorRef",
              "AvgCost",
              "QtyOnPurchaseOrder",
              "QtyOnSalesOrder",
              "ReorderPoint",
              "ManPartNum",
              "DepositToAccountRef",
              "BuildPoint",
              "PrintGroupedItems",
              "SpecialItem",
              "SpecialItemType",
              "ItemGroupDetail",
              "ItemAssemblyDetail",
              "AbatementRate",
              "ReverseChargeRate",
              "ServiceType",
              "ItemCategoryType",
              "ItemEx",
              "TaxClassificationRef",
              "UQCDisplayText",
              "UQCId",
              "Source",
              "DeferredRevenue");

  private ListShapes() {}
}
