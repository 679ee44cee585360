# Ids to a change of status alone: lines that are not sent stay as they are.
{
  method: "POST",
  path: "/api.xro/2.0/Invoices",
  query: "summarizeErrors=false&unitdp=4",
  headers: { "Idempotency-Key": .key },
  body: { Invoices: [.ids[] | { InvoiceID: ., Status: "VOIDED" }] }
}
