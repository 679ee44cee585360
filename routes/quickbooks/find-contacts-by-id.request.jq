# Known ids to one query. Inside a value a backslash stands before an apostrophe or a backslash. @uri leaves two
# characters as they are that an address must not carry.
def encoded: @uri | gsub("'"; "%27") | gsub("!"; "%21");
def escaped: gsub("(?<sign>['\\\\])"; "\\" + .sign) | "'" + . + "'";
def among: "IN (" + (map(escaped) | join(", ")) + ")";
[.ids[]?, .contacts[]?.contactId | select(. != null)]
| ("select * from Customer where Id " + among + " and Active IN (true, false) orderby Id maxresults 1000")
| {
  method: "GET",
  path: "/v3/company/{organisation}/query",
  query: ("query=" + encoded + "&minorversion=75")
}
