# A prepared invoice to QuickBooks' Invoice, one a call. With an Id it changes that invoice, and only the members sent;
# lines are sent all, since those left out would vanish. The note of an existing invoice is left to the bookkeeper.
# No EmailStatus: QuickBooks must never write to the client. TotalAmt and Balance are QuickBooks' to compute, and so is
# tax, unless our total is stated.
def present: with_entries(select(.value != null));
def reference: if . then { value: . } else null end;
def only: if length == 1 then .[0] else error("QuickBooks takes one invoice a call") end;
{
  method: "POST",
  path: "/v3/company/{organisation}/invoice",
  query: "minorversion=75",
  body: (.invoices | only | (.operation == "UPDATE") as $update | {
    Id: .externalId,
    SyncToken: .externalVersion,
    sparse: (if $update then true else null end),
    DocNumber: .number,
    TxnDate: .issueDate,
    DueDate: .dueDate,
    CustomerRef: (.contactId | reference),
    CurrencyRef: (if .severalCurrencies then (.currency | reference) else null end),
    ExchangeRate: .exchangeRate,
    GlobalTaxCalculation: (if .taxCalculated then "TaxExcluded" else null end),
    TxnTaxDetail: (if .statedTax == null then null else { TotalTax: .statedTax } end),
    PrivateNote: (if $update then null else "CoPortal: " + .marker end),
    Line: [.lines[] | {
      Id: .ledgerLineId,
      Description: .description,
      Amount: .amount,
      DetailType: "SalesItemLineDetail",
      SalesItemLineDetail: ((.keep // {}) + {
        ItemRef: (.account | reference),
        Qty: .quantity,
        UnitPrice: .unitPrice,
        TaxCodeRef: (.taxCode | reference)
      } | present)
    } | present]
  } | present)
}
