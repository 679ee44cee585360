# Changed clients to Xero contacts. Always with the id: without it POST picks a contact by name.
def present: with_entries(select(.value != null and .value != ""));
{
  method: "POST",
  path: "/api.xro/2.0/Contacts",
  query: "summarizeErrors=false",
  headers: { "Idempotency-Key": .key },
  body: {
    Contacts: [.contacts[] | {
      ContactID: .contactId,
      Name: .name,
      EmailAddress: .email,
      TaxNumber: .taxNumber
    } | present]
  }
}
