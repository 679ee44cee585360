# Xero's invoices to what a push has to know. Bills share the number space only by accident: they are left out.
def day: if . == null then null else .[0:10] end;
{
  invoices: [.Invoices[] | select(.Type == "ACCREC") | {
    externalId: .InvoiceID,
    number: .InvoiceNumber,
    marker: .Url,
    status: ({ DRAFT: "DRAFT", SUBMITTED: "DRAFT", AUTHORISED: "OPEN", PAID: "PAID", VOIDED: "VOIDED",
      DELETED: "DELETED" }[.Status]),
    version: .UpdatedDateUTC,
    settled: (if (.AmountPaid // 0) != 0 then .AmountPaid else (.AmountCredited // 0) end),
    reference: .Reference,
    issueDate: (.DateString | day),
    dueDate: (.DueDateString | day),
    currency: .CurrencyCode,
    totals: { subtotal: .SubTotal, taxTotal: .TotalTax, total: .Total },
    lines: [(.LineItems // [])[] | {
      ledgerLineId: .LineItemID,
      description: .Description,
      quantity: .Quantity,
      unitPrice: .UnitAmount,
      amount: .LineAmount,
      account: .AccountCode,
      taxCode: .TaxType
    }]
  }]
}
