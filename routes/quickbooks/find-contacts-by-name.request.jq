# Wanted contacts to one query by name. An inactive customer is found by the name it was left with: "(deleted)" at its
# end. There is no OR, so the e-mail is asked for separately.
# Inside a value a backslash stands before an apostrophe or a backslash. @uri leaves two characters as they are that an
# address must not carry.
def encoded: @uri | gsub("'"; "%27") | gsub("!"; "%21");
def escaped: gsub("(?<sign>['\\\\])"; "\\" + .sign) | "'" + . + "'";
[.contacts[] | (.names // [.name])[] | ., . + " (deleted)" | escaped]
| ("select * from Customer where DisplayName IN (" + join(", ")
  + ") and Active IN (true, false) orderby Id maxresults 1000")
| {
  method: "GET",
  path: "/v3/company/{organisation}/query",
  query: ("query=" + encoded + "&minorversion=75")
}
