# Prepared invoices to Xero's Invoices.
# PUT only creates; POST edits whatever carries the number, so it goes out with the id and nothing but an update.
# The contact goes by id alone: more would edit it. No SentToContact: Xero must never write to the client.
# unitdp=4 keeps four decimals of a unit price. SubTotal and Total are Xero's to compute, and so is tax, unless a line's is
# stated. Of an invoice with money on it Xero takes only what keepsLines sends; lines that are not sent stay. A void
# changes the status alone, and a draft is deleted instead.
def present: with_entries(select(.value != null));
def header: {
  InvoiceID: .externalId,
  Contact: { ContactID: .contactId },
  InvoiceNumber: (if .keepsNumber then null else .number end),
  Reference: .reference,
  Url: .marker,
  DueDate: .dueDate
};
def whole: header + {
  Type: "ACCREC",
  Date: .issueDate,
  LineAmountTypes: "Exclusive",
  CurrencyCode: .currency,
  Status: (if .draft then "DRAFT" else "AUTHORISED" end),
  LineItems: [.lines[] | {
    LineItemID: .ledgerLineId,
    Description: .description,
    Quantity: .quantity,
    UnitAmount: .unitPrice,
    AccountCode: .account,
    TaxType: .taxCode,
    TaxAmount: .taxAmount
  } | present]
};
def void: { InvoiceID: .externalId, Status: (if .draft then "DELETED" else "VOIDED" end) };
(.invoices[0].operation == "CREATE") as $create |
{
  method: (if $create then "PUT" else "POST" end),
  path: "/api.xro/2.0/Invoices",
  query: "summarizeErrors=false&unitdp=4",
  body: {
    Invoices: [.invoices[]
      | if .operation == "VOID" then void elif .keepsLines then header else whole end
      | present]
  }
}
