# A query to one call. @uri leaves two characters as they are that an address must not carry.
def encoded: @uri | gsub("'"; "%27") | gsub("!"; "%21");
{
  method: "GET",
  path: "/v3/company/{organisation}/query",
  query: ("query=" + (.query | encoded) + "&minorversion=75")
}
