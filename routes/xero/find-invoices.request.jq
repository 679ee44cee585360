# Ids or numbers to one list call. page=1 brings the lines along; the page is long since any number of bills may share an
# invoice's number. A number with a comma cannot stand in the list of numbers, so such a look-up is written as a filter.
# @uri leaves two characters that a query must not carry.
def encoded: @uri | gsub("'"; "%27") | gsub("!"; "%21");
def quoted: "\"" + gsub("\""; "\"\"") + "\"";
{
  method: "GET",
  path: "/api.xro/2.0/Invoices",
  query: ("page=1&pageSize=1000&unitdp=4&includeArchived=true&" + (
    if .ids then "IDs=" + (.ids | map(encoded) | join(","))
    elif ([.numbers[] | contains(",")] | any) then
      "where=" + ([.numbers[] | "InvoiceNumber==" + quoted] | join(" OR ") | encoded)
    else "InvoiceNumbers=" + (.numbers | map(encoded) | join(","))
    end))
}
