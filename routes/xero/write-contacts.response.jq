# Outcome of each contact written. A 200 proves nothing: the element's own status and a real id do. Xero nests some
# errors in addresses and phones.
def complaints: [.. | objects | (.ValidationErrors // empty)[] | { message: (.Message // .Description) }] | unique;
{
  status: 200,
  outcomes: [.Contacts[] | {
    ok: (.StatusAttributeString != "ERROR" and (.HasValidationErrors // false | not)
      and .ContactID != null and .ContactID != "00000000-0000-0000-0000-000000000000"),
    contactId: .ContactID,
    name: .Name,
    problems: complaints
  }]
}
