# Wanted contacts to one query by e-mail address. QuickBooks documents only "=" for it, so a list is for those
# who ask for several addresses.
# Inside a value a backslash stands before an apostrophe or a backslash. @uri leaves two characters as they are that an
# address must not carry.
def encoded: @uri | gsub("'"; "%27") | gsub("!"; "%21");
def escaped: gsub("(?<sign>['\\\\])"; "\\" + .sign) | "'" + . + "'";
def among: if length == 1 then "= " + .[0] else "IN (" + join(", ") + ")" end;
[.contacts[].email | select(. != null and . != "")] | unique | map(escaped)
| ("select * from Customer where PrimaryEmailAddr " + among + " and Active IN (true, false) orderby Id maxresults 1000")
| {
  method: "GET",
  path: "/v3/company/{organisation}/query",
  query: ("query=" + encoded + "&minorversion=75")
}
