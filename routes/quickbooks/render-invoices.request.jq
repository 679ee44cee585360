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
def void: .operation == "VOID";
def header: update as $update | {
  Id: .externalId,
  SyncToken: .externalVersion,
  sparse: (if $update then true else null end),
  DocNumber: (if .keepsNumber then null else .number end),
  DueDate: .dueDate,
  CustomerRef: (.contactId | reference),
  PrivateNote: (if $update then null else "CoPortal: " + .marker end)
};
def whole: header + {
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
def voided: { Id: .externalId, SyncToken: .externalVersion };
def invoice: if void then voided elif .keepsLines then header else whole end | present;
(.invoices | within(30)) as $invoices
| ($invoices | length == 1) as $single
| {
  method: "POST",
  path: (if $single then "/v3/company/{organisation}/invoice" else "/v3/company/{organisation}/batch" end),
  query: (if $single and ($invoices[0] | void) then "operation=void&minorversion=75" else "minorversion=75" end),
  body: (if $single then ($invoices[0] | invoice) else {
    BatchItemRequest: [$invoices | to_entries[] | {
      bId: (.key | tostring),
      operation: (if .value | update or void then "update" else "create" end),
      optionsData: (if .value | void then "void" else null end),
      Invoice: (.value | invoice)
    } | present]
  } end)
}
