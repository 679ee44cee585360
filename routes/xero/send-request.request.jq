# The frozen request with its key where Xero wants it. The body is text and leaves exactly as it was frozen.
{
  method: .method,
  path: .path,
  query: .query,
  headers: { "Idempotency-Key": .key },
  body: .body
}
