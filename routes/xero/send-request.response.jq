# Outcome of each invoice sent. With summarizeErrors=false a 200 may hold errors: each element is judged by its own
# status, its errors (Xero nests some in lines and contact) and a real id. One without an id and without an error tells
# nothing: it has no problems, and is looked up.
def nothing: "00000000-0000-0000-0000-000000000000";
def complaints: [.. | objects | (.ValidationErrors // empty)[] | { message: (.Message // .Description) }] | unique;
def day: if . == null then null else .[0:10] end;
def held: {
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
};
{
  failure: .failure,
  status: .status,
  doubtful: (.doubtful // false),
  retryAfter: .headers."retry-after"?,
  correlationId: .headers."xero-correlation-id"?,
  problems: .problems,
  outcomes: [(.json | objects | .Invoices // empty)[]
    | (.StatusAttributeString == "ERROR" or .HasErrors == true) as $error
    | (($error | not) and .InvoiceID != null and .InvoiceID != nothing) as $ok
    | { ok: $ok, invoice: (if $ok then held else null end), problems: (if $ok then [] else complaints end) }
    | if $error and .problems == [] then .problems = [{ message: null }] else . end]
}
