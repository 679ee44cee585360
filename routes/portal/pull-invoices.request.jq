# The question for a page of changes: path, and parameters (name, value) in the words of config/portal.
# @uri leaves two characters as they are that a query must not carry.
def encoded: @uri | gsub("'"; "%27") | gsub("!"; "%21");
{
  method: "GET",
  path: .path,
  query: ([.parameters[] | "\(.name)=\(.value | encoded)"] | join("&"))
}
