# QuickBooks' invoices to what a push has to know. What came from us is recognised by the note, wherever in it our words
# stand now. A voided invoice keeps its number; its amounts and quantities are zero. Deleted ones are not found.
def detail: .SalesItemLineDetail;
def voided: .TotalAmt == 0
  and ((.PrivateNote // "" | startswith("Voided")) or ([.Line[] | detail | objects | .Qty] | unique) == [0]);
def held: {
  externalId: .Id,
  number: .DocNumber,
  marker: ((.PrivateNote // "" | capture("CoPortal: (?<marker>\\S+)").marker) // null),
  status: (if voided then "VOIDED" elif .Balance == 0 and .TotalAmt != 0 then "PAID" else "OPEN" end),
  version: .SyncToken,
  settled: null,
  balance: .Balance,
  issueDate: .TxnDate,
  dueDate: .DueDate,
  currency: .CurrencyRef.value,
  exchangeRate: .ExchangeRate,
  totals: {
    subtotal: ([.Line[] | select(.DetailType == "SubTotalLineDetail").Amount] | last),
    taxTotal: (.TxnTaxDetail.TotalTax // 0),
    total: .TotalAmt
  },
  lines: [.Line[] | select(.DetailType == "SalesItemLineDetail") | {
    ledgerLineId: .Id,
    description: .Description,
    quantity: detail.Qty,
    unitPrice: detail.UnitPrice,
    amount: .Amount,
    taxCode: detail.TaxCodeRef.value,
    account: detail.ItemRef.value,
    keep: ((detail | { ClassRef, ServiceDate } | with_entries(select(.value != null)) | select(length > 0)) // null)
  }]
};
{
  invoices: [.QueryResponse.Invoice // [] | .[] | held]
}
