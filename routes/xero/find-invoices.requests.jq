# Ids or numbers to list calls, as few as Xero's addresses allow: their query may hold 2,048 characters, and a longer one
# is answered as if nothing were there. page=1 brings the lines along; the page is long since any number of bills may
# share an invoice's number. A number with a comma cannot stand in the list of numbers, so it is asked for by a filter.
# @uri leaves two characters that a query must not carry.
def encoded: @uri | gsub("'"; "%27") | gsub("!"; "%21");
def quoted: "\"" + gsub("\""; "\"\"") + "\"";
def list: "page=1&pageSize=1000&unitdp=4&includeArchived=true&" + .;
def byId: "IDs=" + (map(encoded) | join(",")) | list;
def byNumber: "InvoiceNumbers=" + (map(encoded) | join(",")) | list;
def byFilter: "where=" + (map("InvoiceNumber==" + quoted) | join(" OR ") | encoded) | list;
def queries(written): reduce .[] as $one ({ full: [], open: [] };
    (.open + [$one]) as $more
    | if .open == [] or ($more | written | length) <= 2048 then { full, open: $more }
      else { full: (.full + [.open]), open: [$one] }
      end)
  | (.full[], (.open | select(. != []))) | written;
{
  requests: [
    ((.ids // []) | queries(byId)),
    ([.numbers[]? | select(contains(",") | not)] | queries(byNumber)),
    ([.numbers[]? | select(contains(","))] | queries(byFilter))
    | { method: "GET", path: "/api.xro/2.0/Invoices", query: . }
  ]
}
