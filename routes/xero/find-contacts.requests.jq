# Wanted contacts to filtered list calls, or ids to list calls; as few as Xero's addresses allow: their query may hold
# 2,048 characters, and a longer one is answered as if nothing were there. @uri leaves two characters as they are that a
# query must not carry.
# A quote inside a value is doubled; a backslash cannot be escaped at all, so such a name is left out and Xero's own
# check for double names stands guard at the create.
def encoded: @uri | gsub("'"; "%27") | gsub("!"; "%21");
def quoted: "\"" + gsub("\""; "\"\"") + "\"";
def usable: . != null and . != "" and (contains("\\") | not);
def list: "page=1&pageSize=1000&includeArchived=true&" + .;
def byId: "IDs=" + (map(encoded) | join(",")) | list;
def byFilter: "where=" + (join(" OR ") | encoded) | list;
def queries(written): reduce .[] as $one ({ full: [], open: [] };
    (.open + [$one]) as $more
    | if .open == [] or ($more | written | length) <= 2048 then { full, open: $more }
      else { full: (.full + [.open]), open: [$one] }
      end)
  | (.full[], (.open | select(. != []))) | written;
{
  requests: [
    ((.ids // []) | queries(byId)),
    ([.contacts[]? |
      "ContactNumber==" + (.number | quoted),
      (.contactId | select(usable) | "ContactID==Guid(" + quoted + ")"),
      (.email | select(usable) | "EmailAddress==" + quoted),
      (.name | select(usable) | "Name==" + quoted)
    ] | queries(byFilter))
    | { method: "GET", path: "/api.xro/2.0/Contacts", query: . }
  ]
}
