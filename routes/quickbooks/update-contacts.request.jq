# A changed client to the members of a QuickBooks customer that CoPortal owns. The rest stays: sparse. The stamp is that
# of the customer just read.
def present: with_entries(select(.value != null and .value != ""));
def only: if length == 1 then .[0] else error("QuickBooks takes one customer a call") end;
def short($length): select(. != null and . != "" and length <= $length) // null;
json("customer").Customer as $held
| {
  method: "POST",
  path: "/v3/company/{organisation}/customer",
  query: ("requestid=" + .key + "&minorversion=75"),
  body: (.contacts | only | {
    Id: $held.Id,
    SyncToken: $held.SyncToken,
    sparse: true,
    DisplayName: .name,
    PrimaryEmailAddr: (.email | short(100) | if . == null then null else { Address: . } end),
    PrimaryTaxIdentifier: (.taxNumber | short(20))
  } | present)
}
