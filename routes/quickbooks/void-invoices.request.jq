# An id to the void of that invoice. The stamp is that of the invoice just read; the key goes where QuickBooks wants it.
def only: if length == 1 then .[0] else error("QuickBooks voids one invoice a call") end;
json("invoice").Invoice as $held
| {
  method: "POST",
  path: "/v3/company/{organisation}/invoice",
  query: ("operation=void&requestid=" + .key + "&minorversion=75"),
  body: { Id: (.ids | only), SyncToken: $held.SyncToken }
}
