# A page to one query. Ordered by the id, which never changes, so that no customer slips past between two pages. @uri
# leaves two characters as they are that an address must not carry.
def encoded: @uri | gsub("'"; "%27") | gsub("!"; "%21");
def changed: if . == null then "" else " and MetaData.LastUpdatedTime >= '\(.)'" end;
"select * from Customer where Active IN (true, false)\(.modifiedSince | changed) orderby Id startposition \(.firstRow) maxresults \(.size)"
| {
  method: "GET",
  path: "/v3/company/{organisation}/query",
  query: ("query=" + encoded + "&minorversion=75")
}
