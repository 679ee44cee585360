# The frozen request with its key where QuickBooks wants it. The body is text and leaves exactly as it was frozen.
{
  method: .method,
  path: .path,
  query: ("requestid=" + .key + "&" + .query),
  body: .body
}
