# Outcomes of the invoices sent. Of a single one a Fault about it is its outcome, with a 400 as with a 200; a Fault about
# the caller or the service itself (and any other status) refuses the request as a whole. A batch answers in any order:
# each invoice is found by its place (bId), with its own Fault, whatever that is about. One that is not answered ends the
# outcomes, so that they are fewer than were sent and none is taken for another's. What is said of the batch refuses it as
# a whole.
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
def unbroken: reduce .[] as $one ({ open: true, told: [] };
    if .open and $one != null then { open, told: (.told + [$one]) } else { open: false, told } end)
  | .told[];
def batch:
  ((select(.status == 200 and .problems == []) | .json | objects | .BatchItemResponse | arrays) // []) as $items
  | [$items | keys[] | tostring as $place
    | [$items[] | objects | select(.bId == $place)]
    | if length != 1 then null
      elif .[0].Fault then .[0].Fault | complaints | refused
      elif .[0].Invoice then .[0].Invoice | taken
      else null
      end]
  | unbroken;
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
