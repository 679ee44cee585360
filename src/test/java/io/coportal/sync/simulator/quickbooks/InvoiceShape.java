package io.coportal.sync.simulator.quickbooks;

/** The members of an invoice and its lines, after the 2026 schema. */
final class InvoiceShape {
  private static final Shape LINKED =
      Shape.of("LinkedTxn").text(Shapes.ANY, "TxnId", "TxnType", "TxnLineId");

  private static final Shape SALES_ITEM =
      Shape.of("SalesItemLineDetail")
          .object(Shapes.REFERENCE, "ItemRef", "ClassRef", "TaxCodeRef")
          .number(
              "Qty", "UnitPrice", "RatePercent", "TaxInclusiveAmt", "DiscountRate", "DiscountAmt")
          .date("ServiceDate")
          .ignored(
              "ItemAccountRef",
              "MarkupInfo",
              "DeferredRevenue",
              "TaxClassificationRef",
              "UnitCostPrice",
              "PriceLevelRef",
              "UOMRef",
              "InventorySiteRef",
              "SalesItemLineDetailEx");

  private static final Shape DISCOUNT =
      Shape.of("DiscountLineDetail")
          .flag("PercentBased")
          .number("DiscountPercent")
          .object(Shapes.REFERENCE, "DiscountAccountRef", "ClassRef", "TaxCodeRef", "DiscountRef")
          .date("ServiceDate")
          .ignored("DiscountLineDetailEx");

  private static final Shape DESCRIPTION =
      Shape.of("DescriptionLineDetail")
          .date("ServiceDate")
          .object(Shapes.REFERENCE, "TaxCodeRef")
          .ignored("DescriptionLineDetailEx");

  private static final Shape SUB_TOTAL =
      Shape.of("SubTotalLineDetail").object(Shapes.REFERENCE, "ItemRef").date("ServiceDate");

  private static final Shape TAX_DETAIL =
      Shape.of("TaxLineDetail")
          .object(Shapes.REFERENCE, "TaxRateRef")
          .flag("PercentBased")
          .number("TaxPercent", "NetAmountTaxable", "TaxInclusiveAmount", "OverrideDeltaAmount")
          .ignored("ServiceDate", "TaxLineDetailEx");

  private static final Shape TAX_LINE =
      Shape.of("Line")
          .number("Amount")
          .choice("DetailType", "TaxLineDetail")
          .object(TAX_DETAIL, "TaxLineDetail")
          .ignored("Id", "LineNum", "Description", "LinkedTxn", "CustomField");

  private static final Shape TXN_TAX =
      Shape.of("TxnTaxDetail")
          .object(Shapes.REFERENCE, "TxnTaxCodeRef", "DefaultTaxCodeRef")
          .number("TotalTax")
          .list(TAX_LINE, "TaxLine")
          .ignored("TaxReviewStatus", "UseAutomatedSalesTax");

  private static final Shape LINE =
      Shape.of("Line")
          .id("Id")
          .number("LineNum", "Amount")
          .text(4000, "Description")
          .choice(
              "DetailType",
              "SalesItemLineDetail",
              "DescriptionOnly",
              "DiscountLineDetail",
              "SubTotalLineDetail",
              "GroupLineDetail")
          .object(SALES_ITEM, "SalesItemLineDetail")
          .object(DESCRIPTION, "DescriptionLineDetail")
          .object(DISCOUNT, "DiscountLineDetail")
          .object(SUB_TOTAL, "SubTotalLineDetail")
          .list(LINKED, "LinkedTxn")
          .ignored(
              "GroupLineDetail",
              "CustomField",
              "CustomExtensions",
              "LineEx",
              "Received",
              "ProjectRef",
              "CostAmount",
              "HomeCostAmount",
              "TaxLineDetail",
              "PaymentLineDetail",
              "ItemBasedExpenseLineDetail",
              "AccountBasedExpenseLineDetail",
              "ReimburseLineDetail",
              "DepositLineDetail",
              "PurchaseOrderItemLineDetail",
              "SalesOrderItemLineDetail",
              "ItemReceiptLineDetail",
              "JournalEntryLineDetail",
              "TDSLineDetail",
              "ItemAdjustmentLineDetail");

  static final Shape INVOICE =
      Shapes.entity("Invoice")
          .text(21, "DocNumber")
          .text(4000, "PrivateNote")
          .text(15, "PONumber")
          .text(Shapes.ANY, "TrackingNum", "TransactionLocationType", "FOB")
          .date("TxnDate", "DueDate", "ShipDate")
          .object(
              Shapes.REFERENCE,
              "CustomerRef",
              "CurrencyRef",
              "SalesTermRef",
              "ClassRef",
              "DepartmentRef",
              "ShipMethodRef",
              "DepositToAccountRef",
              "ProjectRef")
          .number("ExchangeRate", "Deposit")
          .choice("GlobalTaxCalculation", "TaxExcluded", "TaxInclusive", "NotApplicable")
          .choice("EmailStatus", "NotSet", "NeedToSend", "EmailSent")
          .choice("PrintStatus", "NotSet", "NeedToPrint", "PrintComplete")
          .flag(
              "ApplyTaxAfterDiscount",
              "AutoDocNumber",
              "AllowOnlineACHPayment",
              "AllowOnlineCreditCardPayment",
              "AllowIPNPayment",
              "AllowOnlinePayment")
          .object(TXN_TAX, "TxnTaxDetail")
          .object(Shapes.MEMO, "CustomerMemo")
          .object(Shapes.EMAIL, "BillEmail", "BillEmailCc", "BillEmailBcc")
          .object(Shapes.ADDRESS, "BillAddr", "ShipAddr", "ShipFromAddr")
          .list(LINE, "Line")
          .ignored(
              "LinkedTxn",
              "TotalAmt",
              "HomeTotalAmt",
              "Balance",
              "HomeBalance",
              "DeliveryInfo",
              "FreeFormAddress",
              "InvoiceLink",
              "RecurDataRef",
              "TaxExemptionRef",
              "TxnSubType",
              "AllowOnlinePayPalPayment",
              "EInvoiceStatus",
              "ECloudStatusTimeStamp",
              "CfdiUse",
              "Exportation",
              "GlobalInfo",
              "invoiceStatus",
              "callToAction",
              "invoiceStatusLog",
              "InvoiceEx",
              "LessCIS",
              "PaymentDetailsMessage",
              "ConvenienceFeeDetail",
              "InvoiceLinkSecurityCode",
              "InvoiceLinkExpiryDate",
              "AutoPayEligible",
              "SchedulePayEligible",
              "ScheduledPaymentId",
              "GratuityEnabled",
              "FinancingProductType",
              "SubscriptionPaymentsSetting",
              "RemitToRef",
              "SalesRepRef",
              "ShippingTaxIncludedInTotalTax",
              "TemplateRef",
              "ARAccountRef",
              "FinanceCharge",
              "PaymentMethodRef",
              "PaymentRefNum",
              "PaymentType",
              "CheckPayment",
              "CreditCardPayment",
              "DiscountRate",
              "DiscountAmt",
              "GovtTxnRefIdentifier",
              "TxnStatus",
              "TxnSource",
              "TaxFormType",
              "TaxFormNum",
              "Tag",
              "TxnApprovalInfo",
              "RecurringInfo",
              "TotalCostAmount",
              "HomeTotalCostAmount");

  private InvoiceShape() {}
}
