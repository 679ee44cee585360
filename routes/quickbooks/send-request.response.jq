# Outcomes of the invoices sent. Of a single one a Fault about it is its outcome, with a 400 as with a 200; a Fault about
# the caller or the service itself (and any other status) refuses the request as a whole. A batch answers in any order:
# each invoice is found by its place (bId), with its own Fault, whatever that is about; one that is not answered is left
# out, so that outcomes are missing. What is said of the batch refuses it as a whole.
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
def words: map(select(. != null and . != "")) | first;
def complaints: [.Error[]? | { code: .code, message: ([.Detail, .Message] | words) }]
  | if . == [] then [{ code: null, message: null }] else . end;
def taken: { ok: true, invoice: held, problems: [] };
def refused: { ok: false, invoice: null, problems: . };
def single:
  (.status == 200 or (.status == 400 and .problems[0].code != null)) as $judged
  | ($judged and (faultType | test("^(system|auth|service)"; "i") | not)) as $about
  | if $about and .problems != [] then .problems | refused
    elif $about then (.json | objects | .Invoice // empty | taken)
    else empty
    end;
def batch:
  ((select(.status == 200 and .problems == []) | .json | objects | .BatchItemResponse | arrays) // []) as $items
  | $items | keys[] | tostring as $place
  | [$items[] | objects | select(.bId == $place)] | select(length == 1) | .[0]
  | if .Fault then .Fault | complaints | refused
    else (.Invoice // empty | taken)
    end;
(json("request") // {} | .path // "" | endswith("/batch")) as $several
| [if $several then batch else single end] as $outcomes
| {
  failure: .failure,
  status: .status,
  doubtful: (.doubtful // false),
  retryAfter: .headers."retry-after"?,
  correlationId: .headers."intuit_tid"?,
  problems: (if $outcomes == [] then .problems else [] end),
  outcomes: $outcomes
}
