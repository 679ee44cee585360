# Outcome of the one invoice sent. A Fault about the invoice is its outcome, with a 400 as with a 200; a Fault about the
# caller or the service itself (and any other status) refuses the request as a whole.
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
  currency: .CurrencyRef.value,
  exchangeRate: .ExchangeRate,
  totals: {
    subtotal: ([.Line[] | select(.DetailType == "SubTotalLineDetail").Amount] | last),
    taxTotal: (.TxnTaxDetail.TotalTax // 0),
    total: .TotalAmt
  },
  lines: [.Line[] | select(.DetailType == "SalesItemLineDetail") | {
    ledgerLineId: .Id,
    account: detail.ItemRef.value,
    keep: ((detail | { ClassRef, ServiceDate } | with_entries(select(.value != null)) | select(length > 0)) // null)
  }]
};
def faultType: (.json | objects | .Fault // .fault // empty | .type)
  // (.text // "" | capture("<Fault type=\"(?<type>\\w+)\"").type) // "";
(.status == 200 or (.status == 400 and .problems[0].code != null)) as $judged
| ($judged and (faultType | test("^(system|auth|service)"; "i") | not)) as $about
| [if $about and .problems != [] then { ok: false, invoice: null, problems: .problems }
  elif $about then (.json | objects | .Invoice // empty | { ok: true, invoice: held, problems: [] })
  else empty
  end] as $outcomes
| {
  failure: .failure,
  status: .status,
  doubtful: (.doubtful // false),
  retryAfter: .headers."retry-after"?,
  correlationId: .headers."intuit_tid"?,
  problems: (if $outcomes == [] then .problems else [] end),
  outcomes: $outcomes
}
