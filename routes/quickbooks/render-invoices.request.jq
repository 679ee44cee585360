# Prepared invoices to QuickBooks' Invoice: a single one to a call of its own, several to a batch, where each does or
# fails for itself and is told from the others by its place (bId). With an Id it changes that invoice, and only the
# members sent; lines are sent all, since those left out would vanish. The note of an existing invoice is left to the
# bookkeeper.
# No EmailStatus: QuickBooks must never write to the client. TotalAmt and Balance are QuickBooks' to compute, and so is
# tax, unless our total is stated. Of an invoice with money on it only what may still change is sent (keepsLines).
def present: with_entries(select(.value != null));
def reference: if . then { value: . } else null end;
def within($most): if length > $most then error("QuickBooks takes \($most) invoices a batch") else . end;
def update: .operation == "UPDATE";
def header: update as $update | {
  Id: .externalId,
  SyncToken: .externalVersion,
  sparse: (if $update then true else null end),
  DocNumber: (if .keepsNumber then null else .number end),
  DueDate: .dueDate,
  CustomerRef: (.contactId | reference),
  PrivateNote: (if $update then null else "CoPortal: " + .marker end)
};
def content: {
  TxnDate: .issueDate,
  CurrencyRef: (if .severalCurrencies then (.currency | reference) else null end),
  ExchangeRate: .exchangeRate,
  GlobalTaxCalculation: (if .taxCalculated then "TaxExcluded" else null end),
  TxnTaxDetail: (if .statedTax == null then null else { TotalTax: .statedTax } end),
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
};
def invoice: header + (if .keepsLines then {} else content end) | present;
(.invoices | within(30)) as $invoices
| ($invoices | length == 1) as $single
| {
  method: "POST",
  path: (if $single then "/v3/company/{organisation}/invoice" else "/v3/company/{organisation}/batch" end),
  query: "minorversion=75",
  body: (if $single then ($invoices[0] | invoice) else {
    BatchItemRequest: [$invoices | to_entries[] | {
      bId: (.key | tostring),
      operation: (if .value | update then "update" else "create" end),
      Invoice: (.value | invoice)
    }]
  } end)
}
