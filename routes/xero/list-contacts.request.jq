# A page to one list call. Ordered by the id, which never changes: in the usual order, by the last change, a contact that
# is edited while the pages are read moves to the end and another one slips past between two of them.
.modifiedSince as $since
| {
  method: "GET",
  path: "/api.xro/2.0/Contacts",
  query: "page=\(.page)&pageSize=\(.size)&order=ContactID&summaryOnly=true&includeArchived=true"
}
| if $since == null then . else . + { headers: { "if-modified-since": $since } } end
