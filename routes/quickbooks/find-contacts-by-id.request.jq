# Known ids to one query. Inside a value a backslash stands before an apostrophe or a backslash. @uri leaves two
# characters as they are that an address must not carry.
def encoded: @uri | gsub("'"; "%27") | gsub("!"; "%21");
def escaped: gsub("(?<sign>['\\\\])"; "\\" + .sign) | "'" + . + "'";
def among: "IN (" + (map(escaped) | join(", ")) + ")";
[.contacts[].contactId | select(. != null)] as $ids
| {
  method: "GET",
  path: "/v3/company/{organisation}/query",
  query: ("query=" + ("select * from Customer where Id " + ($ids | among) + " and Active IN (true, false)" | encoded)
    + "&minorversion=75")
}
