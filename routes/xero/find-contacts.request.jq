# Wanted contacts to one filtered list call, or ids to a list call. @uri leaves two characters as they are that a query must not carry.
# A quote inside a value is doubled; a backslash cannot be escaped at all, so such a name is left out and Xero's own
# check for double names stands guard at the create.
def encoded: @uri | gsub("'"; "%27") | gsub("!"; "%21");
def quoted: "\"" + gsub("\""; "\"\"") + "\"";
def usable: . != null and . != "" and (contains("\\") | not);
{
  method: "GET",
  path: "/api.xro/2.0/Contacts",
  query: ("page=1&pageSize=1000&includeArchived=true&" + (
    if .ids then "IDs=" + (.ids | map(encoded) | join(","))
    else "where=" + ([.contacts[] |
      "ContactNumber==" + (.number | quoted),
      (.contactId | select(usable) | "ContactID==Guid(" + quoted + ")"),
      (.email | select(usable) | "EmailAddress==" + quoted),
      (.name | select(usable) | "Name==" + quoted)
    ] | join(" OR ") | encoded)
    end))
}
